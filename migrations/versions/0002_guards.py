"""What no table definition can say: the audit trail is append-only, a room holds one event.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE_UP = (
    """
    CREATE TRIGGER audit_entry_keeps BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only.'); END
    """,
    """
    CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only.'); END
    """,
    # SQLite has no exclusion constraint; the trigger speaks in the same transaction.
    """
    CREATE TRIGGER room_booking_excludes BEFORE INSERT ON room_booking
    WHEN NEW.shared_because IS NULL AND EXISTS (
        SELECT 1 FROM room_booking b
        WHERE b.room_id = NEW.room_id AND b.shared_because IS NULL
        AND b.starts_at < NEW.ends_at AND NEW.starts_at < b.ends_at
    )
    BEGIN SELECT RAISE(ABORT, 'ex_room_booking_one_at_a_time'); END
    """,
    """
    CREATE TRIGGER room_booking_still_excludes BEFORE UPDATE ON room_booking
    WHEN NEW.shared_because IS NULL AND EXISTS (
        SELECT 1 FROM room_booking b
        WHERE b.id <> NEW.id AND b.room_id = NEW.room_id AND b.shared_because IS NULL
        AND b.starts_at < NEW.ends_at AND NEW.starts_at < b.ends_at
    )
    BEGIN SELECT RAISE(ABORT, 'ex_room_booking_one_at_a_time'); END
    """,
)
SQLITE_DOWN = (
    "DROP TRIGGER room_booking_still_excludes",
    "DROP TRIGGER room_booking_excludes",
    "DROP TRIGGER audit_entry_stays",
    "DROP TRIGGER audit_entry_keeps",
)

POSTGRESQL_UP = (
    """
    CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'The audit trail is append-only.'; END $$
    """,
    """
    CREATE TRIGGER audit_entry_keeps BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only()
    """,
    """
    ALTER TABLE room_booking ADD CONSTRAINT ex_room_booking_one_at_a_time
    EXCLUDE USING gist (
        int8range(room_id, room_id, '[]') WITH &&,
        tstzrange(starts_at, ends_at) WITH &&
    ) WHERE (shared_because IS NULL)
    """,
)
POSTGRESQL_DOWN = (
    "ALTER TABLE room_booking DROP CONSTRAINT ex_room_booking_one_at_a_time",
    "DROP TRIGGER audit_entry_keeps ON audit_entry",
    "DROP FUNCTION audit_entry_is_append_only()",
)


def _run(sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in sqlite if on_sqlite else postgresql:
        op.execute(sa.text(statement))


def upgrade() -> None:
    """Guard the trail, the rooms and the grants, and start counting public versions."""
    # Neither engine takes two empty scopes for equal, hence the expressions.
    op.execute(
        sa.text(
            "CREATE UNIQUE INDEX uq_role_grant_once ON role_grant "
            "(user_id, role, coalesce(programme_id, 0), coalesce(event_id, 0))"
        )
    )
    _run(SQLITE_UP, POSTGRESQL_UP)
    op.execute(sa.text("INSERT INTO public_version (id, number) VALUES (1, 1)"))


def downgrade() -> None:
    """Take the guards away."""
    op.execute(sa.text("DROP INDEX uq_role_grant_once"))
    op.execute(sa.text("DELETE FROM public_version"))
    _run(SQLITE_DOWN, POSTGRESQL_DOWN)

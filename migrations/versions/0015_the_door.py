"""The door: a log that is only added to, notes for the desk, and guests whom nobody expected.

Revision ID: 0015
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from app.infra.types import UTCDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SUBJECTS = ("participation", "registration", "walk_in")

SQLITE_UP = (
    """
    CREATE TRIGGER arrival_keeps BEFORE UPDATE OF
    op_id, event_id, participation_id, registration_id, walk_in_id, kind, people, undoes ON arrival
    BEGIN SELECT RAISE(ABORT, 'The log of the door is only added to.'); END
    """,
)
POSTGRESQL_UP = (
    """
    CREATE FUNCTION arrival_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'The log of the door is only added to.'; END $$
    """,
    """
    CREATE TRIGGER arrival_keeps BEFORE UPDATE OF
    op_id, event_id, participation_id, registration_id, walk_in_id, kind, people, undoes ON arrival
    FOR EACH ROW EXECUTE FUNCTION arrival_is_only_added_to()
    """,
)
SQLITE_DOWN = ("DROP TRIGGER arrival_keeps",)
POSTGRESQL_DOWN = (
    "DROP TRIGGER arrival_keeps ON arrival",
    "DROP FUNCTION arrival_is_only_added_to()",
)


def _run(sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in sqlite if on_sqlite else postgresql:
        op.execute(sa.text(statement))


def upgrade() -> None:
    op.create_table(
        "walk_in",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("organisation", sa.String(200), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.UniqueConstraint("key", name=op.f("uq_walk_in_key")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_walk_in_event_id_event"), ondelete="CASCADE"
        ),
    )
    op.create_index("ix_walk_in_event_id", "walk_in", ["event_id"])
    op.create_table(
        "door_note",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("event_id", sa.Integer(), nullable=False),
        *(sa.Column(f"{subject}_id", sa.Integer()) for subject in SUBJECTS[:2]),
        sa.Column("text", sa.String(120), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_door_note_event_id_event"), ondelete="CASCADE"
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{subject}_id"],
                [f"{subject}.id"],
                name=op.f(f"fk_door_note_{subject}_id_{subject}"),
                ondelete="CASCADE",
            )
            for subject in SUBJECTS[:2]
        ),
        *(
            sa.UniqueConstraint(f"{subject}_id", name=op.f(f"uq_door_note_{subject}_id"))
            for subject in SUBJECTS[:2]
        ),
        sa.CheckConstraint(
            "(participation_id IS NULL) <> (registration_id IS NULL)",
            name=op.f("ck_door_note_of_one_guest"),
        ),
    )
    op.create_index("ix_door_note_event_id", "door_note", ["event_id"])
    kinds = sa.Enum("arrived", "undone", name="arrivalkind", native_enum=False, length=40)
    op.create_table(
        "arrival",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("op_id", sa.String(36), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        *(sa.Column(f"{subject}_id", sa.Integer()) for subject in SUBJECTS),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Boolean(), nullable=False),
        sa.Column("undoes", sa.String(36), nullable=False),
        sa.Column("device", sa.String(36), nullable=False),
        sa.Column("recorded_by", sa.Integer()),
        sa.Column("device_at", UTCDateTime(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.UniqueConstraint("op_id", name=op.f("uq_arrival_op_id")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_arrival_event_id_event"), ondelete="CASCADE"
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{subject}_id"],
                [f"{subject}.id"],
                name=op.f(f"fk_arrival_{subject}_id_{subject}"),
                ondelete="CASCADE",
            )
            for subject in SUBJECTS
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"],
            ["user_account.id"],
            name=op.f("fk_arrival_recorded_by_user_account"),
            ondelete="SET NULL",
        ),
        sa.CheckConstraint("people > 0", name=op.f("ck_arrival_somebody")),
        sa.CheckConstraint(
            "CASE WHEN participation_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN registration_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN walk_in_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_arrival_of_one_guest"),
        ),
    )
    op.create_index("ix_arrival_event", "arrival", ["event_id", "id"])
    for subject in SUBJECTS:
        op.create_index(f"ix_arrival_{subject}_id", "arrival", [f"{subject}_id"])
    _run(SQLITE_UP, POSTGRESQL_UP)


def downgrade() -> None:
    _run(SQLITE_DOWN, POSTGRESQL_DOWN)
    op.drop_table("arrival")
    op.drop_table("door_note")
    op.drop_table("walk_in")

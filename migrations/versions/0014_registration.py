"""Places stand in pools, with an approval queue and a waiting list; events have a form.

What an event said of its places moves into its first pool.

Revision ID: 0014
Revises: 0003
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from app.infra.types import UTCDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ONCE_BEFORE = sa.text("state = 'registered'")
ONCE_NOW = sa.text("state IN ('pending', 'waiting', 'offered', 'registered')")
FORMATS = {"virtual": "Virtual", "hybrid": "In person or virtual"}

event = sa.table(
    "event",
    sa.column("id", sa.Integer),
    sa.column("format", sa.String),
    sa.column("registration", sa.String),
    sa.column("capacity", sa.Integer),
    sa.column("seats_taken", sa.Integer),
    sa.column("registration_closes_at", UTCDateTime()),
)
registration = sa.table(
    "registration",
    sa.column("id", sa.Integer),
    sa.column("event_id", sa.Integer),
    sa.column("pool_id", sa.Integer),
    sa.column("state", sa.String),
    sa.column("withdrawn_at", UTCDateTime()),
    sa.column("created_at", UTCDateTime()),
)


BEFORE = (
    ("never_overbooked", "capacity IS NULL OR seats_taken <= capacity"),
    ("no_negative_seats", "seats_taken >= 0"),
    ("no_negative_capacity", "capacity IS NULL OR capacity >= 0"),
)
"""What was checked of an event while its places stood there."""


def upgrade() -> None:
    _create_tables()
    _fill_pools()
    _widen_registrations()
    with _rebuilding_event() as batch:
        for name, _condition in BEFORE:
            batch.drop_constraint(op.f(f"ck_event_{name}"), type_="check")
        batch.drop_column("capacity")
        batch.drop_column("seats_taken")
        batch.drop_column("registration_closes_at")


def downgrade() -> None:
    op.add_column("event", sa.Column("registration_closes_at", UTCDateTime(), nullable=True))
    op.add_column("event", sa.Column("capacity", sa.Integer(), nullable=True))
    op.add_column(
        "event", sa.Column("seats_taken", sa.Integer(), nullable=False, server_default="0")
    )
    _empty_pools()
    with _rebuilding_event() as batch:
        batch.alter_column("seats_taken", server_default=None, existing_type=sa.Integer())
        for name, condition in BEFORE:
            batch.create_check_constraint(op.f(f"ck_event_{name}"), condition)
    _narrow_registrations()
    for table in (
        "registration_change",
        "registration_file",
        "registration_answer",
        "registration_question",
        "registration_terms",
        "registration_pool",
    ):
        op.drop_table(table)


@contextmanager
def _rebuilding_event() -> Iterator[BatchOperations]:
    """Change ``event``, of which SQLite makes a copy: with the same triggers."""
    triggers: Sequence[str] = ()
    if op.get_bind().dialect.name == "sqlite":
        found = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'"
        triggers = op.get_bind().scalars(sa.text(found)).all()
    with op.batch_alter_table("event") as batch:
        yield batch
    for trigger in triggers:
        op.execute(sa.text(trigger))


def _create_tables() -> None:
    op.create_table(
        "registration_pool",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("gets_link", sa.Boolean(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("overbooking", sa.Integer(), nullable=False),
        sa.Column("opens_at", UTCDateTime(), nullable=True),
        sa.Column("closes_at", UTCDateTime(), nullable=True),
        sa.Column("approval", sa.Boolean(), nullable=False),
        sa.Column("party_limit", sa.Integer(), nullable=False),
        sa.Column("names_companions", sa.Boolean(), nullable=False),
        sa.Column("waiting_list", sa.Boolean(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("offer_hours", sa.Integer(), nullable=False),
        sa.Column("passing", sa.Boolean(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("tickets", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity IS NULL OR capacity >= 0", name=op.f("ck_registration_pool_no_negative_capacity")),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_registration_pool_no_negative_seats")),
        sa.CheckConstraint("waiting >= 0", name=op.f("ck_registration_pool_no_negative_line")),
        sa.CheckConstraint("overbooking BETWEEN 0 AND 100", name=op.f("ck_registration_pool_overbooking_in_percent")),
        sa.CheckConstraint("party_limit BETWEEN 1 AND 20", name=op.f("ck_registration_pool_parties_of_people")),
        sa.CheckConstraint("offer_hours BETWEEN 1 AND 720", name=op.f("ck_registration_pool_offers_end")),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_registration_pool_opens_before_it_closes")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_registration_pool_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_pool")),
        sa.UniqueConstraint("key", name=op.f("uq_registration_pool_key")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_registration_pool_event_id_name")),
    )  # fmt: skip
    op.create_table(
        "registration_terms",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("keep_months", sa.Integer(), nullable=False),
        sa.Column("privacy", sa.Text(), nullable=False),
        sa.Column("purged_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("keep_months BETWEEN 0 AND 120", name=op.f("ck_registration_terms_kept_for_months")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_registration_terms_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_registration_terms")),
    )  # fmt: skip
    op.create_table(
        "registration_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("help", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("depends_on_id", sa.Integer(), nullable=True),
        sa.Column("given", sa.String(length=300), nullable=False),
        sa.Column("removed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_registration_question_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["depends_on_id"], ["registration_question.id"], name=op.f("fk_registration_question_depends_on_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_question")),
        sa.UniqueConstraint("key", name=op.f("uq_registration_question_key")),
    )  # fmt: skip
    op.create_index("ix_registration_question_event", "registration_question", ["event_id", "position"])
    op.create_index(op.f("ix_registration_question_depends_on_id"), "registration_question", ["depends_on_id"])
    op.create_table(
        "registration_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("asked_as", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_registration_answer_registration_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["question_id"], ["registration_question.id"], name=op.f("fk_registration_answer_question_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_answer")),
        sa.UniqueConstraint("key", name=op.f("uq_registration_answer_key")),
        sa.UniqueConstraint("registration_id", "question_id", name=op.f("uq_registration_answer_registration_id_question_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_registration_answer_question_id"), "registration_answer", ["question_id"])
    op.create_table(
        "registration_file",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["registration_answer.id"], name=op.f("fk_registration_file_answer_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_registration_file")),
    )  # fmt: skip
    op.create_table(
        "registration_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_registration_change_registration_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_change")),
    )  # fmt: skip
    op.create_index(op.f("ix_registration_change_registration_id"), "registration_change", ["registration_id"])


def _fill_pools() -> None:
    """Give a pool to every event that has places, guests or an open door."""
    has_guests = sa.select(registration.c.event_id).distinct()
    found = op.get_bind().execute(
        sa.select(event).where(
            sa.or_(
                event.c.registration == "open",
                event.c.capacity.is_not(None),
                event.c.id.in_(has_guests),
            )
        )
    )
    pools = [_pool_of(row) for row in found]
    if pools:
        op.bulk_insert(_pool_table(), pools)


def _pool_of(row: sa.Row) -> dict[str, object]:
    """The pool that works as the event did: no waiting list, and a link for whoever is virtual."""
    return {
        "key": secrets.token_hex(10),
        "event_id": row.id,
        "position": 1,
        "name": FORMATS.get(row.format, "In person"),
        "gets_link": row.format != "in_person",
        "capacity": row.capacity,
        "overbooking": 0,
        "opens_at": None,
        "closes_at": row.registration_closes_at,
        "approval": False,
        "party_limit": 1,
        "names_companions": True,
        "waiting_list": False,
        "automatic": False,
        "offer_hours": 48,
        "passing": False,
        "taken": row.seats_taken,
        "waiting": 0,
        "tickets": 0,
    }


def _pool_table() -> sa.TableClause:
    return sa.table(
        "registration_pool",
        sa.column("id", sa.Integer),
        sa.column("key", sa.String),
        sa.column("event_id", sa.Integer),
        sa.column("position", sa.Integer),
        sa.column("name", sa.String),
        sa.column("gets_link", sa.Boolean),
        sa.column("capacity", sa.Integer),
        sa.column("overbooking", sa.Integer),
        sa.column("opens_at", UTCDateTime()),
        sa.column("closes_at", UTCDateTime()),
        sa.column("approval", sa.Boolean),
        sa.column("party_limit", sa.Integer),
        sa.column("names_companions", sa.Boolean),
        sa.column("waiting_list", sa.Boolean),
        sa.column("automatic", sa.Boolean),
        sa.column("offer_hours", sa.Integer),
        sa.column("passing", sa.Boolean),
        sa.column("taken", sa.Integer),
        sa.column("waiting", sa.Integer),
        sa.column("tickets", sa.Integer),
    )


def _columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column("pool_id", sa.Integer(), nullable=True),
        sa.Column("party_size", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("companions", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("source", sa.String(length=40), nullable=False, server_default="form"),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("offered_until", UTCDateTime(), nullable=True),
        sa.Column("link_generation", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("purged_at", UTCDateTime(), nullable=True),
    )


def _widen_registrations() -> None:
    for column in _columns():
        op.add_column("registration", column)
    pool = _pool_table()
    of_event = sa.select(pool.c.id).where(pool.c.event_id == registration.c.event_id)
    op.execute(registration.update().values(pool_id=of_event.scalar_subquery()))
    with op.batch_alter_table("registration") as batch:
        batch.drop_index("uq_registration_once")
        batch.alter_column("pool_id", existing_type=sa.Integer(), nullable=False)
        for name in ("party_size", "companions", "source", "link_generation"):
            batch.alter_column(name, server_default=None)
        batch.create_foreign_key(op.f("fk_registration_pool_id"), "registration_pool", ["pool_id"], ["id"], ondelete="CASCADE")
        batch.create_check_constraint(op.f("ck_registration_party_of_people"), "party_size BETWEEN 1 AND 20")
        batch.create_check_constraint(op.f("ck_registration_waits_in_line"), "state <> 'waiting' OR line IS NOT NULL")
        batch.create_check_constraint(op.f("ck_registration_offer_ends"), "state <> 'offered' OR offered_until IS NOT NULL")
        batch.create_index("ix_registration_line", ["pool_id", "state", "line"])
        batch.create_index(
            "uq_registration_once", ["event_id", "email_norm", "name_norm"], unique=True,
            sqlite_where=ONCE_NOW, postgresql_where=ONCE_NOW,
        )  # fmt: skip


def _empty_pools() -> None:
    """Sum up what the pools said; where more are registered than allowed, so many were allowed."""
    pool = _pool_table()
    of_event = pool.c.event_id == event.c.id
    guests = (registration.c.event_id == event.c.id, registration.c.state == "registered")
    taken = sa.select(sa.func.count()).select_from(registration).where(*guests)
    limits = sa.select(
        sa.case((sa.func.count(pool.c.capacity) == sa.func.count(), sa.func.sum(pool.c.capacity)))
    ).where(of_event)
    closing = sa.select(sa.func.max(pool.c.closes_at)).where(of_event)
    op.execute(
        event.update().values(
            seats_taken=taken.scalar_subquery(),
            capacity=limits.scalar_subquery(),
            registration_closes_at=closing.scalar_subquery(),
        )
    )
    op.execute(
        event.update()
        .where(event.c.capacity < event.c.seats_taken)
        .values(capacity=event.c.seats_taken)
    )
    op.execute(
        event.update().where(event.c.registration == "by_application").values(registration="open")
    )


def _narrow_registrations() -> None:
    """Whoever has no place now has withdrawn, as far as the older tables can say."""
    op.execute(
        registration.update()
        .where(registration.c.state.not_in(("registered", "withdrawn")))
        .values(state="withdrawn", withdrawn_at=sa.func.coalesce(registration.c.withdrawn_at, registration.c.created_at))
    )
    with op.batch_alter_table("registration") as batch:
        batch.drop_index("uq_registration_once")
        batch.drop_index("ix_registration_line")
        for name in ("party_of_people", "waits_in_line", "offer_ends"):
            batch.drop_constraint(op.f(f"ck_registration_{name}"), type_="check")
        batch.drop_constraint(op.f("fk_registration_pool_id"), type_="foreignkey")
        for column in _columns():
            batch.drop_column(column.name)
        batch.create_index(
            "uq_registration_once", ["event_id", "email_norm", "name_norm"], unique=True,
            sqlite_where=ONCE_BEFORE, postgresql_where=ONCE_BEFORE,
        )  # fmt: skip

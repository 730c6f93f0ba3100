"""Delegations, candidates, companions and targets; seats know whom they replace, and from where.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.core.clock import now
from app.core.text import random_key
from app.infra.types import UTCDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SIDES = sa.table(
    "delegation",
    *(sa.column(name) for name in ("id", "key", "event_id", "label", "country", "position")),
    *(sa.column(name) for name in ("focal_name", "focal_email", "focal_phone")),
    sa.column("created_at", UTCDateTime()),
)
SEATS = sa.table(
    "participation",
    *(sa.column(name) for name in ("event_id", "delegation", "delegation_id")),
)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="")


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )


def upgrade() -> None:
    _create_delegation()
    with op.batch_alter_table("participation") as batch:
        for column, target in (("delegation_id", "delegation"), ("replaces_id", "participation")):
            batch.add_column(_number(column, nullable=True))
            batch.create_foreign_key(
                f"fk_participation_{column}", target, [column], ["id"], ondelete="SET NULL"
            )
        batch.add_column(_text("country", 80))
        batch.add_column(sa.Column("sector", sa.String(40), nullable=True))
        batch.add_column(_text("gender", 40))
        batch.add_column(
            sa.Column(
                "personal_capacity", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
    _make_delegations_of_words()
    with op.batch_alter_table("participation") as batch:
        batch.drop_column("delegation")
    for name, columns in (
        ("ix_participation_delegation_id", ["delegation_id"]),
        ("ix_participation_replaces_id", ["replaces_id"]),
        ("ix_participation_place", ["event_id", "position", "id"]),
        ("ix_participation_state", ["event_id", "state"]),
    ):
        op.create_index(name, "participation", columns)
    op.add_column(
        "seat_change",
        sa.Column("channel", sa.String(40), nullable=False, server_default="staff"),
    )
    op.add_column("seat_change", _text("told_by", 200))
    _create_candidate()
    _create_companion()
    _create_target()


def _create_delegation() -> None:
    op.create_table(
        "delegation",
        _number("id"),
        sa.Column("key", sa.String(24), nullable=False),
        _number("event_id"),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("country", sa.String(80), nullable=False),
        _number("size", nullable=True),
        sa.Column("focal_name", sa.String(200), nullable=False),
        sa.Column("focal_email", sa.String(254), nullable=False),
        sa.Column("focal_phone", sa.String(60), nullable=False),
        _number("position"),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "size IS NULL OR size >= 0", name="ck_delegation_size_not_negative"
        ),
        _belongs("delegation", "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name="pk_delegation"),
        sa.UniqueConstraint("key", name="uq_delegation_key"),
        sa.UniqueConstraint("event_id", "label", name="uq_delegation_event_id_label"),
    )


def _create_candidate() -> None:
    op.create_table(
        "seat_candidate",
        _number("id"),
        sa.Column("key", sa.String(24), nullable=False),
        _number("participation_id"),
        _number("person_id"),
        _number("rank"),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("seated_at", UTCDateTime(), nullable=True),
        _belongs("seat_candidate", "participation_id", "participation"),
        _belongs("seat_candidate", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_seat_candidate"),
        sa.UniqueConstraint("key", name="uq_seat_candidate_key"),
        sa.UniqueConstraint(
            "participation_id", "person_id", name="uq_seat_candidate_participation_id_person_id"
        ),
    )
    op.create_index("ix_seat_candidate_person_id", "seat_candidate", ["person_id"])


def _create_companion() -> None:
    op.create_table(
        "companion",
        _number("id"),
        sa.Column("key", sa.String(24), nullable=False),
        _number("participation_id"),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        _number("count"),
        sa.Column("note", sa.String(300), nullable=False),
        sa.CheckConstraint("count BETWEEN 1 AND 50", name="ck_companion_count_plausible"),
        _belongs("companion", "participation_id", "participation"),
        sa.PrimaryKeyConstraint("id", name="pk_companion"),
        sa.UniqueConstraint("key", name="uq_companion_key"),
    )
    op.create_index("ix_companion_participation_id", "companion", ["participation_id"])


def _create_target() -> None:
    op.create_table(
        "balance_target",
        _number("id"),
        _number("event_id"),
        sa.Column("axis", sa.String(40), nullable=False),
        sa.Column("value", sa.String(120), nullable=False),
        _number("wanted"),
        sa.CheckConstraint("wanted >= 1", name="ck_balance_target_wanted_positive"),
        _belongs("balance_target", "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name="pk_balance_target"),
        sa.UniqueConstraint(
            "event_id", "axis", "value", name="uq_balance_target_event_id_axis_value"
        ),
    )


def _make_delegations_of_words() -> None:
    """Each word that stood beside a seat becomes a delegation of its event."""
    connection = op.get_bind()
    said = (
        sa.select(SEATS.c.event_id, SEATS.c.delegation)
        .where(SEATS.c.delegation != "")
        .distinct()
        .order_by(SEATS.c.event_id, SEATS.c.delegation)
    )
    for position, (event_id, label) in enumerate(connection.execute(said).all(), start=1):
        connection.execute(
            SIDES.insert().values(
                key=random_key(),
                event_id=event_id,
                label=label,
                country="",
                focal_name="",
                focal_email="",
                focal_phone="",
                position=position,
                created_at=now(),
            )
        )
    of_seat = (
        sa.select(SIDES.c.id)
        .where(SIDES.c.event_id == SEATS.c.event_id, SIDES.c.label == SEATS.c.delegation)
        .scalar_subquery()
    )
    connection.execute(
        SEATS.update().where(SEATS.c.delegation != "").values(delegation_id=of_seat)
    )


def downgrade() -> None:
    op.drop_table("balance_target")
    op.drop_table("companion")
    op.drop_table("seat_candidate")
    op.drop_column("seat_change", "told_by")
    op.drop_column("seat_change", "channel")
    for name in ("state", "place", "replaces_id", "delegation_id"):
        op.drop_index(f"ix_participation_{name}", "participation")
    op.add_column("participation", _text("delegation", 120))
    label = (
        sa.select(SIDES.c.label).where(SIDES.c.id == SEATS.c.delegation_id).scalar_subquery()
    )
    op.get_bind().execute(
        SEATS.update().where(SEATS.c.delegation_id.is_not(None)).values(delegation=label)
    )
    with op.batch_alter_table("participation") as batch:
        for column in ("replaces_id", "delegation_id"):
            batch.drop_constraint(f"fk_participation_{column}", type_="foreignkey")
            batch.drop_column(column)
        for column in ("personal_capacity", "gender", "sector", "country"):
            batch.drop_column(column)
    op.drop_table("delegation")
    _forget_that_nobody_replied()


def _forget_that_nobody_replied() -> None:
    """Before this, who did not reply stayed invited."""
    for table, column in (
        ("participation", "state"),
        ("seat_change", "was"),
        ("seat_change", "became"),
    ):
        said = sa.table(table, sa.column(column))
        invited = said.update().where(said.c[column] == "no_reply").values({column: "invited"})
        op.get_bind().execute(invited)

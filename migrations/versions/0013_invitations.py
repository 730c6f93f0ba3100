"""Invitations with personal links, waves, replies, consents, and names that are put forward.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from app.infra.types import UTCDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _key() -> sa.Column[str]:
    return sa.Column("key", sa.String(24), nullable=False)


def _line(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _word(name: str) -> sa.Column[str]:
    return _line(name, 40)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _at(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, UTCDateTime(), nullable=nullable)


def _of(table: str, column: str, other: str, on_delete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}", ondelete=on_delete
    )


def _who_told() -> list[sa.Column[Any]]:
    return [
        _word("channel"),
        _line("told_by", 200),
        _number("user_id", nullable=True),
        _at("at", nullable=False),
    ]


def _link() -> list[sa.Column[Any]]:
    return [
        _number("generation"),
        _line("token_hash", 64),
        _at("token_expires_at", nullable=False),
        _at("revoked_at"),
    ]


def upgrade() -> None:
    _create_settings()
    _create_waves()
    _create_invitations()
    _create_nomination_links()
    _create_replies()
    _create_consents()
    _create_proposals()


def _create_settings() -> None:
    op.create_table(
        "invitation_settings",
        _number("event_id"),
        _line("contact_name", 200),
        _line("contact_address", 254),
        _word("confirmations"),
        sa.Column("close_at_deadline", sa.Boolean(), nullable=False),
        _number("companions"),
        sa.CheckConstraint(
            "companions BETWEEN 0 AND 20", name="ck_invitation_settings_few_companions"
        ),
        _of("invitation_settings", "event_id", "event"),
        sa.PrimaryKeyConstraint("event_id", name="pk_invitation_settings"),
    )


def _create_waves() -> None:
    op.create_table(
        "invitation_wave",
        _id(),
        _key(),
        _number("event_id"),
        _number("number"),
        _line("name", 120),
        _word("stage"),
        _word("via"),
        _line("sender", 200),
        _at("deadline_at"),
        _line("batch", 40),
        _number("created_by", nullable=True),
        _at("created_at", nullable=False),
        _of("invitation_wave", "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation_wave"),
        sa.UniqueConstraint("key", name="uq_invitation_wave_key"),
        sa.UniqueConstraint("event_id", "number", name="uq_invitation_wave_event_id_number"),
    )
    op.create_index("ix_invitation_wave_batch", "invitation_wave", ["batch"])


def _create_invitations() -> None:
    op.create_table(
        "invitation",
        _id(),
        _key(),
        _number("event_id"),
        _number("participation_id"),
        _number("wave_id", nullable=True),
        *_link(),
        _line("sender", 200),
        _at("deadline_at"),
        _text("arrival"),
        _at("created_at", nullable=False),
        _at("date_saved_at"),
        _at("sent_at"),
        _at("opened_at"),
        _at("answered_at"),
        _at("needs_told_at"),
        _of("invitation", "event_id", "event"),
        _of("invitation", "participation_id", "participation"),
        _of("invitation", "wave_id", "invitation_wave", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("key", name="uq_invitation_key"),
        sa.UniqueConstraint("token_hash", name="uq_invitation_token_hash"),
        sa.UniqueConstraint("participation_id", name="uq_invitation_one_per_seat"),
    )
    op.create_index("ix_invitation_event", "invitation", ["event_id", "sent_at"])
    op.create_index("ix_invitation_wave_id", "invitation", ["wave_id"])
    op.create_index("ix_invitation_deadline_at", "invitation", ["deadline_at"])


def _create_nomination_links() -> None:
    op.create_table(
        "nomination_link",
        _id(),
        _key(),
        _number("event_id"),
        _number("delegation_id"),
        *_link(),
        _at("deadline_at"),
        _line("batch", 40),
        _at("created_at", nullable=False),
        _at("sent_at"),
        _of("nomination_link", "event_id", "event"),
        _of("nomination_link", "delegation_id", "delegation"),
        sa.PrimaryKeyConstraint("id", name="pk_nomination_link"),
        sa.UniqueConstraint("key", name="uq_nomination_link_key"),
        sa.UniqueConstraint("token_hash", name="uq_nomination_link_token_hash"),
        sa.UniqueConstraint("delegation_id", name="uq_nomination_link_delegation_id"),
    )
    op.create_index("ix_nomination_link_event_id", "nomination_link", ["event_id"])
    op.create_index("ix_nomination_link_batch", "nomination_link", ["batch"])


def _create_replies() -> None:
    op.create_table(
        "invitation_reply",
        _id(),
        _number("invitation_id"),
        _word("answer"),
        _text("words"),
        *_who_told(),
        _at("confirmed_at"),
        _of("invitation_reply", "invitation_id", "invitation"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation_reply"),
    )
    op.create_index("ix_invitation_reply_invitation_id", "invitation_reply", ["invitation_id"])


def _create_consents() -> None:
    op.create_table(
        "consent",
        _id(),
        _number("participation_id"),
        _word("scope"),
        sa.Column("given", sa.Boolean(), nullable=False),
        *_who_told(),
        _at("replaced_at"),
        _of("consent", "participation_id", "participation"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
    )
    op.create_index("ix_consent_participation_id", "consent", ["participation_id"])
    op.create_index(
        "uq_consent_standing",
        "consent",
        ["participation_id", "scope"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )


def _create_proposals() -> None:
    op.create_table(
        "seat_proposal",
        _id(),
        _key(),
        _number("event_id"),
        _number("participation_id", nullable=True),
        _number("delegation_id", nullable=True),
        sa.Column("role", sa.String(40), nullable=True),
        _number("seated_id", nullable=True),
        _word("state"),
        _line("name", 200),
        _line("title", 200),
        _line("organisation", 200),
        _line("email", 254),
        _text("words"),
        _text("answer"),
        *_who_told(),
        _at("decided_at"),
        _number("decided_by", nullable=True),
        _of("seat_proposal", "event_id", "event"),
        _of("seat_proposal", "participation_id", "participation"),
        _of("seat_proposal", "delegation_id", "delegation"),
        _of("seat_proposal", "seated_id", "participation", "SET NULL"),
        sa.CheckConstraint(
            "participation_id IS NOT NULL OR delegation_id IS NOT NULL",
            name="ck_seat_proposal_for_a_seat_or_a_side",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_seat_proposal"),
        sa.UniqueConstraint("key", name="uq_seat_proposal_key"),
    )
    op.create_index("ix_seat_proposal_event", "seat_proposal", ["event_id", "state"])
    op.create_index("ix_seat_proposal_participation_id", "seat_proposal", ["participation_id"])
    op.create_index("ix_seat_proposal_delegation_id", "seat_proposal", ["delegation_id"])
    op.create_index("ix_seat_proposal_seated_id", "seat_proposal", ["seated_id"])


def downgrade() -> None:
    for table in (
        "seat_proposal",
        "consent",
        "invitation_reply",
        "nomination_link",
        "invitation",
        "invitation_wave",
        "invitation_settings",
    ):
        op.drop_table(table)

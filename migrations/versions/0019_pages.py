"""The page of a programme in versions, each with its strands, and the series that those name.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.core.text import random_key
from app.infra.types import UTCDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

WORDS = ("standfirst", "situation", "work")


def upgrade() -> None:
    rows = op.get_bind().execute(
        sa.text("SELECT id, standfirst, situation, work, updated_at FROM programme")
    )
    programmes = [row._asdict() for row in rows]
    strands = _all("SELECT id, programme_id, position, title, text FROM strand")
    op.create_table(
        "programme_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in WORDS),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("saved_at", UTCDateTime(), nullable=False),
        sa.Column("live_at", UTCDateTime(), nullable=True),
        sa.Column("zone", sa.String(60), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name="fk_programme_text_programme_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_programme_text"),
        sa.UniqueConstraint("key", name="uq_programme_text_key"),
    )
    op.create_index("ix_programme_text_live", "programme_text", ["programme_id", "live_at"])
    texts = {}
    for one in programmes:
        key = texts[one["id"]] = random_key()
        op.get_bind().execute(
            sa.text(
                "INSERT INTO programme_text (key, programme_id, standfirst, situation, work,"
                " author, saved_at, live_at, zone)"
                " VALUES (:key, :id, :standfirst, :situation, :work, '', :updated_at,"
                " :updated_at, '')"
            ),
            {"key": key, **one},
        )
    ids = {row["key"]: row["id"] for row in _all("SELECT id, key FROM programme_text")}
    op.drop_table("strand")
    op.create_table(
        "strand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["text_id"], ["programme_text.id"], name="fk_strand_text_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_strand"),
        sa.UniqueConstraint("text_id", "position", name="uq_strand_text_id_position"),
    )
    for one in strands:
        op.get_bind().execute(
            sa.text(
                "INSERT INTO strand (text_id, position, title, text, kinds)"
                " VALUES (:text_id, :position, :title, :text, '[]')"
            ),
            {**one, "text_id": ids[texts[one["programme_id"]]]},
        )
    op.create_table(
        "strand_series",
        sa.Column("strand_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["strand_id"], ["strand.id"], name="fk_strand_series_strand_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name="fk_strand_series_series_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("strand_id", "series_id", name="pk_strand_series"),
    )
    op.create_index("ix_strand_series_series_id", "strand_series", ["series_id"])
    for name in WORDS:
        op.drop_column("programme", name)


def downgrade() -> None:
    """Keep of each programme the text that was published last, or else the one written last."""
    for name in WORDS:
        op.add_column("programme", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    written = _all(
        "SELECT id, programme_id, standfirst, situation, work FROM programme_text"
        " ORDER BY live_at IS NOT NULL, id"
    )
    kept = {one["programme_id"]: one for one in written}
    for one in kept.values():
        op.get_bind().execute(
            sa.text(
                "UPDATE programme SET standfirst = :standfirst, situation = :situation,"
                " work = :work WHERE id = :programme_id"
            ),
            one,
        )
    of_text = {one["id"]: one["programme_id"] for one in kept.values()}
    strands = _all("SELECT text_id, position, title, text FROM strand")
    op.drop_table("strand_series")
    op.drop_table("strand")
    op.drop_table("programme_text")
    op.create_table(
        "strand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name="fk_strand_programme_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_strand"),
        sa.UniqueConstraint("programme_id", "position", name="uq_strand_programme_id_position"),
    )
    for one in strands:
        if one["text_id"] in of_text:
            op.get_bind().execute(
                sa.text(
                    "INSERT INTO strand (programme_id, position, title, text)"
                    " VALUES (:programme_id, :position, :title, :text)"
                ),
                {**one, "programme_id": of_text[one["text_id"]]},
            )


def _all(question: str) -> list[dict[str, object]]:
    return [row._asdict() for row in op.get_bind().execute(sa.text(question))]

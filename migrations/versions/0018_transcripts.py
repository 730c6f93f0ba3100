"""More about recordings, their captions, and the turns of transcripts.

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.infra.types import UTCDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TEXTS = {
    "language": sa.String(35),
    "file_url": sa.String(500),
    "file_type": sa.String(80),
    "credit": sa.String(300),
    "licence": sa.String(120),
    "taken_down_reason": sa.Text(),
}
OTHERS: dict[str, sa.types.TypeEngine[object]] = {
    "seconds": sa.Integer(),
    "uploaded_on": sa.Date(),
    "file_bytes": sa.Integer(),
    "poster": sa.LargeBinary(),
    "poster_key": sa.String(24),
    "transcript_state": sa.String(40),
    "taken_down_at": UTCDateTime(),
}


def upgrade() -> None:
    for name, kind in TEXTS.items():
        op.add_column("recording", sa.Column(name, kind, nullable=False, server_default=""))
    for name, other in OTHERS.items():
        op.add_column("recording", sa.Column(name, other))
    op.create_table(
        "caption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name="fk_caption_recording_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_caption"),
        sa.UniqueConstraint("key", name="uq_caption_key"),
        sa.UniqueConstraint("recording_id", "language", name="uq_caption_recording_id_language"),
    )
    op.create_table(
        "transcript_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(160), nullable=False),
        sa.Column("participation_id", sa.Integer()),
        sa.Column("starts_second", sa.Integer()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"],
            ["recording.id"],
            name="fk_transcript_turn_recording_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name="fk_transcript_turn_participation_id",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_transcript_turn"),
        sa.UniqueConstraint(
            "recording_id", "position", name="uq_transcript_turn_recording_id_position"
        ),
    )
    op.create_index(
        "ix_transcript_turn_participation_id", "transcript_turn", ["participation_id"]
    )


def downgrade() -> None:
    op.drop_table("transcript_turn")
    op.drop_table("caption")
    for name in (*OTHERS, *TEXTS):
        op.drop_column("recording", name)

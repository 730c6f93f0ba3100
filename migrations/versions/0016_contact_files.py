"""Files of contacts: which row became whom, and what columns mean.

Revision ID: 0016
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.infra.types import UTCDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_source",
        sa.Column("ref", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("job", sa.String(24), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_contact_source_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ref", name="pk_contact_source"),
    )
    op.create_index("ix_contact_source_person_id", "contact_source", ["person_id"])
    op.create_index("ix_contact_source_job", "contact_source", ["job"])
    op.create_table(
        "remembered_columns",
        sa.Column("headings", sa.String(64), nullable=False),
        sa.Column("meanings", sa.JSON(), nullable=False),
        sa.Column("said_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("headings", name="pk_remembered_columns"),
    )


def downgrade() -> None:
    op.drop_table("remembered_columns")
    op.drop_table("contact_source")

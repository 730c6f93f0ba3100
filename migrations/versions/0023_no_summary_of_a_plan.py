"""The plan of a game has no summary: no page ever took one or showed it.

Revision ID: 0023
Revises: 0022
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("game_plan", "summary")


def downgrade() -> None:
    op.add_column("game_plan", sa.Column("summary", sa.Text(), nullable=False, server_default=""))

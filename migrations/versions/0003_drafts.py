"""Mail can wait as a draft, and tells whom it is to; personal links rest nowhere.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


COLUMNS = (("whom", 40), ("batch", 40), ("token_seed", 120))


def upgrade() -> None:
    for name, length in COLUMNS:
        column = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("outbox_mail", column)
    op.create_index("ix_outbox_mail_whom", "outbox_mail", ["whom"])
    op.create_index("ix_outbox_mail_batch", "outbox_mail", ["batch", "state"])


def downgrade() -> None:
    op.drop_index("ix_outbox_mail_batch", "outbox_mail")
    op.drop_index("ix_outbox_mail_whom", "outbox_mail")
    for name, _length in reversed(COLUMNS):
        op.drop_column("outbox_mail", name)

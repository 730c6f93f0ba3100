"""Publications, their authors and links, and what they have to do with; regions of events.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.infra.types import UTCDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def _belongs_to(table: str, column: str, other: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete
    )


def _join(table: str, other: str, ondelete: str) -> None:
    """Make the table between publications and ``other``."""
    op.create_table(
        table,
        sa.Column("output_id", sa.Integer(), nullable=False),
        sa.Column(f"{other}_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("output_id", f"{other}_id", name=op.f(f"pk_{table}")),
        _belongs_to(table, "output_id", "output", "CASCADE"),
        _belongs_to(table, f"{other}_id", other, ondelete),
    )
    op.create_index(f"ix_{table}_{other}_id", table, [f"{other}_id"])


def upgrade() -> None:
    op.create_table(
        "output",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("slug", sa.String(160), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("subtitle", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.Column("series_title", sa.String(200), nullable=False),
        sa.Column("series_number", sa.String(40), nullable=False),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("published_on", sa.String(10), nullable=False),
        sa.Column("languages", sa.String(200), nullable=False),
        sa.Column("isbn", sa.String(20), nullable=False),
        sa.Column("doi", sa.String(200), nullable=False),
        sa.Column("publisher", sa.String(200), nullable=False),
        sa.Column("disclaimer", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Integer()),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("released_at", UTCDateTime()),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_output")),
        sa.UniqueConstraint("key", name=op.f("uq_output_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_output_slug")),
        _belongs_to("output", "parent_id", "output", "SET NULL"),
        _belongs_to("output", "programme_id", "programme", "RESTRICT"),
    )
    op.create_index("ix_output_parent_id", "output", ["parent_id"])
    op.create_index("ix_output_programme_id", "output", ["programme_id"])
    op.create_index("ix_output_published_on", "output", ["public", "published_on", "id"])
    op.create_table(
        "output_author",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("output_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("billing_name", sa.String(200), nullable=False),
        sa.Column("billing_native_name", sa.String(120), nullable=False),
        sa.Column("billing_native_lang", sa.String(12), nullable=False),
        sa.Column("billing_offices", sa.Text(), nullable=False),
        sa.Column("billed_at", UTCDateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_output_author")),
        sa.UniqueConstraint("key", name=op.f("uq_output_author_key")),
        _belongs_to("output_author", "output_id", "output", "CASCADE"),
        _belongs_to("output_author", "person_id", "person", "RESTRICT"),
    )
    op.create_index("ix_output_author_output_id", "output_author", ["output_id"])
    op.create_index("ix_output_author_person_id", "output_author", ["person_id"])
    op.create_table(
        "output_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(24), nullable=False),
        sa.Column("output_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(60), nullable=False),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_output_link")),
        sa.UniqueConstraint("key", name=op.f("uq_output_link_key")),
        _belongs_to("output_link", "output_id", "output", "CASCADE"),
    )
    op.create_index("ix_output_link_output_id", "output_link", ["output_id"])
    op.create_table(
        "output_slug",
        sa.Column("slug", sa.String(160), nullable=False),
        sa.Column("output_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", UTCDateTime()),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_output_slug")),
        _belongs_to("output_slug", "output_id", "output", "CASCADE"),
    )
    op.create_index("ix_output_slug_output_id", "output_slug", ["output_id"])
    op.create_table(
        "region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(160), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
        sa.UniqueConstraint("slug", name=op.f("uq_region_slug")),
        sa.UniqueConstraint("name", name=op.f("uq_region_name")),
    )
    op.create_table(
        "event_region",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "region_id", name=op.f("pk_event_region")),
        _belongs_to("event_region", "event_id", "event", "CASCADE"),
        _belongs_to("event_region", "region_id", "region", "RESTRICT"),
    )
    op.create_index("ix_event_region_region_id", "event_region", ["region_id"])
    _join("output_event", "event", "CASCADE")
    _join("output_topic", "topic", "RESTRICT")


def downgrade() -> None:
    for table in (
        "event_region",
        "region",
        "output_topic",
        "output_event",
        "output_slug",
        "output_link",
        "output_author",
        "output",
    ):
        op.drop_table(table)

"""The index of what is public: entries, labels, counts and words, and the text of each engine.

Revision ID: 0021
Revises: 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.infra.types import UTCDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SQLITE_TEXT = """
    CREATE VIRTUAL TABLE search_text USING fts5(title, names, body, tokenize = 'ascii')
"""
POSTGRESQL_TEXT = (
    """
    CREATE TABLE search_text (
        entry_id bigint CONSTRAINT pk_search_text PRIMARY KEY
            CONSTRAINT fk_search_text_entry_id_search_entry
            REFERENCES search_entry (id) ON DELETE CASCADE,
        vector tsvector NOT NULL
    )
    """,
    # Without a list of what is pending: a search would have to read it through.
    "CREATE INDEX ix_search_text_vector ON search_text USING gin (vector) WITH (fastupdate = off)",
)


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("shelf", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("ref", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("href", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("turns_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("kind", "ref", "part", name=op.f("uq_search_entry_kind_ref_part")),
    )
    op.create_index(op.f("ix_search_entry_turns_at"), "search_entry", ["turns_at"])
    op.create_table(
        "search_label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shelf", sa.String(length=20), nullable=False),
        sa.Column("facet", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=160), nullable=False),
        sa.Column("paired", sa.Boolean(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_label")),
        sa.UniqueConstraint("shelf", "facet", "value", name=op.f("uq_search_label_shelf_facet_value")),
    )
    op.create_table(
        "search_bearing",
        sa.Column("label_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["label_id"],
            ["search_label.id"],
            name=op.f("fk_search_bearing_label_id_search_label"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["search_entry.id"],
            name=op.f("fk_search_bearing_entry_id_search_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("label_id", "entry_id", name=op.f("pk_search_bearing")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_bearing_entry_id", "search_bearing", ["entry_id", "label_id"])
    op.create_table(
        "search_pair",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["one_id"],
            ["search_label.id"],
            name=op.f("fk_search_pair_one_id_search_label"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["search_label.id"],
            name=op.f("fk_search_pair_other_id_search_label"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_search_pair")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_search_pair_other_id"), "search_pair", ["other_id"])
    op.create_table(
        "search_word",
        sa.Column(
            "word",
            sa.String(length=40).with_variant(sa.String(40, "C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("stem", sa.String(length=400), nullable=False),
        sa.Column("initial", sa.String(length=1), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_word")),
    )
    op.create_index(op.f("ix_search_word_stem"), "search_word", ["stem"])
    op.create_index("ix_search_word_initial", "search_word", ["initial", "letters"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SQLITE_TEXT)
    else:
        for statement in POSTGRESQL_TEXT:
            op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE search_text")
    for table in ("search_word", "search_pair", "search_bearing", "search_label", "search_entry"):
        op.drop_table(table)

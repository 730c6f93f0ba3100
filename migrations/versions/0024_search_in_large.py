"""Labels are found by facet, and words by whether titles and names hold them.

A common word stands in few titles. Without an index of these, every entry that holds the word has to
be read to know where it stands.

Revision ID: 0024
Revises: 0023
"""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE search_text_heads USING fts5(title, names, tokenize = 'ascii')",
    """
    INSERT INTO search_text_heads (rowid, title, names)
    SELECT rowid, title, names FROM search_text
    """,
)
POSTGRESQL = (
    """
    CREATE INDEX ix_search_text_heads ON search_text
    USING gin (ts_filter(vector, '{a,b}')) WITH (fastupdate = off)
    """,
    # Of a word that is not among the commonest known, the planner believes that many hold it.
    "ALTER TABLE search_text ALTER vector SET STATISTICS 1000",
    # The search asks them where the latest begin.
    "ALTER TABLE search_text ALTER entry_id SET STATISTICS 1000",
    "ALTER INDEX ix_search_text_heads ALTER COLUMN 1 SET STATISTICS 1000",
)


def upgrade() -> None:
    op.create_index("ix_search_label_facet", "search_label", ["facet", "value"])
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if on_sqlite else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_text_heads")
    else:
        op.execute("DROP INDEX ix_search_text_heads")
        op.execute("ALTER TABLE search_text ALTER vector SET STATISTICS -1")
        op.execute("ALTER TABLE search_text ALTER entry_id SET STATISTICS -1")
    op.drop_index("ix_search_label_facet", "search_label")

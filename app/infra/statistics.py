"""What SQLite knows of its tables when it plans how to answer, taken by the worker alone.

Without it SQLite takes a column that holds one value in every row for as telling as a key, and reads
a whole table for twenty rows of it. PostgreSQL sees to this by itself.
"""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

from app.extensions import Base, db

EVERY = timedelta(hours=1)
ROWS = 400
"""So many rows of each index are looked at; more would tell little that is new."""


def take_statistics() -> None:
    """Look at every table, one after another, so that no writer waits for long.

    Connections know what was there when they were opened; see ``database.engine_options``.
    """
    if db.engine.dialect.name != "sqlite":
        return
    # Past the session, whose transaction would hold the writer's lock from the first to the last.
    with closing(db.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute(f"PRAGMA analysis_limit={ROWS}")
        for table in Base.metadata.sorted_tables:
            cursor.execute(f'ANALYZE "{table.name}"')

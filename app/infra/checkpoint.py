"""Checkpoints of SQLite's write-ahead log, made by the worker alone (see ``database.py``)."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from app.extensions import db

LARGE = 64 * 1024 * 1024
"""From this size on, the log is worth making writers wait for the moment it takes to empty it."""


def checkpoint() -> None:
    """Move what the log holds into the database file; on PostgreSQL, which does so itself, nothing.

    A passive checkpoint waits for nobody, and the log is written from its start again. One
    that readers kept from that has grown; a large one is cut to nothing.
    """
    if db.engine.dialect.name != "sqlite":
        return
    mode = "TRUNCATE" if log_size() > LARGE else "PASSIVE"
    # Past the session, which would begin a transaction, and inside one SQLite refuses.
    with closing(db.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute(f"PRAGMA wal_checkpoint({mode})")


def log_size() -> int:
    """Return the size of SQLite's write-ahead log in bytes."""
    log = Path(f"{db.engine.url.database}-wal")
    return log.stat().st_size if log.exists() else 0

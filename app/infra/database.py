"""How a connection is opened and how a transaction begins, on either engine."""

from __future__ import annotations

import sqlite3
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from app.config import Settings
from app.infra import statistics

BUSY_TIMEOUT_MS = 15_000
"""How long a writer waits for the one before it."""

WRITERS_LOCK = 7_275_395
"""Any number that nobody else takes locks by, in the database that is ours alone."""

writing: ContextVar[bool] = ContextVar("writing", default=False)
"""Whether the transaction that begins now may write; set by ``transaction()`` alone."""

claiming: ContextVar[bool] = ContextVar("claiming", default=False)
"""Whether it only adds rows and claims things; set by ``transaction()`` alone."""


def engine_options(settings: Settings) -> dict[str, Any]:
    """Return what ``create_engine`` needs for the database that ``settings`` names."""
    if settings.on_sqlite:
        return {
            "pool_recycle": int(statistics.EVERY.total_seconds()),
            "connect_args": {"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False},
        }
    return {
        "pool_size": settings.web_threads,
        "max_overflow": 2,
        "pool_pre_ping": True,
        "connect_args": {
            "connect_timeout": 5,
            # What is asked is short, and compiling it would take longer than to answer it.
            "options": f"-c timezone=UTC -c jit=off -c lock_timeout={BUSY_TIMEOUT_MS}",
        },
    }


def prepare(engine: Engine) -> None:
    """Make ``engine`` open and begin the way Parley relies on."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)
        # No event of SQLAlchemy may end a transaction in another way.
        engine.dialect.do_rollback = _end_postgresql  # type: ignore[assignment,method-assign]


def _open_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Durable, concurrent and strict; checkpoints are the worker's alone.

    With several connections that checkpoint at once, SQLite before 3.51.3 can, very
    rarely, corrupt its file (sqlite.org/wal.html#walresetbug), so only one does.
    """
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "wal_autocheckpoint=0",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the writer's lock at once where writing is meant.

    A deferred transaction that turns into a writing one fails with "database is
    locked" at that moment, and no time-out helps.
    """
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    """Let a writer who judges be alone, and let the server refuse a write where none is meant.

    Readers are in nobody's way. Without the lock, two writers would each judge by what stood
    before the other one wrote: whether a form is stale, which address is free, who is left.
    Those who only claim share the lock, so that guests do not queue behind one another.
    """
    driver: Any = connection.connection.driver_connection
    driver.read_only = not writing.get()
    if writing.get():
        shared = "_shared" if claiming.get() else ""
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock{shared}({WRITERS_LOCK})")


def _end_postgresql(connection: Any) -> None:
    """End a transaction that is not committed.

    One that may only read has nothing to take back, and is committed: at a rollback psycopg forgets
    the statements it prepared, and the server plans every rule of visibility for every page anew.
    """
    if connection.read_only:
        connection.commit()
    else:
        connection.rollback()


def waited_in_vain(error: OperationalError) -> bool:
    """Whether ``error`` says that another writer did not make way in time."""
    return any(said in str(error.orig) for said in ("database is locked", "lock timeout"))

"""The two databases of the tests: migrated once, and as good as new before every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
from flask import Flask
from psycopg import sql
from sqlalchemy import Engine, event

from app.extensions import db
from app.infra.migrations import upgrade


class Database(Protocol):
    """A database that can return to the state it was in after its migrations."""

    url: str

    def remember(self) -> None:
        """Keep the present state as the one to return to."""

    def reset(self) -> None:
        """Return to the kept state."""


class SqliteDatabase:
    """A file, replaced by a copy of the migrated one."""

    def __init__(self, directory: Path) -> None:
        self.file = directory / "parley.db"
        self.kept = directory / "migrated.db"
        self.url = f"sqlite:///{self.file}"

    def remember(self) -> None:
        # The last connection was closed by now, so nothing is left in the write-ahead log.
        shutil.copyfile(self.file, self.kept)

    def reset(self) -> None:
        for leftover in ("-wal", "-shm"):
            self.file.with_name(self.file.name + leftover).unlink(missing_ok=True)
        shutil.copyfile(self.kept, self.file)


class PostgresqlDatabase:
    """A database whose tables are emptied, and given again the rows that migrations put there.

    Emptied with DELETE, which on the few rows of a test takes a tenth of what TRUNCATE takes,
    and as a replica, for which neither foreign keys nor the triggers of the audit trail fire.
    The sequences start anew as well: a statement is compiled for a viewer, and so for a number.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.connection = psycopg.connect(
            url.replace("+psycopg", ""), autocommit=True, options="-c lock_timeout=10s"
        )
        self.renewal: sql.Composable = sql.SQL("")

    def remember(self) -> None:
        found = self.connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            " AND tablename <> 'alembic_version'"
        )
        tables = [name for (name,) in found]
        self.connection.execute("CREATE SCHEMA kept")
        refill = [self._keep(name) for name in tables if self._holds_rows(name)]
        empty = [sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in tables]
        as_replica = sql.SQL("SET LOCAL session_replication_role = replica")
        anew = [
            sql.SQL("SELECT setval({}, {}, {})").format(name, value or 1, value is not None)
            for name, value in self.connection.execute(
                "SELECT schemaname || '.' || sequencename, last_value FROM pg_sequences"
                " WHERE schemaname = 'public'"
            )
        ]
        self.renewal = sql.SQL("; ").join([as_replica, *empty, *refill, *anew])

    def reset(self) -> None:
        with self.connection.transaction():
            self.connection.execute(self.renewal)

    def _holds_rows(self, table: str) -> bool:
        query = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table))
        return self.connection.execute(query).fetchone() is not None

    def _keep(self, table: str) -> sql.Composed:
        kept, own = sql.Identifier("kept", table), sql.Identifier(table)
        self.connection.execute(sql.SQL("CREATE TABLE {} AS TABLE {}").format(kept, own))
        return sql.SQL("INSERT INTO {} SELECT * FROM {}").format(own, kept)


def migrate(app: Flask, database: Database) -> None:
    """Build the schema by the real migrations and keep it."""
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
    database.remember()


def renew(app: Flask, database: Database) -> None:
    """Give ``app`` its database as the migrations left it."""
    with app.app_context():
        db.engine.dispose()
    database.reset()


@contextmanager
def count_statements() -> Iterator[list[str]]:
    """Collect the statements that run within the block, on any engine of this process."""
    statements: list[str] = []

    def collect(*args: Any) -> None:
        statement: str = args[2]
        if not statement.startswith(("BEGIN", "PRAGMA", "SELECT pg_advisory_xact_lock")):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", collect)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", collect)

"""The public version, read past the ORM: with ``infra``'s statements, the only raw SQL there is.

It is asked for every visit to a public page, and through the ORM the question alone would cost
more than the answer. It reads one number that says nothing about anything.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from threading import local
from typing import TYPE_CHECKING, Any, TypeAlias

from flask import Flask
from sqlalchemy import Engine, event

from app.extensions import db

if TYPE_CHECKING:
    import psycopg

QUESTION = "SELECT number FROM public_version"

Version = tuple[int, int]
"""How often this process let go of its connections, and the number: equal means unchanged."""

Connection: TypeAlias = "sqlite3.Connection | psycopg.Connection[Any]"
Ask = Callable[[], Any]

log = logging.getLogger(__name__)


class VersionProbe:
    """Asks the database of ``app`` over a connection of its own in each thread."""

    def __init__(self, app: Flask) -> None:
        with app.app_context():
            self._engine: Engine = db.engine
        self._threads = local()
        self._open: list[Connection] = []
        self._generation = 0
        event.listen(self._engine, "engine_disposed", self._let_go)

    def version(self) -> Version | None:
        """Return the public version; None if the database cannot say, so nothing may be reused."""
        for last_try in (False, True):
            try:
                row = self._ask()
            except self._engine.dialect.loaded_dbapi.Error as error:
                # The server may have been started anew since; a new connection will tell.
                self._let_go(self._engine)
                if last_try:
                    log.warning("The public version cannot be read: %s", error)
                continue
            return (self._generation, row[0]) if row else None
        return None

    def _ask(self) -> Any:
        if not hasattr(self._threads, "ask"):
            connection, self._threads.ask = _connect(self._engine)
            self._open.append(connection)
        return self._threads.ask()

    def _let_go(self, _engine: Engine) -> None:
        """Close the connections of all threads; the next ones may lead to another database."""
        connections, self._open = self._open, []
        self._threads = local()
        self._generation += 1
        for connection in connections:
            connection.close()


def _connect(engine: Engine) -> tuple[Connection, Ask]:
    return _sqlite(engine) if engine.name == "sqlite" else _postgresql(engine)


def _sqlite(engine: Engine) -> tuple[Connection, Ask]:
    # Only closing ever happens in another thread.
    connection = sqlite3.connect(
        engine.url.database or "", isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA query_only=ON")
    return connection, lambda: connection.execute(QUESTION).fetchone()


def _postgresql(engine: Engine) -> tuple[Connection, Ask]:
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    # Imported where it is used: on SQLite a process starts sooner without it.
    import psycopg

    connection = psycopg.connect(address, autocommit=True, connect_timeout=5)
    cursor = connection.cursor()
    return connection, lambda: cursor.execute(QUESTION, prepare=True).fetchone()

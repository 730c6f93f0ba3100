"""Inserts that give way to a row that is there, put into words once for each engine.

SQLAlchemy remembers the words of every statement but of these ("ON CONFLICT"), and making them
takes longer than most statements do, while others wait for the lock. The connection is asked
directly.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import Compiled, CursorResult, Dialect
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from app.extensions import Base, db

Upsert = SqliteInsert | PostgresqlInsert
Finish = Callable[[Any], Upsert]
"""Says what happens on a conflict, and what comes back; a function of a module, the same each time."""


def upsert(
    table: type[Base], finish: Finish, values: dict[str, object], **more: object
) -> CursorResult[Any]:
    """Insert ``values``; ``more`` is what ``finish`` asks for besides."""
    # Words that are made can be executed like any statement, which their type does not say.
    words: Any = _words(db.engine.dialect, table, finish, tuple(values))
    return db.session.connection().execute(words, {**values, **more})


@lru_cache(maxsize=32)
def _words(
    dialect: Dialect, table: type[Base], finish: Finish, columns: tuple[str, ...]
) -> Compiled:
    insert: Any = sqlite_insert if dialect.name == "sqlite" else postgresql_insert
    return finish(insert(table)).compile(dialect=dialect, column_keys=columns)

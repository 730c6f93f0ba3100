"""How each database keeps and finds words. Both get the same stems, so both find the same."""

from __future__ import annotations

from sqlalchemy import Connection

from app.search.engines.asked import Engine, Labels, Pattern, Phrase, Text, Where
from app.search.engines.postgresql import Postgresql
from app.search.engines.sqlite import Sqlite

__all__ = ["Engine", "Labels", "Pattern", "Phrase", "Text", "Where", "engine_of"]

_SQLITE = Sqlite()
_POSTGRESQL = Postgresql()


def engine_of(connection: Connection) -> Engine:
    """Return the engine of the database behind ``connection``."""
    return _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL

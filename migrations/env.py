"""Runs migrations with the application's own connection, on either engine."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Enum

from app.extensions import Base, db
from app.infra.database import writing
from app.infra.migrations import is_in_models
from app.infra.types import UTCDateTime


def render_item(kind: str, thing: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our column types so that a migration stays true when the code moves on."""
    if kind == "type" and isinstance(thing, UTCDateTime):
        autogen.imports.add("from app.infra.types import UTCDateTime")
        return "UTCDateTime()"
    if kind == "type" and isinstance(thing, Enum):
        return f"sa.String(length={thing.length})"
    return False


def _heed_foreign_keys(connection: Connection, on_or_off: str) -> None:
    """Past SQLAlchemy, which would begin a transaction first, within which SQLite ignores it."""
    driver: Any = connection.connection.dbapi_connection
    driver.execute(f"PRAGMA foreign_keys={on_or_off}")


def run() -> None:
    """Bring the connected database from one revision to another, all of it or nothing."""
    on_sqlite = db.engine.dialect.name == "sqlite"
    token = writing.set(True)
    try:
        with db.engine.connect() as connection:
            if on_sqlite:
                # Rebuilding a table drops the old one, which foreign keys would refuse.
                _heed_foreign_keys(connection, "OFF")
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=on_sqlite,
                compare_type=True,
                render_item=render_item,
                include_name=is_in_models,
                transactional_ddl=True,
            )
            with context.begin_transaction():
                context.run_migrations()
            connection.commit()
            if on_sqlite:
                _heed_foreign_keys(connection, "ON")
    finally:
        writing.reset(token)


run()

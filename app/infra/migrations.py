"""The state of the schema: what the code needs and what the database has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flask import Flask, current_app

from app.extensions import db

FOLDER = Path(__file__).resolve().parents[2] / "migrations"


def is_in_models(name: str | None, kind: str, _parents: object) -> bool:
    """Whether the models speak of a table: each engine keeps the words of the index in its own way."""
    return kind != "table" or not (name or "").startswith("search_text")


@cache
def newest_revision() -> str:
    """Return the revision that this code needs."""
    # Imported where it is used: a web process that is never asked starts sooner.
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return str(ScriptDirectory.from_config(config).get_current_head())


def bind(app: Flask) -> None:
    """Let Alembic find the migrations of ``app``; a web process never needs to."""
    from flask_migrate import Migrate

    if "migrate" not in app.extensions:
        Migrate(app, db, directory=str(FOLDER))


def upgrade() -> None:
    """Bring the database of the current application up to this code."""
    from flask_migrate import upgrade as alembic_upgrade

    bind(current_app)
    alembic_upgrade(directory=str(FOLDER))


def downgrade() -> None:
    """Take the database of the current application back to before the first migration: empty."""
    from flask_migrate import downgrade as alembic_downgrade

    bind(current_app)
    alembic_downgrade(directory=str(FOLDER), revision="base")

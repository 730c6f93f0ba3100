"""After the game: the hot wash and its lessons, the report, and what of it is public."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from flask_babel import format_datetime

from app.games.views.after import overview, publication, report
from app.games.views.after.blueprint import bp

__all__ = ["init_app", "overview", "publication", "report"]


def game_time(value: datetime) -> str:
    """A wall clock of the game's world: "7 Mar 2022, 08:30"."""
    return format_datetime(value, "d MMM yyyy, HH:mm", rebase=False)


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.jinja_env.filters["game_time"] = game_time
    app.register_blueprint(bp)

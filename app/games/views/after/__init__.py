"""After the game: the hot wash and its lessons, the report, and what of it is public."""

from __future__ import annotations

from flask import Flask

from app.games.report.times import game_time
from app.games.views.after import overview, publication, report
from app.games.views.after.blueprint import bp

__all__ = ["init_app", "overview", "publication", "report"]


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.jinja_env.filters["game_time"] = game_time
    app.register_blueprint(bp)

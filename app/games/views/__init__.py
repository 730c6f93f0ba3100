"""The pages of games."""

from __future__ import annotations

from flask import Flask

from app.games.views import after


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    after.init_app(app)

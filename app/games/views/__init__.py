"""The pages of games."""

from __future__ import annotations

from flask import Flask

from app.games.views import design


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    design.init_app(app)

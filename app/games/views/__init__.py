"""The pages of games."""

from __future__ import annotations

from flask import Flask

from app.games import live
from app.games.views import control, design


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    live.init_app(app)
    design.init_app(app)
    control.init_app(app)

"""The staff pages of transcripts."""

from __future__ import annotations

from flask import Flask

from app.transcripts.views import text


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.register_blueprint(text.bp)

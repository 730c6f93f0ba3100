"""The pages of games."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the pages to ``app``; there are none yet."""
    del app

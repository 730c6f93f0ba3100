"""The staff pages of publications."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext

from app.publications.views import authors, page, related, release, words
from app.publications.views.blueprint import bp
from app.web.navigation import Entry, add_to_menu

PAGES = (authors, page, related, release, words)
"""Each adds its addresses to the blueprint."""


def init_app(app: Flask) -> None:
    """Add the pages and their menu entry to ``app``."""
    app.register_blueprint(bp)
    add_to_menu(app, "staff", Entry(lazy_gettext("Publications"), "publications.listing", 47))

"""The pages on which staff load files: choose one, see what it would do, let it be done."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext

from app.imports.views import contacts, events, guests, home, media, panels, work
from app.imports.views.blueprint import bp
from app.web.navigation import Entry, add_to_menu

PAGES = (contacts, events, guests, home, media, panels, work)
"""Each adds its addresses to the blueprint."""


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.register_blueprint(bp)
    add_to_menu(app, "staff", Entry(lazy_gettext("Imports"), "imports.index", 75))

"""Pages of the directory: persons, their offices, organisations."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _

from app.people.views import offices, organisations, persons
from app.web.navigation import Entry, add_to_menu


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    for module in (persons, offices, organisations):
        app.register_blueprint(module.bp)
    add_to_menu(app, "staff", Entry(_("People"), "people.index", 40))

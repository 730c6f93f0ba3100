"""Pages of the directory: persons and what is known of them, duplicates, organisations."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _

from app.people.dossier_panels import Panel, add_panel
from app.people.views import (
    biographies,
    duplicates,
    offices,
    organisations,
    panels,
    persons,
    portrait,
    variants,
)
from app.web.navigation import Entry, add_to_menu


def init_app(app: Flask) -> None:
    """Add the pages to ``app``."""
    for module in (
        persons,
        offices,
        organisations,
        variants,
        biographies,
        portrait,
        duplicates,
    ):
        app.register_blueprint(module.bp)
    add_to_menu(app, "staff", Entry(_("People"), "people.index", 40))
    add_panel(
        app,
        Panel("merges", _("Merged"), "people/_merges.html", panels.merges, 80),
        Panel("changes", _("Changes"), "people/_changes.html", panels.changes, 90),
    )

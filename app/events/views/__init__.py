"""The staff pages of events: today, list, a short form, and the workspace of each event."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _

from app.access.roles import Permission
from app.accounts.scopes import add_scope
from app.events import workspace
from app.events.scope import EVENTS
from app.events.sections import Section, add_section
from app.events.views import (
    access,
    agenda,
    copying,
    dates,
    details,
    life,
    listing,
    new,
    overview,
    publication,
    recordings,
    series,
    setting,
    today,
)
from app.events.views.blueprint import bp
from app.web.navigation import Entry, add_to_menu

PAGES = (
    access,
    agenda,
    copying,
    dates,
    details,
    life,
    listing,
    new,
    overview,
    publication,
    recordings,
    series,
    setting,
    today,
)
"""The modules that put their routes on the blueprint when they are imported."""


def init_app(app: Flask) -> None:
    """Add the pages, their menu entries and the sections of the workspace to ``app``."""
    workspace.init_app(app)
    app.register_blueprint(bp)
    add_scope(app, EVENTS)
    add_to_menu(
        app,
        "staff",
        Entry(_("Today"), "events.today", 0),
        Entry(_("Events"), "events.listing", 10),
        Entry(_("Series"), "events.series_list", 35),
    )
    add_section(
        app,
        Section(_("Overview"), "events.overview", 0),
        Section(_("Details"), "events.details", 10, Permission.EDIT),
        Section(_("Programme and partners"), "events.setting", 20, Permission.EDIT),
        Section(_("Agenda"), "events.agenda", 30),
        Section(_("Dates and state"), "events.life", 60, Permission.EDIT),
        Section(_("Publication"), "events.publication", 70),
        Section(_("Recordings"), "events.recordings", 90),
        Section(_("Who may see"), "events.access", 100),
        Section(_("Log"), "events.log", 110, Permission.EDIT),
    )

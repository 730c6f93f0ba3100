"""Pages of people at events, and how seats follow what happens to an event."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask
from flask_babel import lazy_gettext as _

from app.access.roles import Permission
from app.events.attention import add_attention
from app.events.checks import register_check
from app.events.models import Event, EventSession
from app.events.sections import Section, add_section
from app.events.signals import event_copied
from app.participation import operations
from app.participation.attention import clashes_needing_attention, seats_needing_attention
from app.participation.clashes import check_people
from app.participation.queries import clocks_of, to_person
from app.participation.views import people, seat, seats
from app.people.dossier_panels import Panel, add_panel
from app.schedule.narrowing import register_narrowing


def init_app(app: Flask) -> None:
    """Add the pages to ``app``, and let seats follow events."""
    for module in (people, seats, seat):
        app.register_blueprint(module.bp)
    add_section(app, Section(_("People"), "seats.index", 40))
    app.jinja_env.globals["clocks_of"] = clocks_of
    register_narrowing("person", to_person)
    register_check(check_people)
    add_attention(app, seats_needing_attention)
    add_attention(app, clashes_needing_attention)
    add_panel(
        app,
        Panel("events", _("At events"), "participation/_events.html", people.events, 10),
        Panel(
            "needs",
            _("Dietary and access needs"),
            "participation/_needs.html",
            people.needs,
            20,
            Permission.GUESTS,
        ),
    )
    event_copied.connect(_on_copied)


def _on_copied(source: Event, *, copy: Event, sessions: Mapping[int, EventSession]) -> None:
    operations.seat_again(source, copy=copy, sessions=sessions)

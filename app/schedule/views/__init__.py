"""Pages of rooms and the calendar, and how rooms follow what happens to an event."""

from __future__ import annotations

from flask import Flask, flash, has_request_context
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.core.clock import Span
from app.events.checks import register_check
from app.events.models import Event
from app.events.sections import Section, add_section
from app.events.signals import clash_accepted, event_called_off, event_moved, session_moved
from app.schedule import operations
from app.schedule.clashes import check_rooms
from app.schedule.narrowing import register_narrowing, to_programme, to_room
from app.schedule.rules import WAY_OUT_LABELS
from app.schedule.views import bookings, calendar, rooms
from app.web.navigation import Entry, add_to_menu


def init_app(app: Flask) -> None:
    """Add the pages to ``app``, and let rooms follow events."""
    for module in (calendar, rooms, bookings):
        app.register_blueprint(module.bp)
    add_to_menu(
        app,
        "staff",
        Entry(_("Calendar"), "calendar.index", 20),
        Entry(_("Rooms"), "rooms.index", 50),
    )
    add_section(app, Section(_("Rooms"), "bookings.index", 50))
    app.jinja_env.globals["way_out_labels"] = WAY_OUT_LABELS
    register_narrowing("programme", to_programme)
    register_narrowing("room", to_room)
    register_check(check_rooms)
    event_moved.connect(_on_moved)
    session_moved.connect(_on_moved)
    event_called_off.connect(operations.release)
    clash_accepted.connect(_on_clash_accepted)


def _on_moved(event: Event, *, was: Span | None = None) -> None:
    """Let the rooms follow, and say so where one could not."""
    del was
    for room in operations.move_bookings(event):
        if has_request_context():
            flash(
                gettext("%(room)s is taken at the new time and was given back.", room=room.name),
                "warning",
            )


def _on_clash_accepted(event: Event, *, reason: str) -> None:
    operations.accept_clash(event, reason=reason)

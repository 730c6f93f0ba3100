"""Pages of rooms and the calendar, and how rooms follow what happens to an event."""

from __future__ import annotations

from flask import Flask

from app.core.clock import Span
from app.events.checks import register_check
from app.events.models import Event
from app.events.signals import clash_accepted, event_called_off, event_moved
from app.schedule import operations
from app.schedule.clashes import check_rooms


def init_app(app: Flask) -> None:
    """Add the pages to ``app``, and let rooms follow events."""
    register_check(check_rooms)
    event_moved.connect(_on_moved)
    event_called_off.connect(operations.release)
    clash_accepted.connect(_on_clash_accepted)


def _on_moved(event: Event, *, was: Span | None) -> None:
    del was
    operations.move_bookings(event)


def _on_clash_accepted(event: Event, *, reason: str) -> None:
    operations.accept_clash(event, reason=reason)

"""Events that anyone may register for, and guests who did."""

from __future__ import annotations

from typing import Any

from app.events.models import Event
from app.events.rules import Publication, RegistrationMode
from app.registration.operations import Registered, register
from tests.factories.events import add_event


def add_open_event(*, capacity: int | None = None, **facts: Any) -> Event:
    """Make a public event with open registration, in the transaction of the caller."""
    return add_event(
        publication=Publication.PUBLIC,
        registration=RegistrationMode.OPEN,
        capacity=capacity,
        **facts,
    )


def add_guest(event: Event, *, name: str = "Kim Guest", **facts: Any) -> Registered:
    """Register a guest, in the transaction of the caller."""
    facts.setdefault("email", "guest@example.org")
    return register(event, name=name, **facts)

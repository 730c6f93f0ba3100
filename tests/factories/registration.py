"""Events that anyone may register for, and guests who did."""

from __future__ import annotations

from typing import Any

from app.events.models import Event
from app.events.rules import Format, Publication, RegistrationMode
from app.registration.models import Pool
from app.registration.operations import Registered, edit_pool, register, remove_pool
from app.registration.operations.places import first_pool
from app.registration.queries import pools_of
from tests.factories.events import add_event

POOL_FACTS = frozenset(
    {
        "automatic",
        "capacity",
        "closes_at",
        "offer_hours",
        "opens_at",
        "overbooking",
        "party_limit",
        "passing",
        "waiting_list",
    }
)


def add_open_event(**facts: Any) -> Event:
    """Make a public event with open registration and one pool, in the transaction of the caller.

    Without ``waiting_list`` there is none.
    """
    of_pool = {name: facts.pop(name) for name in POOL_FACTS & facts.keys()}
    facts = {"publication": Publication.PUBLIC, "registration": RegistrationMode.OPEN, **facts}
    event = add_event(**facts)
    set_pool(event, **{"waiting_list": False, **of_pool})
    return event


def set_pool(event: Event, **facts: Any) -> Pool:
    """Let ``event`` have its first pool alone, with these ``facts``."""
    first, *others = pools_of(event) or [first_pool(event)]
    for pool in others:
        remove_pool(pool, event)
    return edit_pool(first, event, gets_link=event.format is not Format.IN_PERSON, **facts)


def add_guest(event: Event, *, name: str = "Kim Guest", **facts: Any) -> Registered:
    """Register a guest, in the transaction of the caller."""
    facts.setdefault("email", "guest@example.org")
    return register(event, name=name, **facts)

"""A database to measure on: a hundred events, built through the operations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.config import Settings
from app.core.clock import now
from app.events import operations as events
from app.events.models import Event
from app.events.rules import EventKind, RegistrationMode
from app.factory import create_app
from app.infra.migrations import upgrade
from app.infra.transaction import transaction
from app.participation.operations import seat
from app.participation.rules import Role, SeatState
from app.people import operations as people
from app.people.models import Person

EVENTS = 100
EVENT = "/events/the-measured-roundtable"
TEXT = "Experts look at what can be done, and at which steps come first. " * 12


def fill(environ: Mapping[str, str]) -> None:
    """Build the database that ``environ`` names."""
    app = create_app(Settings.from_environ(environ))
    with app.app_context():
        upgrade()
        with viewing_as(SYSTEM), transaction():
            speakers = [_speaker(number) for number in range(6)]
            for number in range(EVENTS):
                _event(f"A panel on question {number}", -7 * number - 7, speakers)
            for number in range(20):
                _event(f"A panel to come {number}", 7 * number + 14, speakers)
            _event("The measured roundtable", 7, speakers)


def _speaker(number: int) -> Person:
    person = people.add_person(display_name=f"Speaker Example {number}")
    institute = people.find_or_add_organisation(f"Institute {number}")
    people.add_affiliation(person, title="Senior Fellow", organisation=institute)
    return person


def _event(title: str, days: int, speakers: list[Person]) -> Event:
    start = datetime.combine((now() + timedelta(days=days)).date(), datetime.min.time())
    event = events.create_event(
        kind=EventKind.ROUNDTABLE,
        title=title,
        owner_id=None,
        zone="America/New_York",
        local_start=start.replace(hour=10),
        registration=RegistrationMode.OPEN,
        summary_upcoming=TEXT,
    )
    events.confirm(event)
    for number, person in enumerate(speakers):
        role = Role.MODERATOR if number == 0 else Role.PANELLIST
        seat(event, person=person, roles=[role], state=SeatState.CONFIRMED)
    events.set_topics(event, ["Diplomacy", "Nuclear policy"])
    events.publish(event)
    return event

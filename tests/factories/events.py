"""Events and sessions for tests, brought to the state a test needs by the steps staff would take."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.core.clock import now
from app.events import operations
from app.events.models import Event, EventSession
from app.events.rules import EventKind, EventState, Publication, SessionKind

ZONE = "America/New_York"


def in_days(days: int, hour: int = 10) -> datetime:
    """Return a naive time so many days from today: on the wall clock of wherever it is put."""
    return datetime.combine((now() + timedelta(days=days)).date(), datetime.min.time()).replace(
        hour=hour
    )


def add_event(
    *,
    title: str = "What the talks taught",
    kind: EventKind = EventKind.PANEL,
    state: EventState = EventState.CONFIRMED,
    publication: Publication = Publication.UNPUBLISHED,
    local_start: datetime | None = None,
    zone: str = ZONE,
    **facts: Any,
) -> Event:
    """Make an event in ``state``, in the transaction of the caller; in thirty days unless said."""
    event = operations.create_event(
        kind=kind,
        title=title,
        owner_id=facts.pop("owner_id", None),
        zone=zone,
        local_start=local_start or in_days(30),
        **facts,
    )
    for step in STEPS_TO[state]:
        step(event)
    if publication is not Publication.UNPUBLISHED:
        release(event, publication)
    return event


def release(event: Event, publication: Publication = Publication.PUBLIC) -> Event:
    """Bring the event from unpublished to ``publication``."""
    operations.publish(event, without_people=publication is Publication.WITHOUT_PEOPLE)
    if publication is Publication.WITHDRAWN:
        operations.withdraw(event, notice="Withdrawn at the request of a speaker.")
    return event


def add_session(event: Event, *, title: str = "First session", **facts: Any) -> EventSession:
    """Append a session to ``event``, an hour from its beginning unless told otherwise."""
    facts.setdefault("kind", SessionKind.PANEL)
    facts.setdefault("local_start", event.local_start)
    if facts["local_start"] is not None:
        facts.setdefault("local_end", facts["local_start"] + timedelta(hours=1))
    return operations.add_session(event, title=title, **facts)


STEPS_TO = {
    EventState.IDEA: (),
    EventState.HOLD: (operations.hold,),
    EventState.CONFIRMED: (operations.confirm,),
    EventState.HELD: (operations.confirm, operations.mark_held),
    EventState.CLOSED_OUT: (operations.confirm, operations.mark_held, operations.close_out),
    EventState.POSTPONED: (operations.confirm, operations.postpone),
    EventState.CANCELLED: (operations.confirm, operations.cancel),
}
"""What leads from a new idea to each state; the event must be past to have been held."""

"""The count of seats: the one place that raises and lowers it.

The connection is asked directly. The pages that visitors see do not tell how many seats are
taken, so they grow old only when the door closes or opens with the last seat.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, update

from app.events.models import Event
from app.events.rules import RELEASED, EventState, RegistrationMode
from app.extensions import db
from app.infra.public_version import raise_public_version

ASKED_BY_THE_PUBLIC: tuple[ColumnElement[bool], ...] = (
    Event.registration == RegistrationMode.OPEN,
    Event.publication.in_(RELEASED),
    Event.state == EventState.CONFIRMED,
)
"""What the door asked already, asked again in the claim, for the event may change in between."""


def claim_seat(event: Event, *conditions: ColumnElement[bool]) -> bool:
    """Take one seat of ``event`` if one is free and ``conditions`` hold; False if not.

    One statement looks and takes, so two guests never get the last seat. It locks the
    event's row until the transaction ends; claim last.
    """
    statement = (
        update(Event)
        .where(Event.id == event.id, *conditions)
        .where(or_(Event.capacity.is_(None), Event.seats_taken < Event.capacity))
        # The entry in calendars says when the event was last changed; it was not.
        .values(seats_taken=Event.seats_taken + 1, updated_at=Event.updated_at)
        .returning(Event.seats_taken, Event.capacity)
    )
    found = db.session.connection().execute(statement).one_or_none()
    if found is None:
        return False
    if found.seats_taken == found.capacity:
        raise_public_version(db.session())
    db.session.expire(event, ["seats_taken"])
    return True


def return_seat(event: Event) -> None:
    """Give one seat of ``event`` back."""
    statement = (
        update(Event)
        .where(Event.id == event.id, Event.seats_taken > 0)
        .values(seats_taken=Event.seats_taken - 1, updated_at=Event.updated_at)
        .returning(Event.seats_taken, Event.capacity)
    )
    found = db.session.connection().execute(statement).one()
    if found.capacity is not None and found.seats_taken == found.capacity - 1:
        raise_public_version(db.session())
    db.session.expire(event, ["seats_taken"])

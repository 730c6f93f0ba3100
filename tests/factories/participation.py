"""Seats at events."""

from __future__ import annotations

from collections.abc import Iterable

from app.events.models import Event, EventSession
from app.participation import operations
from app.participation.models import Participation
from app.participation.rules import Role, SeatState
from app.people.models import Person


def seat(
    event: Event,
    person: Person | None = None,
    *,
    roles: Iterable[Role] = (Role.PANELLIST,),
    state: SeatState = SeatState.CONFIRMED,
    session: EventSession | None = None,
    seat_label: str = "",
    note: str = "",
) -> Participation:
    """Give a seat, confirmed unless said otherwise; without a person it is kept for somebody."""
    return operations.seat(
        event,
        person=person,
        seat_label=seat_label or ("" if person else "A guest"),
        roles=roles,
        state=state,
        session=session,
        note=note,
    )

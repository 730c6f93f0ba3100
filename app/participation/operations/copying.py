"""Seats at the copy of an event, which begins as the last one was made up."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app.events.models import Event, EventSession
from app.extensions import db
from app.participation.models import Delegation, Participation
from app.participation.operations.seats import seat
from app.participation.rules import SeatState


def seat_again(source: Event, *, copy: Event, sessions: Mapping[int, EventSession]) -> None:
    """Shortlist at ``copy`` whoever had a seat at ``source``, in the same roles; nobody is billed.

    Delegations come along with their focal points. ``sessions`` leads from the number of each
    session to its copy.
    """
    delegations = _delegations_again(source, copy)
    seats = select(Participation).where(
        Participation.event_id == source.id,
        Participation.state.not_in({SeatState.SUBSTITUTED, SeatState.DISINVITED}),
    )
    for old in db.session.scalars(seats.order_by(Participation.position, Participation.id)):
        seat(
            copy,
            person=old.person,
            seat_label=old.seat_label,
            session=sessions.get(old.session_id) if old.session_id else None,
            roles=[held.role for held in old.roles],
            delegation=delegations.get(old.delegation_id) if old.delegation_id else None,
            listed=old.listed,
            city_zone=old.city_zone,
            personal_capacity=old.personal_capacity,
        )


def _delegations_again(source: Event, copy: Event) -> dict[int, Delegation]:
    """Give ``copy`` the delegations of ``source``; return them by the number of the old one."""
    found = select(Delegation).where(Delegation.event_id == source.id)
    again = {
        old.id: Delegation(
            event=copy,
            label=old.label,
            country=old.country,
            size=old.size,
            focal_name=old.focal_name,
            focal_email=old.focal_email,
            focal_phone=old.focal_phone,
            position=old.position,
        )
        for old in db.session.scalars(found.order_by(Delegation.position, Delegation.id))
    }
    db.session.add_all(again.values())
    db.session.flush()
    return again

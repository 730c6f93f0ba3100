"""What the guests who are expected need."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.events.models import Event
from app.extensions import db
from app.invitations.models import (
    Invitation,
)
from app.invitations.rules import (
    ATTENDING,
)
from app.participation.models import Participation
from app.people.models import Person, PersonNeeds


@dataclass(frozen=True)
class Needed:
    """What one guest who is expected needs, and who comes along."""

    seat: Participation
    dietary: str
    access: str
    arrival: str


def needs_at(event: Event) -> list[Needed]:
    """Return what the guests of ``event`` need who are expected and said anything, by seat.

    As far as the viewer may know: needs are for those who look after guests.
    """
    found = db.session.execute(
        select(Participation, PersonNeeds.dietary, PersonNeeds.access, Invitation.arrival)
        .join(Person, Person.id == Participation.person_id)
        .outerjoin(PersonNeeds, PersonNeeds.person_id == Person.id)
        .outerjoin(Invitation, Invitation.participation_id == Participation.id)
        .where(Participation.event_id == event.id, Participation.state.in_(ATTENDING))
        .options(contains_eager(Participation.person))
        .order_by(Participation.position, Participation.id)
    )
    return [
        Needed(seat, dietary or "", access or "", arrival or "")
        for seat, dietary, access, arrival in found.tuples()
        if dietary or access or arrival
    ]

"""Seats for many people at once: pasted, from an earlier event, or ticked in the directory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Unpack

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import normalise_email
from app.events.models import Event
from app.extensions import db
from app.participation.models import Participation
from app.participation.operations.seats import SeatFacts, seat
from app.participation.queries import has_seat
from app.participation.rules import Role, SeatState
from app.participation.rules.pasting import MOST, Pasted
from app.people.models import EmailAddress, Person
from app.people.operations import add_person_as_printed, set_addresses
from app.people.operations.filing import file_person
from app.people.queries import namesakes


@dataclass
class Gathered:
    """Who has a seat now, and who was left out for which reason (a gettext message)."""

    seats: list[Participation] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)


def seat_people(
    event: Event, people: Iterable[Person], *, roles: Sequence[Role], **facts: Unpack[SeatFacts]
) -> Gathered:
    """Give each of ``people`` a seat at the event as a whole; who has one keeps it and is told."""
    gathered = Gathered()
    for person in people:
        if has_seat(event, person, None):
            gathered.left.append((person.display_name, N_("Has a seat already.")))
        else:
            gathered.seats.append(_seat(event, person, roles, facts))
    return gathered


def _seat(event: Event, person: Person, roles: Sequence[Role], facts: SeatFacts) -> Participation:
    named: SeatFacts = {**facts, "person": person}
    return seat(event, roles=roles, **named)


def seat_pasted(
    event: Event, guests: Sequence[Pasted], *, roles: Sequence[Role], **facts: Unpack[SeatFacts]
) -> Gathered:
    """Give each of ``guests`` a seat; who is not in the directory is added to it.

    Somebody is known by their address, or by a name that only one person has. Raises
    InvalidInput for more than anyone would paste.
    """
    if len(guests) > MOST:
        raise InvalidInput(
            N_("Paste at most %(most)d guests at once, or import a file."), most=MOST
        )
    people: list[Person] = []
    left: list[tuple[str, str]] = []
    for guest in guests:
        found = _known(guest)
        if isinstance(found, Person):
            people.append(found)
        else:
            left.append((guest.name or guest.address, found))
    gathered = seat_people(event, people, roles=roles, **facts)
    gathered.left.extend(left)
    return gathered


def _known(guest: Pasted) -> Person | str:
    """The person meant, new if need be, or the reason why nobody can tell."""
    at_address = _at(guest.address) if guest.address else []
    alike = list(namesakes(guest.name)) if guest.name else []
    both = [person for person in at_address if person in alike]
    if len(found := both or at_address or alike) == 1:
        return found[0]
    if found:
        return N_("Several people fit. Seat the right one from the directory.")
    if not guest.name:
        return N_("Nobody in the directory has this address. Paste the name with it.")
    person = add_person_as_printed(guest.name)
    if guest.address:
        set_addresses(person, [guest.address])
        file_person(person)
    return person


def _at(address: str) -> list[Person]:
    held = select(EmailAddress.person_id).where(
        EmailAddress.address_norm == normalise_email(address)
    )
    return list(
        db.session.scalars(
            select(Person).where(Person.id.in_(held), Person.merged_into_id.is_(None))
        )
    )


def seat_those_of(
    event: Event,
    earlier: Event,
    states: Iterable[SeatState],
    *,
    roles: Sequence[Role],
    **facts: Unpack[SeatFacts],
) -> Gathered:
    """Give a seat to whoever came as far as one of ``states`` at an ``earlier`` event."""
    seats = db.session.scalars(
        select(Participation)
        .where(
            Participation.event_id == earlier.id,
            Participation.person_id.is_not(None),
            Participation.state.in_(list(states)),
        )
        .options(joinedload(Participation.person))
        .order_by(Participation.position, Participation.id)
    )
    people = dict.fromkeys(one.person for one in seats if one.person is not None)
    return seat_people(event, people, roles=roles, **facts)

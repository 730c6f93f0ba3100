"""Questions about seats, answered as far as the viewer may know."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, selectinload

from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.accounts.models import User
from app.core.errors import NotFound
from app.events.models import Event, EventSession
from app.events.queries import may
from app.extensions import db
from app.participation.models import Participation, SeatChange
from app.participation.rules import GONE_STATES
from app.people.models import Affiliation, Person
from app.schedule.calendar import Clock, clocks
from app.schedule.narrowing import Narrowed


def seats_of(event: Event) -> Sequence[Participation]:
    """Return the seats of ``event`` in their order, with person, roles, session and note."""
    return db.session.scalars(
        select(Participation)
        .where(Participation.event_id == event.id)
        .options(
            joinedload(Participation.person),
            joinedload(Participation.session),
            joinedload(Participation.delegation),
            joinedload(Participation.note),
            selectinload(Participation.roles),
        )
        .order_by(Participation.position, Participation.id)
    ).all()


def seat_for(event: Event, key: str) -> Participation:
    """Return the seat of ``event`` with ``key``, ready to be changed. Raises NotFound."""
    seat = db.session.scalar(
        select(Participation)
        .where(Participation.event_id == event.id, Participation.key == key)
        .options(
            joinedload(Participation.person)
            .selectinload(Person.affiliations)
            .joinedload(Affiliation.organisation),
            selectinload(Participation.roles),
        )
    )
    if seat is None:
        raise NotFound
    return seat


def has_seat(event: Event, person: Person, session: EventSession | None) -> bool:
    """Whether ``person`` is expected already at that very session, or at the event as a whole."""
    found = db.session.scalar(
        select(Participation.id)
        .where(
            Participation.event_id == event.id,
            Participation.person_id == person.id,
            Participation.session_id == (session.id if session else None),
            Participation.state.not_in(GONE_STATES),
        )
        .limit(1)
    )
    return found is not None


def history_of(seat: Participation) -> list[tuple[SeatChange, str]]:
    """Return the changes of the seat's state, the first one first, each with who wrote it down."""
    changes = db.session.execute(
        select(SeatChange, User.name)
        .outerjoin(User, User.id == SeatChange.changed_by)
        .where(SeatChange.participation_id == seat.id)
        .order_by(SeatChange.at, SeatChange.id)
    )
    return [(change, name or "") for change, name in changes]


EVENTS_OFFERED = 100
"""So many earlier events are offered to take people from: the latest."""


def events_with_seats(event: Event) -> Sequence[Event]:
    """Return the other events that the viewer may read and where somebody has a seat, the latest first."""
    seated = exists(
        select(Participation.id).where(
            Participation.event_id == Event.id, Participation.person_id.is_not(None)
        )
    )
    found = db.session.scalars(
        select(Event)
        .where(Event.id != event.id, seated)
        .order_by(Event.starts_at.desc().nulls_last(), Event.id.desc())
        .limit(EVENTS_OFFERED)
    )
    return [one for one in found if may(Permission.READ, one)]


LONGEST_CHAIN = 50


def chain_of(seat: Participation) -> list[Participation]:
    """Return who stood in for whom, the first one first; only ``seat`` itself where nobody did."""
    first = seat
    for _step in range(LONGEST_CHAIN):
        if first.replaces is None:
            break
        first = first.replaces
    chain = [first]
    while len(chain) < LONGEST_CHAIN and (after := _who_replaced(chain[-1])) is not None:
        chain.append(after)
    return chain


def _who_replaced(seat: Participation) -> Participation | None:
    return db.session.scalar(
        select(Participation)
        .where(Participation.replaces_id == seat.id)
        .options(joinedload(Participation.person))
        .order_by(Participation.id)
        .limit(1)
    )


def appearances_of(person: Person) -> Sequence[Participation]:
    """Return the seats of ``person`` at events that the viewer may see, the latest event first."""
    return db.session.scalars(
        select(Participation)
        .join(Event, Event.id == Participation.event_id)
        .where(Participation.person_id == person.id)
        .options(
            joinedload(Participation.event),
            joinedload(Participation.session),
            selectinload(Participation.roles),
        )
        .order_by(Event.starts_at.desc().nulls_last(), Event.id.desc(), Participation.position)
    ).all()


def may_know_needs_of(person: Person) -> bool:
    """Whether the viewer looks after guests everywhere, or at an event where the person has a seat."""
    if current_viewer().reach(Permission.GUESTS).everywhere:
        return True
    events = db.session.scalars(
        select(Event)
        .join(Participation, Participation.event_id == Event.id)
        .where(Participation.person_id == person.id)
    )
    return any(may(Permission.GUESTS, event) for event in events)


def to_person(key: str) -> Narrowed | None:
    """Events at which one person has a seat that the viewer may see, for the calendar."""
    person = db.session.scalar(select(Person).where(Person.key == key))
    if person is None:
        return None
    seated = select(Participation.event_id).where(
        Participation.person_id == person.id, Participation.state.not_in(GONE_STATES)
    )
    return Narrowed(person.display_name, Event.id.in_(seated))


def clocks_of(event: Event) -> list[Clock]:
    """What clocks show where people take part from, when the event begins; empty if all share one."""
    if event.span is None:
        return []
    zones = db.session.scalars(
        select(Participation.city_zone)
        .where(
            Participation.event_id == event.id,
            Participation.city_zone != "",
            Participation.state.not_in(GONE_STATES),
        )
        .distinct()
    )
    found = clocks(event.span, zones)
    return found if len(found) > 1 else []

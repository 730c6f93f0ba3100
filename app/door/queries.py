"""What the door asks: which events are near, who is expected, who has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.access.aside import rows_for_all
from app.access.roles import Permission
from app.access.viewers import SYSTEM
from app.accounts.models import User
from app.core.clock import now
from app.core.errors import NotFound
from app.core.text import fold
from app.core.tickets import TicketKind
from app.door.guests import Guest, Said, family_of, search_words
from app.door.models import Arrival, DoorNote, WalkIn
from app.door.rules import (
    DOOR_CLOSES,
    DOOR_OPENS,
    EXPECTED_STATES,
    KNOWN_AT_THE_DOOR,
    Pool,
    believable,
    is_at_the_door,
    pool_of,
)
from app.events.models import Event
from app.events.queries import event_for, may
from app.events.rules import EventState, Format, RegistrationMode
from app.extensions import db
from app.participation.models import Companion, Participation
from app.participation.rules import ROLE_LABELS, SEAT_STATE_LABELS, Role, SeatState
from app.people.models import Affiliation, Person
from app.registration.models import Pool as Places
from app.registration.models import Registration
from app.registration.rules import LIVE, REGISTRATION_STATE_LABELS, RegistrationState

CALLED_OFF = frozenset({EventState.IDEA, EventState.POSTPONED, EventState.CANCELLED})
"""The states of events to which nobody comes."""

Subject = tuple[TicketKind, int]
Log = Mapping[Subject, Sequence[Said]]
"""The entries of an event's log by guest, the first one first."""
Notes = Mapping[Subject, str]


def events_at_the_door() -> Sequence[Event]:
    """The events that are near in time and whose door the viewer keeps, in order; a virtual one has none."""
    at = now()
    found = db.session.scalars(
        select(Event)
        .where(
            Event.starts_at <= at + DOOR_OPENS,
            Event.ends_at >= at - DOOR_CLOSES,
            Event.state.not_in(CALLED_OFF),
            Event.format != Format.VIRTUAL,
        )
        .order_by(Event.starts_at, Event.id)
    )
    return [event for event in found if may(Permission.CHECK_IN, event)]


def door_of_event(key: str) -> Event:
    """Return the event whose door the viewer keeps now. Raises NotFound for one that is not near.

    Whoever may see the guests anyway keeps the door at any time.
    """
    event = event_for(key, Permission.CHECK_IN)
    near = is_at_the_door(
        event.starts_at, event.ends_at, called_off=event.state in CALLED_OFF, at=now()
    )
    if not near and not may(Permission.GUESTS, event):
        raise NotFound
    return event


def may_walk_in(event: Event) -> bool:
    """Whether the viewer may let in somebody whom nobody expected.

    Where it is by invitation, only who plans the event decides that.
    """
    return event.registration is not RegistrationMode.BY_INVITATION or may(Permission.EDIT, event)


def guests_of(event: Event, *, waiting: bool = False) -> list[Guest]:
    """Everybody the door of ``event`` knows, by family name: who is expected or here.

    With ``waiting``, also who asked for a place and has none, since they may come all the same.
    """
    log, notes = log_of(event), _notes_of(event)
    found = [*_seated(event, log, notes), *_registered(event, log, notes), *_walked_in(event, log)]
    return [
        guest
        for guest in sorted(found, key=lambda each: each.sort)
        if guest.here
        or (guest.admitted and guest.kind is not TicketKind.WALK_IN)
        or (waiting and guest.waits)
    ]


def guests_called(event: Event, subjects: Collection[str]) -> dict[str, Guest]:
    """Return the guests whom ``subjects`` name, whether or not they are expected any more."""
    log, notes = log_of(event), _notes_of(event)
    keys = [subject.partition("-")[2] for subject in subjects]
    found = (
        *_seated(event, log, notes),
        *_registered(event, log, notes, Registration.key.in_(keys)),
        *_walked_in(event, log),
        *_given_up(event, log, keys),
    )
    return {guest.subject: guest for guest in found if guest.subject in subjects}


def log_of(event: Event) -> Log:
    """Everything that was said at the door of ``event``."""
    entries: dict[Subject, list[Said]] = defaultdict(list)
    for row, by in log_rows(event):
        entries[subject_of(row)].append(said(row, by))
    return entries


def log_rows(event: Event, *, since: int = 0) -> Sequence[tuple[Arrival, str]]:
    """The entries after ``since`` with the names of who said them, as they came in."""
    found = db.session.execute(
        select(Arrival, User.name)
        .outerjoin(User, User.id == Arrival.recorded_by)
        .where(Arrival.event_id == event.id, Arrival.id > since)
        .order_by(Arrival.id)
    )
    return [(row, by or SYSTEM.label) for row, by in found.tuples()]


def said(row: Arrival, by: str) -> Said:
    """Return an entry as the rules take it."""
    at = believable(row.device_at, received_at=row.received_at)
    return Said(
        op=row.op_id,
        kind=row.kind,
        people=row.people,
        extra=row.extra,
        undoes=row.undoes,
        at=at,
        by=by,
    )


def subject_of(row: Arrival | DoorNote) -> Subject:
    """Whom the row is about."""
    if row.participation_id is not None:
        return TicketKind.SEAT, row.participation_id
    if row.registration_id is not None:
        return TicketKind.REGISTRATION, row.registration_id
    return TicketKind.WALK_IN, getattr(row, "walk_in_id", None) or 0


def _notes_of(event: Event) -> Notes:
    found = db.session.scalars(select(DoorNote).where(DoorNote.event_id == event.id))
    return {subject_of(note): note.text for note in found}


def _seated(event: Event, log: Log, notes: Notes) -> Iterable[Guest]:
    """One guest for each person, whichever of their seats comes first, and for each unnamed seat."""
    seats = db.session.scalars(
        select(Participation)
        .where(Participation.event_id == event.id, Participation.state.in_(KNOWN_AT_THE_DOOR))
        .options(
            joinedload(Participation.person)
            .selectinload(Person.affiliations)
            .joinedload(Affiliation.organisation),
            joinedload(Participation.person).selectinload(Person.variants),
            joinedload(Participation.delegation),
            selectinload(Participation.roles),
        )
        .order_by(Participation.session_id.is_not(None), Participation.position, Participation.id)
    )
    company = _company_of(event)
    by_person: dict[object, list[Participation]] = defaultdict(list)
    for seat in seats:
        by_person[seat.person_id or seat.key].append(seat)
    for held in by_person.values():
        guest = _seated_guest(held, log, notes)
        yield replace(guest, expected=1 + sum(company.get(seat.id, 0) for seat in held))


def _company_of(event: Event) -> Mapping[int, int]:
    """How many come along with each seat; the desk counts them, and knows no more of them."""
    counted = (
        select(Companion.participation_id, func.sum(Companion.count).label("number"))
        .join(Participation, Participation.id == Companion.participation_id)
        .where(Participation.event_id == event.id)
        .group_by(Companion.participation_id)
    )
    return {row.participation_id: row.number for row in rows_for_all(counted)}


def _seated_guest(held: list[Participation], log: Log, notes: Notes) -> Guest:
    first, person = held[0], held[0].person
    about = [(TicketKind.SEAT, seat.id) for seat in held]
    states = {seat.state for seat in held}
    roles = [role.role for seat in held for role in seat.roles]
    offices = first.known_offices
    name = (first.billing_name or person.billed_as) if person else first.seat_label
    native = (first.billing_native_name or person.native_name) if person else ""
    delegation = first.delegation.label if first.delegation else ""
    return Guest(
        kind=TicketKind.SEAT,
        row_id=first.id,
        key=first.key,
        name=name,
        sort=person.sort_name if person else fold(name),
        native_name=native,
        native_lang=(first.billing_native_lang or person.native_lang) if person else "",
        family_name=person.family_name if person else "",
        offices=tuple(offices),
        role=_role_words(roles),
        pool=pool_of(roles),
        counted_on=bool(states & EXPECTED_STATES),
        marked_here=SeatState.ATTENDED in states,
        standing_word="" if states & EXPECTED_STATES else _(SEAT_STATE_LABELS[first.state]),
        note=next((notes[each] for each in about if each in notes), ""),
        delegation=delegation,
        words=search_words([name, native, *_other_names(person)], [*offices, delegation]),
        entries=tuple(entry for each in about for entry in log.get(each, ())),
    )


def _other_names(person: Person | None) -> list[str]:
    """The ways in which a name may be said at the door, in either order."""
    if person is None:
        return []
    given, family = person.given_name, person.family_name
    variants = [variant.text for variant in person.variants]
    return [person.display_name, f"{given} {family}", f"{family} {given}", *variants]


def _role_words(roles: Iterable[Role]) -> str:
    """The roles by name, but for "participant", which everybody is."""
    told = [role for role in dict.fromkeys(roles) if role is not Role.PARTICIPANT]
    return ", ".join(_(ROLE_LABELS[role]) for role in told)


def _given_up(event: Event, log: Log, keys: Collection[str]) -> Iterable[Guest]:
    """Seats that are nobody's to let in any more, whose guests a device may have let in before it heard."""
    columns = (Participation.id, Participation.key, Participation.state)
    asked = select(*columns).where(
        Participation.event_id == event.id,
        Participation.key.in_(keys),
        Participation.state.not_in(KNOWN_AT_THE_DOOR),
    )
    for row in rows_for_all(asked):
        yield Guest(
            kind=TicketKind.SEAT,
            row_id=row.id,
            key=row.key,
            name="",
            pool=Pool.PARTICIPANTS,
            counted_on=False,
            admitted=False,
            standing_word=_(SEAT_STATE_LABELS[row.state]),
            entries=tuple(log.get((TicketKind.SEAT, row.id), ())),
        )


def _registered(
    event: Event, log: Log, notes: Notes, *narrowed: ColumnElement[bool]
) -> Iterable[Guest]:
    """Read column by column: the desk sees no registration, whose addresses are not its business."""
    columns = (
        Registration.id,
        Registration.key,
        Registration.name,
        Registration.organisation,
        Registration.state,
        Registration.party_size,
        Places.gets_link,
        _NUMBER_IN_LINE.label("number"),
    )
    asked = (
        select(*columns)
        .join(Places, Places.id == Registration.pool_id)
        .where(Registration.event_id == event.id, *narrowed)
    )
    for row in rows_for_all(asked):
        about = (TicketKind.REGISTRATION, row.id)
        coming = row.state is RegistrationState.REGISTERED
        family, sort = family_of(row.name)
        yield Guest(
            kind=TicketKind.REGISTRATION,
            row_id=row.id,
            key=row.key,
            name=row.name,
            sort=sort,
            family_name=family,
            offices=(row.organisation,) if row.organisation else (),
            pool=Pool.REGISTERED,
            expected=row.party_size,
            # Whoever takes part from afar may come all the same, but nobody waits for them.
            counted_on=coming and not row.gets_link,
            admitted=coming,
            waits=row.state in LIVE and not coming,
            standing_word=_standing_of(row.state, row.number, from_afar=row.gets_link),
            note=notes.get(about, ""),
            words=search_words([row.name], [row.organisation]),
            entries=tuple(log.get(about, ())),
        )


_Ahead = aliased(Registration)
_NUMBER_IN_LINE = case(
    (
        Registration.state == RegistrationState.WAITING,
        select(func.count(_Ahead.id))
        .where(
            _Ahead.pool_id == Registration.pool_id,
            _Ahead.state == RegistrationState.WAITING,
            or_(
                _Ahead.line < Registration.line,
                and_(_Ahead.line == Registration.line, _Ahead.id <= Registration.id),
            ),
        )
        .correlate(Registration)
        .scalar_subquery(),
    ),
    else_=0,
)
"""The number on the waiting list, from 1; nought for whoever is not on it."""


def _standing_of(state: RegistrationState, number: int, *, from_afar: bool) -> str:
    """A word where the desk has to know more than that the guest is expected."""
    if state is RegistrationState.WAITING:
        return _("Waiting list, number %(number)s", number=number)
    if state is not RegistrationState.REGISTERED:
        return _(REGISTRATION_STATE_LABELS[state])
    return _("Takes part online") if from_afar else ""


def _walked_in(event: Event, log: Log) -> Iterable[Guest]:
    for row in db.session.scalars(select(WalkIn).where(WalkIn.event_id == event.id)):
        family, sort = family_of(row.name)
        yield Guest(
            kind=TicketKind.WALK_IN,
            row_id=row.id,
            key=row.key,
            name=row.name,
            sort=sort,
            family_name=family,
            offices=(row.organisation,) if row.organisation else (),
            pool=Pool.WALK_INS,
            expected=0,
            counted_on=False,
            words=search_words([row.name], [row.organisation]),
            entries=tuple(log.get((TicketKind.WALK_IN, row.id), ())),
        )

"""The guests of a file are seated: nothing of it becomes public, and nobody is accepted by it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.access.aside import rows_for_all
from app.config import current_settings
from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.events.models import Event, EventSession
from app.events.operations import add_session, create_event
from app.events.rules import EventKind, RegistrationMode, SessionKind
from app.extensions import db
from app.imports.peers.guests import Guest, GuestFile, Talk, origin
from app.imports.peers.people import people_of
from app.imports.peers.report import GuestReport, Seated
from app.participation.models import Participation, SeatChange
from app.participation.operations import act, seat
from app.participation.rules import SEAT_STATE_LABELS, TRANSITIONS, Channel, SeatAction, SeatState
from app.people.models import Person
from app.programmes.models import Programme


@dataclass(frozen=True)
class NewEvent:
    """What is to be known of an event that a file is loaded into before it is there."""

    title: str
    day: date | None = None
    owner_id: int | None = None
    programme: Programme | None = None


def seat_guests(file: GuestFile, into: Event | NewEvent, *, job: str) -> GuestReport:
    """Write everybody and their seats, and say what that changed.

    Who is here already is known again by their number or their row. Raises Refused for a new event
    without title or date.
    """
    report = GuestReport(refused=file.refused)
    report.remark(file.faults)
    event = _event(file, into, report)
    people = people_of(file.contacts, report, job=job)
    sessions = _sessions(event, file.talks, report)
    known = {
        row.source_ref: row
        for row in db.session.scalars(
            select(Participation).where(
                Participation.event_id == event.id, Participation.source_ref.is_not(None)
            )
        )
    }
    untouched = _untouched(known.values())
    for guest in file.guests:
        ref = origin(event.key, guest.ref)
        session = sessions.get(guest.talk)
        if ref in known:
            report.tell(_follow(known[ref], guest, session, follows=known[ref].id in untouched))
        else:
            _give(event, guest, people[guest.contact.ref], session, ref)
            report.tell(_told(guest.contact.display_name, guest.state, "added", session))
    return report


def _event(file: GuestFile, into: Event | NewEvent, report: GuestReport) -> Event:
    event = into if isinstance(into, Event) else _new_event(file, into, report)
    report.event, report.title = event.key, event.title
    return event


def _new_event(file: GuestFile, wanted: NewEvent, report: GuestReport) -> Event:
    """The event of that title and day, which may be here from an earlier file; else a new one."""
    title, first = wanted.title or file.title, wanted.day or file.first_day
    if not title or first is None:
        raise Refused(N_("Say what the new event is called and on which day it begins."))
    ref = origin("guests", title, first.isoformat())
    there = rows_for_all(select(Event.id).where(Event.source_ref == ref))
    if there:
        event = db.session.get(Event, there[0].id)
        if event is None:
            raise Refused(
                N_("“%(title)s” is here already and belongs to others, so nothing was loaded."),
                title=title,
            )
        return event
    report.new_event = True
    last = file.last_day if file.last_day and file.last_day >= first else first
    return create_event(
        kind=EventKind.CONFERENCE,
        title=title,
        owner_id=wanted.owner_id,
        programme=wanted.programme,
        zone=file.zone or current_settings().time_zone,
        local_start=datetime.combine(first, time()),
        local_end=datetime.combine(last, time()),
        date_only=True,
        registration=RegistrationMode.BY_INVITATION,
        source_ref=ref,
    )


def _sessions(
    event: Event, talks: Sequence[Talk], report: GuestReport
) -> Mapping[str, EventSession]:
    """By the name of the talk its session, which is not public; one that is here stays as it is."""
    known = {session.source_ref: session for session in event.sessions if session.source_ref}
    found = {}
    for talk in talks:
        ref = origin(event.key, "talk", talk.ref)
        report.count("sessions", "unchanged" if ref in known else "added")
        found[talk.ref] = known.get(ref) or _session(event, talk, ref)
        known[ref] = found[talk.ref]
    return found


def _session(event: Event, talk: Talk, ref: str) -> EventSession:
    zone = ZoneInfo(event.zone)
    start, end = (
        each.astimezone(zone).replace(tzinfo=None) if each else None
        for each in (talk.starts_at, talk.ends_at)
    )
    facts = {"title": talk.title, "kind": SessionKind.SESSION, "place": talk.place, "public": False}
    try:
        session = add_session(event, local_start=start, local_end=end, **facts)  # type: ignore[arg-type]  # The verb's own names.
    except InvalidInput:
        # An hour that clocks skip or show twice; staff put it right on the agenda.
        session = add_session(event, **facts)  # type: ignore[arg-type]  # Likewise.
    session.source_ref = ref
    return session


def _give(
    event: Event, guest: Guest, person: Person, session: EventSession | None, ref: str
) -> Participation:
    """A seat that no visitor sees: speakers of an event that is not public yet may be named later."""
    confirmed = guest.state is SeatState.CONFIRMED
    return seat(
        event,
        person=person,
        session=session,
        roles=[guest.role],
        state=guest.state,
        listed=guest.speaks and confirmed and not event.is_released,
        paper_title=guest.title,
        source_ref=ref,
        channel=Channel.IMPORT,
    )


def _untouched(seats: Iterable[Participation]) -> set[int]:
    """The seats whose state nobody has changed since they were given."""
    once = (
        select(SeatChange.participation_id)
        .where(SeatChange.participation_id.in_([each.id for each in seats]))
        .group_by(SeatChange.participation_id)
        .having(func.count() == 1)
    )
    return set(db.session.scalars(once))


def _follow(
    taken: Participation, guest: Guest, session: EventSession | None, *, follows: bool
) -> Seated:
    """Lead a seat to the state that a newer file gives, where staff have not led it elsewhere."""
    name = guest.contact.display_name
    if taken.state is guest.state:
        return _told(name, guest.state, "unchanged", session)
    steps = way(taken.state, guest.state)
    if not follows or not steps:
        return _told(
            name,
            taken.state,
            "unchanged",
            session,
            N_("The file says something else than staff decided here."),
        )
    for step in steps:
        act(taken, step, channel=Channel.IMPORT)
    if session is not None and taken.session is None:
        taken.session, taken.paper_title = session, ""
    return _told(name, guest.state, "changed", session)


def way(was: SeatState, becomes: SeatState) -> list[SeatAction]:
    """The fewest steps from one state to another; none if there is no way."""
    ways: dict[SeatState, list[SeatAction]] = {was: []}
    rest = deque([was])
    while rest:
        state = rest.popleft()
        for (before, action), after in TRANSITIONS.items():
            if before is state and after not in ways and action not in _NEVER:
                ways[after] = [*ways[state], action]
                rest.append(after)
    return ways.get(becomes, [])


_NEVER = frozenset(
    {SeatAction.SUBSTITUTE, SeatAction.CHECK_IN, SeatAction.MARK_ABSENT, SeatAction.UNDO_CHECK_IN}
)
"""What only happens at the door, or to two persons at once."""


def _told(
    name: str, state: SeatState, fate: str, session: EventSession | None, why: str = ""
) -> Seated:
    title = session.title if session else ""
    return Seated(name, SEAT_STATE_LABELS[state], fate, title, why)

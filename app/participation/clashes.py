"""People in two places at once, among all events and told only as far as the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import Row, select

from app.access.aside import may_see, rows_for_all
from app.core.clock import Span
from app.core.intervals import Interval
from app.events.checks import EventDraft
from app.events.models import Event, EventSession
from app.events.rules import EventState
from app.participation.models import Participation
from app.participation.queries import seats_of
from app.participation.rules import GONE_STATES
from app.people.models import Person
from app.schedule.clashes import said
from app.schedule.rules import Booking, Clash, ClashKind, find_clashes

TAKING_STATES = (EventState.HOLD, EventState.CONFIRMED, EventState.HELD, EventState.CLOSED_OUT)
"""Events that take people's time; an idea does not yet, a cancelled or postponed one no longer."""

WHOLE_DAYS = timedelta(days=1)
"""How far the time of an event of which only days are known may reach beyond what is stored."""


def wanted_person(
    event_key: str, title: str, person: Person, span: Span, session: EventSession | None = None
) -> Booking:
    """The seat of ``person`` that is about to be given, as the rules of clashes take it."""
    return Booking(
        key=_key(person.id, event_key, session.key if session else None),
        kind=ClashKind.PERSON,
        subject=str(person.id),
        name=person.display_name,
        span=span,
        event=event_key,
        session=session.key if session else None,
        title=title,
        visible=True,
    )


def _key(person_id: int, event: str, session: str | None) -> str:
    return f"person {person_id}, event {event}, session {session}"


def clashes_of_people(wanted: Sequence[Booking]) -> list[Clash]:
    """Return what keeps the people in ``wanted`` elsewhere, wherever that is: one statement."""
    return find_clashes(wanted, _seats_near(wanted)) if wanted else []


def _seats_near(wanted: Iterable[Booking]) -> list[Booking]:
    times = [Interval.of_span(booking.span) for booking in wanted]
    first, last = min(time.start for time in times), max(time.end for time in times)
    statement = (
        select(
            Participation.person_id,
            Event.key.label("event"),
            Event.title,
            Event.zone,
            Event.date_only,
            Event.starts_at,
            Event.ends_at,
            EventSession.key.label("session"),
            EventSession.starts_at.label("session_starts_at"),
            EventSession.ends_at.label("session_ends_at"),
            may_see(Participation).label("visible"),
        )
        .select_from(Participation)
        .join(Event, Event.id == Participation.event_id)
        .outerjoin(EventSession, EventSession.id == Participation.session_id)
        .where(
            Participation.person_id.in_({int(booking.subject) for booking in wanted}),
            Participation.state.not_in(GONE_STATES),
            Event.state.in_(TAKING_STATES),
            Event.starts_at < last + WHOLE_DAYS,
            Event.ends_at > first - WHOLE_DAYS,
        )
    )
    return [_seat_taken(row) for row in rows_for_all(statement) if _has_time(row)]


def _has_time(row: Row[tuple[object, ...]]) -> bool:
    """A session without a time of its own takes none that could be compared."""
    return row.session is None or row.session_starts_at is not None


def _seat_taken(row: Row[tuple[object, ...]]) -> Booking:
    if row.session is None:
        span = Span(row.starts_at, row.ends_at, row.zone, row.date_only)
    else:
        span = Span(row.session_starts_at, row.session_ends_at, row.zone)
    return Booking(
        key=_key(row.person_id, row.event, row.session),
        kind=ClashKind.PERSON,
        subject=str(row.person_id),
        name="",
        span=span,
        event=row.event,
        session=row.session,
        title=row.title,
        visible=row.visible,
    )


def check_people(draft: EventDraft) -> list[str]:
    """Say who, of those with a seat, is elsewhere at the dates of ``draft``."""
    source = draft.event or draft.copy_of
    if source is None:
        return []
    key = draft.event.key if draft.event else ""
    wanted = _wanted_seats(seats_of(source), key, source.title, draft.span, draft.sessions)
    return [said(clash) for clash in clashes_of_people(wanted)]


def clashes_at(event: Event, seats: Sequence[Participation]) -> list[Clash]:
    """Return what keeps those who have ``seats`` at ``event`` elsewhere, as things stand."""
    if event.span is None:
        return []
    sessions = {
        session.id: span
        for session in event.sessions
        if (span := session.span_in(event.zone)) is not None
    }
    return clashes_of_people(_wanted_seats(seats, event.key, event.title, event.span, sessions))


def clashes_of_seats(seats_at: Mapping[Event, Sequence[Participation]]) -> list[Clash]:
    """Return what keeps those elsewhere who have seats at these events: one statement for all."""
    wanted: list[Booking] = []
    for event, seats in seats_at.items():
        if event.span is not None:
            times = {
                seat.session.id: span
                for seat in seats
                if seat.session and (span := seat.session.span_in(event.zone)) is not None
            }
            wanted += _wanted_seats(seats, event.key, event.title, event.span, times)
    return clashes_of_people(wanted)


def clashes_of_new_seat(event: Event, person: Person, session: EventSession | None) -> list[Clash]:
    """Return what keeps ``person`` elsewhere, before a seat at ``event`` is given."""
    span = session.span_in(event.zone) if session is not None else event.span
    if span is None:
        return []
    return clashes_of_people([wanted_person(event.key, event.title, person, span, session)])


def _wanted_seats(
    seats: Sequence[Participation], key: str, title: str, span: Span, sessions: Mapping[int, Span]
) -> list[Booking]:
    wanted = []
    for seat in seats:
        taken = span if seat.session_id is None else sessions.get(seat.session_id)
        if seat.person is not None and seat.state not in GONE_STATES and taken is not None:
            wanted.append(wanted_person(key, title, seat.person, taken, seat.session))
    return wanted

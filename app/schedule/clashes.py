"""Rooms in two places at once, among all events and told only as far as the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from app.access.aside import may_see, rows_for_all
from app.core.clock import Span
from app.core.intervals import Interval
from app.events.checks import EventDraft
from app.events.models import Event, EventSession
from app.schedule.models import Room, RoomBooking
from app.schedule.queries import bookings_of
from app.schedule.rules import Booking, Clash, ClashKind, find_clashes

LONGEST_BOOKING = timedelta(days=31)
"""With this bound the index on room and start finds a clash without reading all that came before."""


def wanted_room(event: Event, room: Room, session: EventSession | None, span: Span) -> Booking:
    """The booking of ``room`` that is about to be made, as the rules of clashes take it."""
    return Booking(
        key=_key(room.id, event.key, session.key if session else None),
        kind=ClashKind.ROOM,
        subject=str(room.id),
        name=room.name,
        span=span,
        event=event.key,
        session=session.key if session else None,
        title=event.title,
        visible=True,
    )


def _key(room_id: int, event: str, session: str | None) -> str:
    return f"room {room_id}, event {event}, session {session}"


def clashes_of_rooms(wanted: Sequence[Booking]) -> list[Clash]:
    """Return what stands against the rooms in ``wanted``, whoever booked them: one statement."""
    return find_clashes(wanted, _bookings_near(wanted)) if wanted else []


def _bookings_near(wanted: Iterable[Booking]) -> list[Booking]:
    times = [Interval.of_span(booking.span) for booking in wanted]
    first, last = min(time.start for time in times), max(time.end for time in times)
    statement = (
        select(
            RoomBooking.room_id,
            RoomBooking.starts_at,
            RoomBooking.ends_at,
            Room.name,
            Event.key.label("event"),
            EventSession.key.label("session"),
            Event.title,
            Event.zone,
            may_see(RoomBooking).label("visible"),
        )
        .select_from(RoomBooking)
        .join(Room, Room.id == RoomBooking.room_id)
        .join(Event, Event.id == RoomBooking.event_id)
        .outerjoin(EventSession, EventSession.id == RoomBooking.session_id)
        .where(
            RoomBooking.room_id.in_({int(booking.subject) for booking in wanted}),
            RoomBooking.starts_at < last,
            RoomBooking.starts_at > first - LONGEST_BOOKING,
            RoomBooking.ends_at > first,
            RoomBooking.shared_because.is_(None),
        )
    )
    return [
        Booking(
            key=_key(row.room_id, row.event, row.session),
            kind=ClashKind.ROOM,
            subject=str(row.room_id),
            name=row.name,
            span=Span(row.starts_at, row.ends_at, row.zone),
            event=row.event,
            session=row.session,
            title=row.title,
            visible=row.visible,
        )
        for row in rows_for_all(statement)
    ]


def check_rooms(draft: EventDraft) -> list[str]:
    """Say which of the event's rooms are taken at the dates of ``draft``."""
    if draft.event is None:
        return []
    wanted = []
    for booking in bookings_of(draft.event):
        span = draft.span if booking.session_id is None else draft.sessions.get(booking.session_id)
        if span is not None and booking.shared_because is None:
            wanted.append(wanted_room(draft.event, booking.room, booking.session, span))
    return [said(clash) for clash in clashes_of_rooms(wanted)]


def said(clash: Clash) -> str:
    """The warning in the reader's language."""
    return _(clash.message, **clash.facts)

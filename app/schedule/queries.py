"""Questions about rooms and time, answered as far as the viewer may know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.clock import Span
from app.core.errors import NotFound
from app.events.models import Event
from app.events.rules import EVENT_STATE_LABELS, RELEASED
from app.extensions import db
from app.programmes.models import Programme
from app.schedule.calendar import A_DAY, Entry
from app.schedule.models import ClashAccepted, Room, RoomBooking, Venue


def venues() -> Sequence[Venue]:
    """Return all venues with their rooms, by name."""
    return db.session.scalars(
        select(Venue).options(selectinload(Venue.rooms)).order_by(Venue.name)
    ).all()


def venue_for(key: str) -> Venue:
    """Return the venue with ``key`` and its rooms. Raises NotFound."""
    venue = db.session.scalar(
        select(Venue).where(Venue.key == key).options(selectinload(Venue.rooms))
    )
    if venue is None:
        raise NotFound
    return venue


def room_for(key: str) -> Room:
    """Return the room with ``key`` and its venue. Raises NotFound."""
    room = db.session.scalar(select(Room).where(Room.key == key).options(joinedload(Room.venue)))
    if room is None:
        raise NotFound
    return room


def rooms() -> Sequence[Room]:
    """Return all rooms with their venue, by the names of both."""
    return db.session.scalars(
        select(Room)
        .join(Venue, Venue.id == Room.venue_id)
        .options(joinedload(Room.venue))
        .order_by(Venue.name, Room.name)
    ).all()


def bookings_of(event: Event) -> Sequence[RoomBooking]:
    """Return the bookings for ``event`` and its sessions with their rooms, in order of time."""
    return db.session.scalars(
        select(RoomBooking)
        .where(RoomBooking.event_id == event.id)
        .options(
            joinedload(RoomBooking.room).joinedload(Room.venue), joinedload(RoomBooking.session)
        )
        .order_by(RoomBooking.starts_at, RoomBooking.id)
    ).all()


def accepted_clashes(event: Event) -> Sequence[ClashAccepted]:
    """Return the reasons for which staff went ahead, the latest first."""
    return db.session.scalars(
        select(ClashAccepted)
        .where(ClashAccepted.event_id == event.id)
        .order_by(ClashAccepted.at.desc(), ClashAccepted.id.desc())
    ).all()


def calendar_entries(
    first: datetime, last: datetime, *, conditions: Sequence[ColumnElement[bool]] = ()
) -> list[Entry]:
    """Return what is held between two instants and meets ``conditions``, in order of time."""
    found = db.session.execute(
        select(
            Event.key,
            Event.title,
            Event.starts_at,
            Event.ends_at,
            Event.zone,
            Event.date_only,
            Event.state,
            Event.publication,
            Programme.name,
        )
        .outerjoin(Programme, Programme.id == Event.programme_id)
        # Days without an hour are the same everywhere, so they may lie a day further out.
        .where(Event.starts_at < last + A_DAY, Event.ends_at > first - A_DAY, *conditions)
        .order_by(Event.starts_at, Event.id)
    )
    return [
        Entry(
            key=row.key,
            title=row.title,
            span=Span(row.starts_at, row.ends_at, row.zone, row.date_only),
            state=row.state.value,
            state_label=_(EVENT_STATE_LABELS[row.state]),
            private=row.publication not in RELEASED,
            programme=row.name or "",
        )
        for row in found
    ]

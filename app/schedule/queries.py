"""Questions about rooms and time, answered as far as the viewer may know."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.core.errors import NotFound
from app.events.models import Event
from app.extensions import db
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
        .join(Room.venue)
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

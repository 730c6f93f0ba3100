"""Who may see venues, rooms and bookings."""

from __future__ import annotations

from sqlalchemy import select

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import Viewer
from app.schedule.models import ClashAccepted, Room, RoomBooking, Venue
from app.visibility.conditions import (
    Columns,
    Condition,
    booking,
    event,
    of_event,
    on_staff,
    released,
    room,
    session,
    within,
)
from app.visibility.logic import and_, exists, or_


@visible(Venue)
def _(viewer: Viewer) -> Condition:
    return or_(on_staff(viewer), on_staff(viewer, Permission.CHECK_IN), _venue_in_public())


def _venue_in_public() -> Condition:
    return exists(
        select(booking.c.id)
        .join(room, room.c.id == booking.c.room_id)
        .join(event, event.c.id == booking.c.event_id)
        .where(room.c.venue_id == Venue.id, _public_booking())
        .correlate_except(booking, room, event)
    )


def _public_booking(b: Columns = booking.c) -> Condition:
    """The booking is for a released event, and for no closed session of it."""
    return and_(
        released(),
        or_(
            b.session_id.is_(None),
            exists(
                select(session.c.id)
                .where(session.c.id == b.session_id, session.c.public.is_(True))
                .correlate_except(session)
            ),
        ),
    )


@visible(Room)
def _(viewer: Viewer) -> Condition:
    in_public = exists(
        select(booking.c.id)
        .join(event, event.c.id == booking.c.event_id)
        .where(booking.c.room_id == Room.id, _public_booking())
        .correlate_except(booking, event)
    )
    return or_(in_public, on_staff(viewer), on_staff(viewer, Permission.CHECK_IN))


@visible(RoomBooking)
def _(viewer: Viewer) -> Condition:
    return of_event(RoomBooking.event_id, within(viewer, Permission.READ)) | of_event(
        RoomBooking.event_id, _public_booking(RoomBooking)
    )


@visible(ClashAccepted)
def _(viewer: Viewer) -> Condition:
    return of_event(ClashAccepted.event_id, within(viewer, Permission.READ))


NEVER_PUBLIC = frozenset({ClashAccepted})
"""Of these a visitor sees no row."""

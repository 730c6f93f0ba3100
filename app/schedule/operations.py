"""What is done to venues, rooms and bookings."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.access import audit
from app.access.enforcement import current_user_id
from app.core.clock import Span, is_zone
from app.core.errors import Conflict, InvalidInput, Refused
from app.core.intervals import Interval
from app.core.messages import N_
from app.events.models import Event, EventSession
from app.extensions import db
from app.schedule.clashes import LONGEST_BOOKING, clashes_of_rooms, wanted_room
from app.schedule.models import ClashAccepted, Room, RoomBooking, Venue


def add_venue(*, name: str, address: str = "", city: str = "", zone: str) -> Venue:
    """Return a new venue. Raises InvalidInput for an unknown zone or a name that is taken."""
    venue = edit_venue(Venue(), name=name, address=address, city=city, zone=zone)
    db.session.add(venue)
    db.session.flush()
    return venue


def edit_venue(venue: Venue, *, name: str, address: str, city: str, zone: str) -> Venue:
    """Write down what the venue is. Raises InvalidInput for an unknown zone or a name that is taken."""
    if not is_zone(zone):
        raise InvalidInput(N_("There is no time zone “%(zone)s”."), zone=zone)
    taken = db.session.scalar(select(Venue).where(Venue.name == name))
    if taken is not None and taken is not venue:
        raise InvalidInput(N_("There is a venue of this name already."))
    venue.name, venue.address, venue.city, venue.zone = name, address, city, zone
    return venue


def add_room(venue: Venue, *, name: str, capacity: int | None = None) -> Room:
    """Return a new room of ``venue``. Raises InvalidInput for a name that is taken there."""
    room = Room()
    edit_room(room, venue=venue, name=name, capacity=capacity)
    venue.rooms.append(room)
    db.session.flush()
    return room


def edit_room(room: Room, *, venue: Venue, name: str, capacity: int | None) -> Room:
    """Write down what the room is. Raises InvalidInput for a name that is taken in ``venue``."""
    if any(other.name == name for other in venue.rooms if other is not room):
        raise InvalidInput(N_("This venue has a room of this name already."))
    room.name, room.capacity = name, capacity
    return room


def book(
    event: Event,
    *,
    room: Room,
    session: EventSession | None = None,
    shared_because: str | None = None,
) -> RoomBooking:
    """Return the booking of ``room`` for ``event``, or for one ``session`` of it.

    Raises Refused without a date, InvalidInput for more than a month, and Conflict if the room
    is taken, which names what takes it as far as the viewer may know. With a reason in
    ``shared_because`` it is booked all the same.
    """
    span = session.span_in(event.zone) if session is not None else event.span
    if span is None:
        raise Refused(N_("Set the date first: without one, no room can be kept."))
    time = bookable(span)
    refuse_twice(event, room, time)
    if not shared_because:
        refuse_clashes(event, room, session, span)
    booking = RoomBooking(
        room=room,
        event=event,
        session=session,
        starts_at=time.start,
        ends_at=time.end,
        shared_because=shared_because or None,
    )
    _keep(booking)
    audit.record(N_("booked a room"), "event", event.key, room=room.key)
    return booking


def bookable(span: Span) -> Interval:
    """The time that a booking for ``span`` takes: whole local days where no hour is known.

    Raises InvalidInput if it takes none, or more than a month.
    """
    time = Interval.of_span(span)
    if time.start == time.end:
        raise InvalidInput(N_("It ends when it begins, so there is nothing to book a room for."))
    if time.end - time.start > LONGEST_BOOKING:
        raise InvalidInput(
            N_("A room is kept for %(days)s days at most. Book it for the sessions instead."),
            days=LONGEST_BOOKING // timedelta(days=1),
        )
    return time


def refuse_twice(event: Event, room: Room, time: Interval) -> None:
    """Raise Conflict if the event, or a session of it, has the room at that time already."""
    own = select(RoomBooking.id).where(
        RoomBooking.event_id == event.id,
        RoomBooking.room_id == room.id,
        RoomBooking.starts_at < time.end,
        RoomBooking.ends_at > time.start,
    )
    if db.session.scalar(own.limit(1)) is not None:
        raise Conflict(N_("This event has %(name)s at this time already."), name=room.name)


def refuse_clashes(event: Event, room: Room, session: EventSession | None, span: Span) -> None:
    """Raise Conflict with the first thing that stands against the room at that time."""
    found = clashes_of_rooms([wanted_room(event, room, session, span)])
    if found:
        raise Conflict(found[0].message, **found[0].facts)


def _keep(booking: RoomBooking) -> None:
    """Write the booking now, so that the database's own guard can still be answered in words.

    Somebody may have taken the room between the question and the answer.
    """
    name = booking.room.name
    try:
        with db.session.begin_nested():
            db.session.add(booking)
            db.session.flush()
    except IntegrityError as refusal:
        if "ex_room_booking_one_at_a_time" not in str(refusal.orig):
            raise
        raise Conflict(N_("%(name)s is taken at this time."), name=name) from None


def unbook(booking: RoomBooking) -> None:
    """Give the room back."""
    audit.record(N_("released a room"), "event", booking.event.key, room=booking.room.key)
    db.session.delete(booking)


def release(event: Event) -> None:
    """Give back every room that is kept for ``event`` or its sessions."""
    db.session.execute(delete(RoomBooking).where(RoomBooking.event_id == event.id))


def move_bookings(event: Event) -> list[Room]:
    """Let the rooms follow ``event`` and its sessions; return those that were lost on the way.

    A room that is taken then is given back and never silently shared. The new date stands.
    """
    bookings = db.session.scalars(select(RoomBooking).where(RoomBooking.event_id == event.id)).all()
    kept = [(booking.room, booking.session, booking.shared_because) for booking in bookings]
    release(event)
    lost = []
    for room, session, shared_because in kept:
        try:
            book(event, room=room, session=session, shared_because=shared_because)
        except (Conflict, Refused, InvalidInput):
            audit.record(N_("lost a room"), "event", event.key, room=room.key)
            lost.append(room)
    return lost


def accept_clash(event: Event, *, reason: str) -> ClashAccepted:
    """Remember why staff went ahead although somebody or some room is in two places at once."""
    accepted = ClashAccepted(
        event_id=event.id,
        reason=reason,
        accepted_by=current_user_id(),
    )
    db.session.add(accepted)
    audit.record(N_("went ahead in spite of a clash"), "event", event.key, reason=reason)
    return accepted

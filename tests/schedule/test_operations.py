"""Rooms: booked once, given back, and following their events."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import GrantHeld, StaffMember
from app.core.errors import Conflict, InvalidInput, Refused
from app.events.operations import cancel, edit_session, postpone, reschedule
from app.infra.models import AuditEntry
from app.infra.transaction import transaction
from app.schedule import operations
from app.schedule.models import ClashAccepted, Room, RoomBooking
from tests.factories.events import add_event, add_session, in_days
from tests.factories.schedule import add_room


@pytest.fixture
def writing(as_system):
    with transaction():
        yield as_system


def bookings(session):
    return session.scalar(select(func.count(RoomBooking.id)))


def test_a_room_is_booked_for_the_time_of_the_event(writing):
    event = add_event(local_start=datetime(2030, 5, 1, 10))
    booking = operations.book(event, room=add_room())
    assert (booking.starts_at, booking.ends_at) == (event.starts_at, event.ends_at)


def test_a_room_is_booked_for_one_session(writing):
    event = add_event()
    session = add_session(event)
    booking = operations.book(event, room=add_room(), session=session)
    assert (booking.starts_at, booking.ends_at) == (session.starts_at, session.ends_at)


def test_whole_days_are_booked_where_no_hour_is_known(writing):
    event = add_event(local_start=datetime(2030, 5, 1), date_only=True)
    booking = operations.book(event, room=add_room())
    assert booking.ends_at - booking.starts_at == timedelta(days=1)


def test_a_taken_room_is_refused_by_the_name_of_what_takes_it(writing):
    room = add_room("Great Hall")
    operations.book(add_event(title="The first"), room=room)
    with pytest.raises(Conflict) as refusal:
        operations.book(add_event(title="The second"), room=room)
    assert str(refusal.value) == "Great Hall is taken by “The first” at this time."
    assert bookings(writing) == 1


def test_rooms_may_follow_each_other(writing):
    room = add_room()
    first = add_event(local_start=in_days(30, 10), local_end=in_days(30, 11))
    second = add_event(local_start=in_days(30, 11), local_end=in_days(30, 12))
    operations.book(first, room=room)
    operations.book(second, room=room)
    assert bookings(writing) == 2


def test_a_room_is_shared_for_a_reason(writing):
    room = add_room()
    operations.book(add_event(), room=room)
    operations.book(add_event(), room=room, shared_because="Two tables in one hall")
    assert bookings(writing) == 2


def test_an_event_does_not_take_its_room_twice(writing):
    event, room = add_event(), add_room()
    operations.book(event, room=room)
    with pytest.raises(Conflict) as refusal:
        operations.book(event, room=room, session=add_session(event))
    assert str(refusal.value) == "This event has Room 101 at this time already."


def test_what_has_no_date_takes_no_room(writing):
    event = add_event()
    postpone(event)
    with pytest.raises(Refused):
        operations.book(event, room=add_room())


def test_a_room_is_not_kept_for_longer_than_a_month(writing):
    event = add_event(local_start=datetime(2030, 5, 1), local_end=datetime(2030, 6, 30))
    with pytest.raises(InvalidInput):
        operations.book(event, room=add_room())


@pytest.mark.parametrize("call_off", [cancel, postpone])
def test_what_is_called_off_gives_its_rooms_back(writing, call_off):
    event = add_event()
    operations.book(event, room=add_room())
    call_off(event)
    assert bookings(writing) == 0


def test_bookings_move_with_their_event_and_its_sessions(writing):
    event = add_event(local_start=in_days(30), local_end=in_days(30, 12))
    session = add_session(event)
    operations.book(event, room=add_room("Hall"))
    operations.book(event, room=add_room("Corner"), session=session)
    reschedule(event, local_start=in_days(40), local_end=in_days(40, 12))
    found = writing.scalars(select(RoomBooking).order_by(RoomBooking.id)).all()
    assert [booking.starts_at for booking in found] == [event.starts_at, session.starts_at]
    assert found[1].session is session


def test_a_booking_moves_with_its_session_alone(writing):
    event = add_event(local_start=in_days(30), local_end=in_days(30, 16))
    session = add_session(event)
    booking = operations.book(event, room=add_room(), session=session)
    was = booking.starts_at
    edit_session(
        session,
        title="Later",
        kind=session.kind,
        local_start=in_days(30, 14),
        local_end=in_days(30, 15),
        place="",
        attribution=None,
        public=True,
        text="",
    )
    starts_at = writing.scalar(select(RoomBooking.starts_at))
    assert starts_at == session.starts_at == was + timedelta(hours=4)


def test_a_move_to_a_time_when_the_room_is_taken_gives_it_back(writing):
    room = add_room()
    event, other = add_event(), add_event(local_start=in_days(40))
    operations.book(event, room=room)
    kept = operations.book(other, room=room)
    reschedule(event, local_start=in_days(40))
    writing.flush()
    assert writing.scalars(select(RoomBooking)).all() == [kept]
    lost = select(func.count(AuditEntry.id)).where(AuditEntry.action == "lost a room")
    assert writing.scalar(lost) == 1


def test_the_database_itself_keeps_a_room_for_one(as_system):
    with transaction() as session:
        room, event = add_room("Great Hall"), add_event()
        other = add_event()
        operations.book(event, room=room)
        stray = RoomBooking(
            room=room, event=other, starts_at=event.starts_at, ends_at=event.ends_at
        )
        with pytest.raises(Conflict) as refusal:
            operations._keep(stray)
        # The transaction is still good for everything else.
        assert session.scalar(select(func.count(RoomBooking.id))) == 1
    assert str(refusal.value) == "Great Hall is taken at this time."


def test_the_name_of_an_event_out_of_reach_is_not_told(as_system):
    with transaction():
        room = add_room("Great Hall")
        operations.book(add_event(title="Unheard of (closed)", confidential=True), room=room)
        event = add_event(title="The second")
    room_id, event_id = room.id, event.id
    officer = StaffMember(1, "Ada", "ada@example.org", 1, (GrantHeld(StaffRole.PROGRAMME_OFFICER),))
    with viewing_as(officer), transaction() as session:
        event, room = session.get(type(event), event_id), session.get(Room, room_id)
        with pytest.raises(Conflict) as refusal:
            operations.book(event, room=room)
    assert str(refusal.value) == "Great Hall is taken at this time."


def test_the_reason_to_go_ahead_is_kept(writing):
    event = add_event()
    operations.accept_clash(event, reason="They know, and come late")
    writing.flush()
    assert writing.scalar(select(ClashAccepted.reason)) == "They know, and come late"


@pytest.mark.parametrize(
    "facts",
    [{"name": "House", "zone": "Moon/Tycho"}, {"name": "Taken", "zone": "Asia/Seoul"}],
    ids=["zone", "name"],
)
def test_a_venue_needs_a_zone_and_a_name_of_its_own(writing, facts):
    add_room(venue="Taken")
    with pytest.raises(InvalidInput):
        operations.add_venue(**facts)


def test_a_room_needs_a_name_of_its_own_in_its_house(writing):
    room = add_room("Hall")
    with pytest.raises(InvalidInput):
        operations.add_room(room.venue, name="Hall")
    assert operations.add_room(room.venue, name="Corner").venue is room.venue

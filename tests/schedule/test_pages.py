"""Rooms, bookings and the calendar, as staff work with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.events.models import Event
from app.events.rules import EventState
from app.extensions import db
from app.infra.transaction import transaction
from app.participation.operations import seat
from app.participation.rules import Role
from app.schedule.models import ClashAccepted, RoomBooking, Venue
from app.schedule.operations import book
from tests.databases import count_statements
from tests.factories.accounts import sign_in
from tests.factories.events import add_event, add_session
from tests.factories.people import add_person
from tests.factories.programmes import add_programme
from tests.factories.schedule import add_room
from tests.pages import parse

DAY = datetime(2030, 5, 15, 10)
MAY = "/staff/calendar/?day=2030-05-01"


@dataclass
class Talks:
    """An event on 15 May 2030, a room, and their addresses."""

    id: int
    event: str
    room: str
    rooms: str


@pytest.fixture
def talks(session):
    with viewing_as(SYSTEM), transaction():
        event = add_event(title="What the talks taught", local_start=DAY)
        add_session(event, title="First session")
        room = add_room("Great Hall", venue="Main House", capacity=80)
        return Talks(event.id, event.key, room.key, f"/staff/events/{event.key}/rooms/")


def test_a_venue_and_its_room_are_added_and_changed(client, session):
    sign_in(client)
    client.submit(
        "/staff/rooms/venues/new", {"name": "Main House", "city": "Seoul"}, button="Add the venue"
    )
    with viewing_as(SYSTEM):
        key = db.session.scalar(select(Venue.key))
    url = f"/staff/rooms/venues/{key}"
    client.submit(f"{url}/rooms/new", {"name": "Hall", "capacity": "80"}, button="Add the room")
    client.submit(url, {"zone": "Asia/Seoul"}, button="Save")
    page = client.get("/staff/rooms/").text
    assert "Hall" in page
    assert "Seoul time" in page
    again = client.submit(f"{url}/rooms/new", {"name": "Hall"}, button="Add the room")
    assert again.status_code == 422
    assert "This venue has a room of this name already." in again.text


def test_a_room_is_kept_and_given_back(client, talks):
    sign_in(client)
    assert client.submit(talks.rooms, button="Keep the room").status_code == 303
    assert "Great Hall is kept." in client.get(talks.rooms).text
    client.submit(talks.rooms, button="Give back Great Hall")
    with viewing_as(SYSTEM):
        assert db.session.scalar(select(func.count(RoomBooking.id))) == 0


def test_a_room_is_kept_for_each_session(client, talks):
    with viewing_as(SYSTEM), transaction() as session:
        event = session.get(Event, talks.id)
        add_session(event, title="Afternoon", local_start=DAY.replace(hour=14))
        add_session(event, title="Dinner", local_start=None)
    sign_in(client)
    client.submit(talks.rooms, {"what": "each"}, button="Keep the room")
    with viewing_as(SYSTEM):
        sessions = [one.session.title for one in db.session.scalars(select(RoomBooking))]
    assert sorted(sessions) == ["Afternoon", "First session"]


def test_an_old_page_gives_back_no_other_room(client, talks):
    with viewing_as(SYSTEM), transaction() as session:
        event = session.get(Event, talks.id)
        add_session(event, title="Afternoon", local_start=DAY.replace(hour=14))
    sign_in(client)
    client.submit(talks.rooms, {"what": "each"}, button="Keep the room")
    page = parse(client.get(talks.rooms).text)
    buttons = [form for form in page.iter("form") if "/release" in form.get("action", "")]
    token = next(field for field in buttons[0].iter("input")).get("value")
    answers = [
        client.post(buttons[0].get("action"), data={"csrf_token": token}).status_code
        for _ in range(2)
    ]
    assert answers == [303, 404]
    with viewing_as(SYSTEM):
        assert db.session.scalar(select(func.count(RoomBooking.id))) == 1


def test_a_taken_room_is_told_and_shared_for_a_reason(client, talks):
    with viewing_as(SYSTEM), transaction() as session:
        room = session.scalar(select(Venue)).rooms[0]
        book(add_event(title="Elsewhere", local_start=DAY), room=room)
    sign_in(client)
    answer = client.submit(talks.rooms, button="Keep the room")
    assert answer.status_code == 409
    assert "Great Hall is taken by “Elsewhere” at this time." in answer.text
    assert "Reason to share the room" in answer.text
    token = answer.text.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
    data = {"room": talks.room, "what": "", "reason": "Two tables", "csrf_token": token}
    assert client.post(talks.rooms, data=data).status_code == 303
    with viewing_as(SYSTEM):
        assert db.session.scalar(select(ClashAccepted.reason)) == "Two tables"


def test_readers_look_and_do_not_touch(client, talks):
    sign_in(client, role=StaffRole.READER)
    assert "Keep the room" not in client.get(talks.rooms).text
    assert "Add a venue" not in client.get("/staff/rooms/").text
    assert client.get("/staff/rooms/venues/new").status_code == 404
    assert client.get(f"/staff/rooms/{talks.room}").status_code == 404


@pytest.mark.parametrize("view", ["month", "week", "list"])
def test_the_calendar_shows_what_is_held(client, talks, view):
    sign_in(client, role=StaffRole.READER)
    page = client.get(f"/staff/calendar/?view={view}&day=2030-05-13").text
    assert "What the talks taught" in page
    assert "10:00 am" in page
    assert "Private" in page


def test_the_calendar_keeps_the_readers_clock(client, talks):
    sign_in(client)
    page = client.get(f"{MAY}&zone=Asia/Seoul").text
    assert "11:00 pm" in page
    assert "in Seoul time" in page


def test_the_calendar_is_narrowed_by_programme_room_and_person(client, talks):
    with viewing_as(SYSTEM), transaction() as session:
        programme = add_programme(name="Pacific")
        add_event(title="By programme", local_start=DAY, programme=programme)
        by_room = add_event(title="By room", local_start=DAY)
        book(by_room, room=session.scalar(select(Venue)).rooms[0])
        person = add_person("Vera Example")
        seat(add_event(title="By person", local_start=DAY), person=person, roles=[Role.CHAIR])
        keys = {"programme": programme.key, "room": talks.room, "person": person.key}
    sign_in(client)
    for name, key in keys.items():
        page = client.get(f"{MAY}&{name}={key}").text
        titles = {f"By {other}" for other in keys if f"By {other}" in page}
        assert titles == {f"By {name}"}
        assert "1 event:" in page


@pytest.mark.parametrize(
    "query",
    [
        "view=year",
        "day=yesterday",
        "day=0001-01-01",
        "day=9999-12-31",
        "zone=Moon/Tycho",
        "room=nowhere",
        "person=nobody&programme=none",
    ],
)
def test_what_cannot_be_meant_is_as_if_it_were_not_there(client, talks, query):
    sign_in(client)
    assert client.get(f"/staff/calendar/?{query}").status_code == 200


def test_holds_and_cancelled_events_say_what_they_are(client, talks):
    with viewing_as(SYSTEM), transaction():
        add_event(title="Perhaps", local_start=DAY, state=EventState.HOLD)
        add_event(title="Not any more", local_start=DAY, state=EventState.CANCELLED)
    sign_in(client)
    page = client.get(MAY).text
    assert 'class="cal-entry hold"' in page
    assert 'class="cal-entry cancelled"' in page


def test_the_calendar_leaves_out_what_the_viewer_may_not_know(client, talks):
    with viewing_as(SYSTEM), transaction():
        add_event(title="Unheard of (closed)", local_start=DAY, confidential=True)
    sign_in(client, role=StaffRole.PROGRAMME_OFFICER)
    page = client.get(MAY).text
    assert "1 event, in" in page
    assert "Unheard of" not in page


def test_the_calendar_costs_the_same_for_one_and_for_three(client, talks):
    sign_in(client)
    counts = []
    for _ in range(3):
        with count_statements() as statements:
            assert client.get(MAY).status_code == 200
        counts.append(len(statements))
        with viewing_as(SYSTEM), transaction():
            add_event(title="Another", local_start=DAY)
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 6

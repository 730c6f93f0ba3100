"""People in two places at once, told as far as the viewer may know."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import GrantHeld, StaffMember
from app.events.checks import EventDraft, warnings_for
from app.events.models import Event
from app.events.operations import cancel
from app.events.rules import EventState
from app.extensions import db
from app.infra.transaction import transaction
from app.participation.clashes import clashes_at
from app.participation.queries import seats_of
from app.participation.rules import SeatState
from tests.databases import count_statements
from tests.factories.events import add_event, add_session, in_days, release
from tests.factories.participation import seat
from tests.factories.people import add_person

OFFICER = StaffMember(1, "Ada", "ada@example.org", 1, (GrantHeld(StaffRole.PROGRAMME_OFFICER),))


def messages(event):
    return [str(clash.message % clash.facts) for clash in clashes_at(event, seats_of(event))]


@pytest.fixture
def writing(as_system):
    with transaction():
        yield as_system


def test_somebody_in_two_places_is_found_by_name(writing):
    person = add_person("Vera Example")
    seat(add_event(title="Elsewhere"), person)
    event = add_event()
    seat(event, person, state=SeatState.SHORTLISTED)
    assert messages(event) == ["Vera Example is at “Elsewhere” at this time."]


@pytest.mark.parametrize(
    "state", [SeatState.DECLINED, SeatState.WITHDREW, SeatState.UNABLE_TO_ATTEND]
)
def test_who_does_not_come_is_free(writing, state):
    person = add_person()
    seat(add_event(), person, state=state)
    event = add_event()
    seat(event, person)
    assert messages(event) == []


@pytest.mark.parametrize("state", [EventState.IDEA, EventState.CANCELLED, EventState.POSTPONED])
def test_what_is_not_going_to_be_held_takes_nobodys_time(writing, state):
    person = add_person()
    seat(add_event(state=state), person)
    event = add_event()
    seat(event, person)
    assert messages(event) == []


def test_a_session_takes_only_its_own_time(writing):
    person = add_person("Vera Example")
    other = add_event(title="Elsewhere", local_start=in_days(30, 9), local_end=in_days(30, 17))
    late = add_session(other, local_start=in_days(30, 16), local_end=in_days(30, 17))
    seat(other, person, session=late)
    morning = add_event(local_start=in_days(30, 9), local_end=in_days(30, 12))
    evening = add_event(local_start=in_days(30, 16), local_end=in_days(30, 18))
    seat(morning, person)
    seat(evening, person)
    assert messages(morning) == []
    assert messages(evening) == ["Vera Example is at “Elsewhere” at this time."]


def test_new_dates_are_checked_before_they_are_saved(writing):
    person = add_person("Vera Example")
    seat(add_event(title="Elsewhere", local_start=in_days(50)), person)
    event = add_event()
    seat(event, person)
    span = add_event(local_start=in_days(50)).span
    assert warnings_for(EventDraft(span=event.span, event=event)) == []
    expected = ["Vera Example is at “Elsewhere” at this time."]
    assert warnings_for(EventDraft(span=span, event=event)) == expected
    assert warnings_for(EventDraft(span=span, copy_of=event)) == expected


def test_an_event_out_of_reach_makes_people_busy_and_tells_nothing(as_system):
    with transaction():
        person = add_person("Vera Example")
        for title in ("Unheard of (closed)", "Nor this (closed)"):
            seat(add_event(title=title, confidential=True), person)
        event = add_event(title="What all may know")
        seat(event, person)
    event_id = event.id
    with viewing_as(OFFICER):
        event = db.session.get(Event, event_id)
        found = clashes_at(event, seats_of(event))
        said = warnings_for(EventDraft(span=event.span, event=event))
    assert [(clash.what, clash.when, clash.event) for clash in found] == [(None, None, None)]
    assert said == ["Vera Example is busy at this time."]


def test_a_closed_session_of_a_public_event_makes_people_busy_alone(as_system):
    """The event may be known, but not that somebody sits in its closed part."""
    with transaction():
        person = add_person("Vera Example")
        open_event = add_event(title="Open day")
        dinner = add_session(open_event, title="Dinner (closed)", public=False)
        seat(open_event, person, session=dinner)
        release(open_event)
        event = add_event(title="Mine", local_end=in_days(30, 12))
        seat(event, person)
    event_id = event.id
    bounded = StaffMember(
        1, "Ada", "ada@example.org", 1, (GrantHeld(StaffRole.EVENT_COORDINATOR, event_id=event_id),)
    )
    with viewing_as(bounded):
        assert messages(db.session.get(Event, event_id)) == ["Vera Example is busy at this time."]


def test_one_statement_finds_the_clashes_of_all(writing):
    event = add_event()
    counts = []
    for number in range(3):
        person = add_person(f"Vera Example {number}")
        seat(event, person)
        seat(add_event(), person)
        writing.flush()
        writing.expire_all()
        loaded = writing.get(Event, event.id)
        assert loaded is not None
        assert len(loaded.sessions) == 0
        with count_statements() as statements:
            assert len(clashes_at(loaded, seats_of(loaded))) == number + 1
        counts.append(len(statements))
    # The seats and their roles, then everybody's other seats.
    assert counts == [3, 3, 3]


def test_a_cancelled_event_frees_its_people(writing):
    person = add_person()
    other, event = add_event(), add_event()
    seat(other, person)
    seat(event, person)
    assert messages(event) != []
    cancel(other)
    writing.flush()
    assert messages(event) == []


def test_the_hours_of_days_without_an_hour_are_all_taken(writing):
    person = add_person("Vera Example")
    event = add_event(title="Retreat", local_start=in_days(30), date_only=True)
    seat(event, person)
    evening = add_event(local_start=in_days(30, 20))
    next_day = add_event(local_start=in_days(30, 0) + timedelta(days=1))
    seat(evening, person)
    seat(next_day, person)
    assert messages(evening) == ["Vera Example is at “Retreat” at this time."]
    assert messages(next_day) == []

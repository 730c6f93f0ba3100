"""Guests of other systems are seated as far as they had come there; nothing of it is public."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access.enforcement import viewing_as
from app.access.viewers import ANONYMOUS
from app.core.errors import Refused
from app.events.models import Event, EventSession
from app.events.operations import publish
from app.imports.peers.reading import read_guests
from app.imports.peers.report import GuestReport
from app.imports.peers.writing import NewEvent, seat_guests
from app.infra.models import AuditEntry
from app.infra.transaction import rehearsal, transaction
from app.participation.models import Participation, SeatChange
from app.participation.operations import act
from app.participation.rules import Channel, SeatAction, SeatState
from app.people.models import Person
from tests.factories.events import add_event
from tests.factories.people import add_person

DATA = Path(__file__).parents[2] / "data" / "peers"
TABLES = (Event, EventSession, Participation, SeatChange, Person, AuditEntry)


def content(name: str) -> bytes:
    return (DATA / name).read_bytes()


def seat_file(into: Event | NewEvent, data: bytes, job: str = "a job") -> GuestReport:
    with transaction():
        return seat_guests(read_guests(data), into, job=job)


def rows(session: Session) -> list[int]:
    return [session.scalar(select(func.count()).select_from(model)) or 0 for model in TABLES]


def seats(session: Session) -> set[tuple[str, str, str, bool, str]]:
    """Who sits in which session in which state, whether they may be listed, and their paper."""
    return {
        (
            seat.person.display_name if seat.person else "",
            seat.session.title if seat.session else "",
            seat.state.value,
            seat.listed,
            seat.paper_title,
        )
        for seat in session.scalars(select(Participation))
    }


@pytest.fixture
def event(as_system: Session) -> Event:
    del as_system
    with transaction():
        return add_event(title="A forum")


SUBMISSIONS = {
    ("Vera Kim", "Confirmed talk", "confirmed", True, ""),
    ("Jonas Ødegård", "Accepted talk", "accepted", False, ""),
    ("Amina Diallo", "", "shortlisted", False, "Pending talk with a time"),
    ("Amina Diallo", "", "shortlisted", False, "Draft talk"),
    ("Vera Kim", "", "declined", False, "Rejected talk with a time"),
    ("Theo Brandt", "", "declined", False, "Rejected talk with a time"),
    ("Lin Xiaoyu", "", "withdrew", False, "Cancelled talk"),
}
REGISTRANTS = {
    ("Vera Kim", "", "confirmed", False, ""),
    ("Amina Diallo", "", "shortlisted", False, ""),
    ("Theo Brandt", "", "declined", False, ""),
    ("Xiaoyu Lin", "", "withdrew", False, ""),
    ("Jonas Odegard", "", "accepted", False, ""),
}


@pytest.mark.parametrize(
    ("name", "expected"), [("submissions.json", SUBMISSIONS), ("indico.csv", REGISTRANTS)]
)
def test_everybody_is_as_far_as_they_were_there(
    as_system: Session, event: Event, name: str, expected: set[object]
) -> None:
    seat_file(event, content(name))
    assert seats(as_system) == expected


@pytest.mark.parametrize("name", ["submissions.json", "schedule.json", "indico.csv"])
def test_the_same_file_twice_changes_nothing(as_system: Session, event: Event, name: str) -> None:
    seat_file(event, content(name))
    before = rows(as_system)
    again = seat_file(event, content(name), "another job")
    assert (rows(as_system), again.is_idle) == (before, True)


def test_a_rehearsal_leaves_no_trace(as_system: Session, event: Event) -> None:
    before = rows(as_system)
    with rehearsal():
        report = seat_guests(read_guests(content("indico.csv")), event, job="a job")
    assert (rows(as_system), report.number("seats", "added")) == (before, 5)


def test_a_schedule_becomes_a_new_event_once(as_system: Session) -> None:
    for job in ("a job", "another job"):
        report = seat_file(NewEvent(""), content("schedule.json"), job)
    [made] = as_system.scalars(select(Event)).all()
    assert report.event == made.key
    assert (made.title, made.zone, made.publication) == (
        "Forum on Quiet Diplomacy",
        "Asia/Seoul",
        "unpublished",
    )
    assert {
        (
            session.title,
            f"{session.local_start:%d %H:%M}",
            f"{session.local_end:%H:%M}",
            session.public,
        )
        for session in made.sessions
    } == {
        ("What a hotline is for", "09 10:00", "10:45", False),
        ("Fishing grounds", "09 11:00", "12:30", False),
    }
    assert as_system.scalar(select(func.count()).select_from(Person)) == 2


def test_a_new_event_needs_a_title_and_a_day(as_system: Session) -> None:
    del as_system
    with pytest.raises(Refused, match="what the new event is called"):
        seat_file(NewEvent("A forum"), content("indico.csv"))
    assert seat_file(NewEvent("A forum", date(2027, 3, 9)), content("indico.csv")).new_event


def test_nothing_of_a_file_is_public_even_at_a_public_event(
    as_system: Session, event: Event
) -> None:
    with transaction():
        publish(event)
    seat_file(event, content("schedule.json"))
    as_system.expunge_all()
    with viewing_as(ANONYMOUS):
        assert as_system.scalars(select(Event)).all() != []
        for model in (Participation, Person, EventSession):
            assert as_system.scalars(select(model)).all() == []


def test_a_newer_file_leads_on_whom_nobody_has_led_elsewhere(
    as_system: Session, event: Event
) -> None:
    seat_file(event, content("indico.csv"))
    newer = content("indico.csv").replace(b"Awaiting approval", b"Completed")
    assert seat_file(event, newer, "another job").number("seats", "changed") == 1
    assert set(as_system.scalars(select(SeatChange.channel))) == {Channel.IMPORT}
    with transaction():
        taken = as_system.scalars(
            select(Participation).where(Participation.state == SeatState.CONFIRMED)
        ).all()
        act(taken[0], SeatAction.WITHDRAW)
    report = seat_file(event, newer, "a third job")
    assert (report.number("seats", "changed"), [seat.why for seat in report.seats if seat.why]) == (
        0,
        ["The file says something else than staff decided here."],
    )


def test_speakers_without_an_address_are_known_by_a_name_that_one_person_bears(
    as_system: Session, event: Event
) -> None:
    with transaction():
        vera = add_person(display_name="Vera Kim")
    report = seat_file(event, content("schedule.json"))
    assert (report.number("people", "added"), report.number("people", "unchanged")) == (1, 1)
    assert (
        len(as_system.scalars(select(Participation).where(Participation.person == vera)).all()) == 2
    )


def test_registrants_with_an_address_are_not_known_by_name_alone(
    as_system: Session, event: Event
) -> None:
    with transaction():
        add_person(display_name="Vera Kim")
    assert seat_file(event, content("indico.csv")).number("people", "added") == 5
    assert as_system.scalar(select(func.count()).select_from(Person)) == 6

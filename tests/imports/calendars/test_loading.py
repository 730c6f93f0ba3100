"""Calendars, pages and schedules are written event by event; nothing of them is public by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access.enforcement import viewing_as
from app.access.viewers import ANONYMOUS
from app.events.models import Event, EventSession, PreviousDate, Recording
from app.events.operations import confirm, edit_event, publish
from app.events.rules import EventState, Format, Publication
from app.imports.calendars.found import Reading
from app.imports.calendars.loading import load, rehearse
from app.imports.calendars.reading import Asked, read_events
from app.imports.calendars.report import CalendarReport
from app.imports.calendars.writing.events import Into
from app.imports.models import LoadedEvent
from app.imports.peers.reading import read_guests
from app.imports.peers.writing import NewEvent, seat_guests
from app.infra.models import AuditEntry
from app.infra.transaction import transaction
from app.participation.models import Participation
from app.people.models import Person
from app.programmes.operations import find_or_add_topic
from tests.factories.accounts import add_user

DATA = Path(__file__).parents[2] / "data" / "calendars"
FILES = sorted(path.name for path in DATA.iterdir())
TABLES = (
    Event,
    EventSession,
    Participation,
    Person,
    Recording,
    LoadedEvent,
    PreviousDate,
    AuditEntry,
)
ZONE = "America/New_York"


@pytest.fixture
def into(as_system: Session) -> Into:
    """Say who owns what is loaded."""
    with transaction():
        user = add_user()
    return Into(owner_id=user.id)


def read(content: bytes) -> Reading:
    return read_events(content, Asked(zone=ZONE, today=date(2027, 1, 1), title="A forum"))


def content(name: str) -> bytes:
    return (DATA / name).read_bytes()


def load_file(data: bytes, into: Into) -> CalendarReport:
    return load(read(data), into, zone=ZONE)


def rows(session: Session) -> list[int]:
    return [session.scalar(select(func.count()).select_from(model)) or 0 for model in TABLES]


def told(report: CalendarReport) -> dict[str, int]:
    """What is new or changed; what stays is not told."""
    return {
        name: number for name, number in report.counts.items() if not name.endswith("unchanged")
    }


def one(session: Session, title: str) -> Event:
    return session.scalars(select(Event).where(Event.title == title)).one()


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_loaded_once_told_beforehand_and_private(
    as_system: Session, into: Into, name: str
) -> None:
    before = rows(as_system)
    foretold = rehearse(read(content(name)), into, zone=ZONE)
    assert rows(as_system) == before
    report = load_file(content(name), into)
    assert (told(report), report.skipped) == (told(foretold), foretold.skipped)
    after = rows(as_system)
    again = load_file(content(name), into)
    assert (rows(as_system), told(again)) == (after, {})
    assert set(as_system.scalars(select(Event.publication))) == {Publication.UNPUBLISHED}
    as_system.expunge_all()
    with viewing_as(ANONYMOUS):
        for model in (Event, EventSession, Participation, Person, Recording):
            assert as_system.scalars(select(model)).all() == []


def test_each_entry_lands_as_far_as_it_has_come(as_system: Session, into: Into) -> None:
    load_file(content("google.ics"), into)
    landed = {
        (event.title, f"{event.local_start:%m-%d}", event.state.value, event.confidential)
        for event in as_system.scalars(select(Event))
    }
    assert landed == {
        ("Brown-bag lunch: fishing grounds", "03-02", "confirmed", False),
        ("Brown-bag lunch: moved to Wednesday", "03-17", "confirmed", False),
        ("Brown-bag lunch: fishing grounds", "03-23", "cancelled", False),
        ("Brown-bag lunch: fishing grounds", "03-30", "confirmed", False),
        ("Preparatory call with Seoul", "04-15", "hold", True),
        ("Spring workshop", "06-01", "confirmed", False),
    }
    call = one(as_system, "Preparatory call with Seoul")
    assert (call.place, call.summary_upcoming, call.format) == ("", "", Format.VIRTUAL)
    assert call.join_link is not None
    assert call.dossier is not None
    assert "Passcode: 1234" in call.dossier.notes
    assert as_system.scalars(select(Participation)).all() == []


def test_a_private_entry_without_an_owner_is_left_out(as_system: Session) -> None:
    report = load_file(content("google.ics"), Into())
    assert [remark.title for remark in report.skipped] == ["Preparatory call with Seoul"]
    assert as_system.scalars(select(Event).where(Event.confidential)).all() == []


def test_a_schedule_is_one_conference_with_its_sessions(as_system: Session, into: Into) -> None:
    report = load_file(content("frab.json"), into)
    forum = one(as_system, "Forum on Quiet Diplomacy")
    assert (forum.kind, forum.zone, forum.date_only) == ("conference", "Asia/Seoul", True)
    assert [
        (session.title, f"{session.local_start:%d %H:%M}", session.place, session.public)
        for session in forum.sessions
    ] == [
        ("What a hotline is for", "09 10:00", "Hall A", True),
        ("한반도 평화", "09 12:00", "Hall A", True),
        ("한반도 평화", "09 12:00", "Hall A", True),
        ("Nine speakers", "09 13:00", "Garden", True),
        ("After midnight", "10 00:30", "Hall A", True),
        ("Panel discussion", "10 11:00", "Hall A", False),
    ]
    assert [recording.public for recording in forum.recordings] == [False]
    assert report.number("people", "added") == 12
    seats = as_system.scalars(select(Participation)).all()
    assert {(seat.state.value, seat.listed) for seat in seats} == {
        ("confirmed", True),
        ("accepted", False),
    }


def test_what_was_loaded_as_people_of_an_event_is_the_same_event(
    as_system: Session, into: Into
) -> None:
    data = (DATA.parent / "peers" / "schedule.json").read_bytes()
    with transaction():
        seat_guests(read_guests(data), NewEvent(""), job="a job")
    before = rows(as_system)[:4]
    report = load_file(data, into)
    assert rows(as_system)[:4] == before
    assert report.number("events", "changed") == 1
    assert one(as_system, "Forum on Quiet Diplomacy").state is EventState.CONFIRMED


def test_a_page_tells_of_former_dates_people_and_recordings(as_system: Session, into: Into) -> None:
    with transaction():
        find_or_add_topic("Peace processes")
    report = load_file(content("drupal.html"), into)
    fishing = one(as_system, "Fishing grounds & quiet diplomacy")
    assert [f"{former.starts_at:%m-%d %H:%M}" for former in fishing.previous_dates] == [
        "03-09 15:00",
        "04-13 14:00",
    ]
    assert [topic.name for topic in fishing.topics] == ["Peace processes"]
    assert {
        (seat.billing_name, seat.billing_offices, seat.roles[0].role.value)
        for seat in as_system.scalars(select(Participation).where(Participation.event == fishing))
    } == {
        ("Vera Kim", "Director, Institute A", "panellist"),
        ("Jonas Ødegård", "", "panellist"),
        ("Amina Diallo", "", "moderator"),
    }
    assert [recording.public for recording in fishing.recordings] == [False]
    assert one(as_system, "Called off").state is EventState.CANCELLED
    assert one(as_system, "A talk in Seoul").zone == "Asia/Seoul"
    assert any("There are no such topics here: Fish" in str(each) for each in report.remarks)


ENTRY = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:one
SUMMARY:{title}
DTSTART;TZID=America/New_York:2027060{day}T100000
DTEND;TZID=America/New_York:2027060{day}T110000
SEQUENCE:{sequence}
STATUS:{status}
END:VEVENT
END:VCALENDAR
"""


def entry(
    title: str = "A panel", day: int = 1, sequence: int = 1, status: str = "CONFIRMED"
) -> bytes:
    return ENTRY.format(title=title, day=day, sequence=sequence, status=status).encode()


def test_a_newer_entry_corrects_and_an_older_one_does_not(as_system: Session, into: Into) -> None:
    load_file(entry(), into)
    report = load_file(entry("A better panel", day=2, sequence=2), into)
    event = as_system.scalars(select(Event)).one()
    assert (event.title, f"{event.local_start:%d}", event.previous_dates) == (
        "A better panel",
        "02",
        [],
    )
    assert [(each.what, each.was) for each in report.differences] == [
        ("Title", "A panel"),
        ("Date", "2027-06-01 10:00, America/New_York"),
    ]
    older = load_file(entry(), into)
    assert [remark.message for remark in older.skipped] == [
        "It is older than what was loaded before."
    ]
    assert as_system.scalars(select(Event.title)).all() == ["A better panel"]


def test_what_staff_changed_stands_as_long_as_the_file_says_the_same(
    as_system: Session, into: Into
) -> None:
    load_file(entry(), into)
    with transaction():
        edit_event(as_system.scalars(select(Event)).one(), title="A title of ours")
    assert told(load_file(entry(), into)) == {}
    assert as_system.scalars(select(Event.title)).all() == ["A title of ours"]


def test_whoever_was_told_of_a_date_is_told_of_the_new_one(as_system: Session, into: Into) -> None:
    load_file(entry(status="TENTATIVE"), into)
    event = as_system.scalars(select(Event)).one()
    assert event.state is EventState.HOLD
    with transaction():
        confirm(event)
        publish(event)
    load_file(entry(day=3, sequence=2), into)
    assert len(as_system.scalars(select(PreviousDate)).all()) == 1
    load_file(entry(day=3, sequence=3, status="CANCELLED"), into)
    assert as_system.scalars(select(Event.state)).all() == [EventState.CANCELLED]
    report = load_file(entry(day=3, sequence=4), into)
    assert ["here it is cancelled" in str(each) for each in report.remarks] == [True]


def test_what_comes_to_a_public_event_or_is_no_longer_accepted_is_closed(
    as_system: Session, into: Into
) -> None:
    data = content("frab.json")
    load_file(data, into)
    with transaction():
        publish(one(as_system, "Forum on Quiet Diplomacy"))
    newer = data.replace(
        b'"title": "Nine speakers"', b'"state": "withdrawn", "title": "Nine speakers"'
    )
    newer = newer.replace(b'"state": "rejected"', b'"state": "confirmed"')
    report = load_file(newer, into)
    open_now = {
        session.title: session.public
        for session in one(as_system, "Forum on Quiet Diplomacy").sessions
    }
    assert (open_now["Nine speakers"], open_now["Fishing grounds"]) == (False, False)
    assert any("so it is closed" in str(remark) for remark in report.remarks)
    later = load_file(newer.replace(b'"Fishing grounds"', b'"Fishing rights"'), into)
    assert any("but closed here" in str(remark) for remark in later.remarks)
    [theo] = as_system.scalars(
        select(Participation).where(Participation.billing_name == "Theo Brandt")
    )
    assert theo.listed is False


def test_an_import_that_dies_is_finished_by_the_next(as_system: Session, into: Into) -> None:
    def die(done: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(read(content("google.ics")), into, zone=ZONE, advance=die)
    as_system.rollback()
    assert rows(as_system)[0] == 3
    report = load_file(content("google.ics"), into)
    assert (report.number("events", "added"), report.number("events", "unchanged")) == (3, 3)


def test_a_date_that_is_left_out_by_now_stays_and_is_told(as_system: Session, into: Into) -> None:
    weekly = entry().replace(b"STATUS", b"RRULE:FREQ=WEEKLY;COUNT=2\r\nSTATUS")
    load_file(weekly, into)
    left_out = b"EXDATE;TZID=America/New_York:20270608T100000\r\nSTATUS"
    report = load_file(weekly.replace(b"STATUS", left_out), into)
    assert ["leaves out the date of 2027-06-08" in str(each) for each in report.remarks] == [True]
    assert len(as_system.scalars(select(Event)).all()) == 2


def test_an_event_of_this_very_site_is_not_doubled(as_system: Session, into: Into) -> None:
    load_file(entry(), into)
    own = as_system.scalars(select(Event.uid)).one()
    report = load_file(entry("From our own feed").replace(b"UID:one", b"UID:" + own.encode()), into)
    assert [remark.message for remark in report.skipped] == ["It is an event of this site itself."]

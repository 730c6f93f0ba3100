"""Calendar entries, as a calendar reads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from app.core.calendars import Partstat
from app.core.errors import NotFound
from app.events.exports import calendar_for_guests, event_calendar, feed_calendar
from app.events.models import Event, PreviousDate
from app.events.rules import EventState, Format, Publication

START = datetime(2026, 5, 20, 14, tzinfo=UTC)
UPDATED = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def house(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def event(**facts: Any) -> Event:
    given: dict[str, Any] = {
        "uid": "abc@example.org",
        "slug": "talks",
        "title": "What the talks taught",
        "state": EventState.CONFIRMED,
        "publication": Publication.PUBLIC,
        "zone": "America/New_York",
        "starts_at": START,
        "ends_at": START + timedelta(hours=2),
        "format": Format.IN_PERSON,
        "place": "Room 1, Washington",
        "sequence": 3,
        "updated_at": UPDATED,
        "summary_upcoming": "",
        "summary_past": "",
    }
    return Event(**given | facts)


def entry(of: Event, **facts: Any) -> Any:
    (found,) = Calendar.from_ical(event_calendar(of, **facts)).walk("VEVENT")
    return found


def test_says_what_a_client_needs_to_update_the_entry() -> None:
    found = entry(event())
    assert {
        name: str(found[name]) for name in ("UID", "SEQUENCE", "STATUS", "LOCATION", "URL")
    } == {
        "UID": "abc@example.org",
        "SEQUENCE": "3",
        "STATUS": "CONFIRMED",
        "LOCATION": "Room 1, Washington",
        "URL": "http://localhost/events/talks",
    }
    assert found["DTSTART"].dt == START
    assert found["DTEND"].dt == START + timedelta(hours=2)
    assert found["LAST-MODIFIED"].dt == UPDATED
    assert str(found["DESCRIPTION"]) == "10:00 am–12:00 pm, New York time (EDT)"


def test_whole_days_end_on_the_day_after_the_last() -> None:
    # Seoul's days begin at 15:00 UTC of the day before.
    first = datetime(2026, 5, 19, 15, tzinfo=UTC)
    days = event(
        zone="Asia/Seoul", starts_at=first, ends_at=first + timedelta(days=2), date_only=True
    )
    found = entry(days)
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2026, 5, 20), date(2026, 5, 22))


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (EventState.HOLD, "TENTATIVE"),
        (EventState.CONFIRMED, "CONFIRMED"),
        (EventState.HELD, "CONFIRMED"),
        (EventState.POSTPONED, "CANCELLED"),
        (EventState.CANCELLED, "CANCELLED"),
    ],
)
def test_every_state_has_its_word(state: EventState, status: str) -> None:
    assert str(entry(event(state=state))["STATUS"]) == status


def test_without_a_date_the_last_one_is_struck() -> None:
    put_off = event(state=EventState.POSTPONED, starts_at=None, ends_at=None)
    put_off.previous_dates = [
        PreviousDate(starts_at=START, ends_at=START + timedelta(hours=1), zone="Asia/Seoul")
    ]
    found = entry(put_off)
    assert (found["DTSTART"].dt, str(found["STATUS"])) == (START, "CANCELLED")


def test_what_never_had_a_date_has_no_entry() -> None:
    idea = event(starts_at=None, ends_at=None)
    with pytest.raises(NotFound):
        event_calendar(idea)
    assert Calendar.from_ical(feed_calendar([idea])).walk("VEVENT") == []


@pytest.mark.parametrize(
    ("format_", "join_url", "location"),
    [
        (Format.IN_PERSON, "", "Room 1, Washington"),
        (Format.HYBRID, "https://join.example/1", "Room 1, Washington"),
        (Format.VIRTUAL, "", "Online"),
        (Format.VIRTUAL, "https://join.example/1", "https://join.example/1"),
    ],
)
def test_the_join_link_is_there_for_those_it_was_given_for(
    format_: Format, join_url: str, location: str
) -> None:
    found = entry(event(format=format_), join_url=join_url)
    assert str(found["LOCATION"]) == location
    assert ("join.example" in str(found["DESCRIPTION"])) is bool(join_url)


def test_a_private_event_names_no_page() -> None:
    assert "URL" not in entry(event(publication=Publication.UNPUBLISHED))


def test_nobody_who_takes_part_is_named() -> None:
    assert "ATTENDEE" not in event_calendar(event())


def test_lines_are_folded_by_octets_and_text_survives() -> None:
    title = "한반도 평화; the “next, step” \\ 김보기 " * 8
    text = event_calendar(event(title=title.strip()))
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines] == text.split("\r\n")
    assert str(entry(event(title=title.strip()))["SUMMARY"]) == title.strip()


def test_the_same_event_gives_the_same_bytes_and_a_method() -> None:
    assert event_calendar(event()) == event_calendar(event())
    assert "METHOD:CANCEL\r\n" in event_calendar(event(), method="CANCEL")


NAMES = (
    "Vera Kim",
    'Jane "JD" Doe',
    "Kim, Vera; Dr.",
    "김민준",
    "Vera\r\nATTENDEE:mailto:x@y.org",
    "N" * 90,
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_the_entry_for_a_guest_holds_that_guest_alone(name: str, method: str) -> None:
    made = calendar_for_guests(event(), method=method)
    assert made is not None
    text = made(name, "vera+talks@example.org", Partstat.TENTATIVE)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    calendar = Calendar.from_ical(text)
    (found,) = calendar.walk("VEVENT")
    assert (str(calendar["METHOD"]), str(found["UID"]), int(found["SEQUENCE"])) == (
        method,
        "abc@example.org",
        3,
    )
    guest = found["ATTENDEE"]
    assert str(guest) == "mailto:vera+talks@example.org"
    assert (guest.params["PARTSTAT"], guest.params["RSVP"]) == ("TENTATIVE", "FALSE")
    assert str(found["STATUS"]) == ("CANCELLED" if method == "CANCEL" else "CONFIRMED")


def test_an_event_without_a_date_gives_guests_no_entry() -> None:
    assert calendar_for_guests(event(starts_at=None, ends_at=None), method="REQUEST") is None

"""Rows become events; what is wrong is named by line and column."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from app.events.rules import EventKind, SessionKind
from app.imports.panels import REQUIRED, Programmes, read_panels
from app.imports.sheet import read_sheet
from app.participation.rules import Role

PANELS = Path(__file__).parents[1] / "data" / "panels.csv"
ZONE = "America/New_York"
GOOD = {
    "event_title": "Lessons",
    "event_type": "conference",
    "event_start": "2006-09-25",
    "event_end": "2006-09-26",
    "time_zone": ZONE,
    "venue": "Hall",
    "visibility": "public",
    "session_order": "1",
    "session_title": "Opening",
    "session_kind": "panel",
    "session_start": "2006-09-25 13:00",
    "session_end": "2006-09-25 14:00",
    "session_visibility": "public",
    "role": "chair",
    "billing_order": "1",
    "name_as_printed": "Dr. Ada Example (ret.)",
    "title_and_organisation_as_printed": "Chair, Institute; former Envoy, 1973-1977",
    "paper_title": "",
    "note": "",
    "recording_url": "",
    "transcript_available": "no",
}


def read(*rows: Mapping[str, str]) -> Programmes:
    """Read rows that are like a good one but for what is given."""
    file = io.StringIO()
    writer = csv.DictWriter(
        file, [*GOOD, *{name for row in rows for name in row if name not in GOOD}]
    )
    writer.writeheader()
    writer.writerows({**GOOD, **row} for row in rows)
    return read_panels(read_sheet(file.getvalue().encode(), required=REQUIRED), zone="UTC")


def test_a_row_becomes_an_event_a_session_and_an_appearance() -> None:
    [meeting] = read({}).meetings
    assert (meeting.title, meeting.kind, meeting.zone) == ("Lessons", EventKind.CONFERENCE, ZONE)
    assert (meeting.first_day, meeting.last_day) == (date(2006, 9, 25), date(2006, 9, 26))
    [part] = meeting.parts
    assert (part.title, part.kind, part.public) == ("Opening", SessionKind.PANEL, True)
    assert part.local_start == datetime(2006, 9, 25, 13)
    [one] = part.appearances
    assert (one.name, one.role, one.order) == ("Dr. Ada Example (ret.)", Role.CHAIR, 1)
    assert one.offices == "Chair, Institute; former Envoy, 1973-1977"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"event_title": ""}, "event_title: This cell is empty."),
        ({"event_start": "25/09/2006"}, "event_start: “25/09/2006” is no date"),
        ({"event_start": "1806-09-25"}, "event_start: “1806-09-25” lies outside 1990 to 2100."),
        ({"event_end": "2006-09-24"}, "event_end: The end is before the start."),
        ({"event_type": "party"}, "event_type: “party” is not one of: dialogue_round"),
        ({"time_zone": "Mars/Base"}, "time_zone: There is no time zone “Mars/Base”."),
        ({"visibility": "secret"}, "visibility: “secret” is not one of: public, private."),
        ({"session_order": "first"}, "session_order: “first” is no whole number from 1."),
        ({"session_order": "²"}, "session_order: “²” is no whole number from 1."),
        ({"session_title": ""}, "session_title: This cell is empty."),
        ({"session_title": "x" * 301}, "session_title: This is too long: 301 characters"),
        ({"session_start": "13:00"}, "session_start: “13:00” is no time such as"),
        ({"session_start": "2006-09-25"}, "session_start: “2006-09-25” is no time such as"),
        (
            {"session_start": "2006-09-25 13:00+00:00"},
            "session_start: “2006-09-25 13:00+00:00” is no time",
        ),
        ({"session_start": ""}, "session_start: There is an end, but no start."),
        ({"session_end": "2006-09-25 12:00"}, "session_end: The end is before the start."),
        (
            {"session_start": "2006-09-24 13:00"},
            "session_start: “2006-09-24 13:00” lies outside the event, 2006-09-25 to 2006-09-26.",
        ),
        ({"role": "dancer"}, "role: “dancer” is not one of"),
        ({"billing_order": "0"}, "billing_order: “0” is no whole number from 1."),
        ({"name_as_printed": ""}, "name_as_printed: This cell is empty."),
        (
            {"recording_url": "javascript:alert(1)"},
            "recording_url: An address begins with https://.",
        ),
        ({"transcript_available": "perhaps"}, "transcript_available: “perhaps” is not one of"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_column(row: dict[str, str], fault: str) -> None:
    found = [str(each) for each in read({"session_order": "2"}, row).faults]
    assert [each for each in found if each.startswith(f"line 3, {fault}")], found


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"event_end": "2006-09-27"}, "event_end"),
        ({"time_zone": "Asia/Seoul"}, "time_zone"),
        ({"session_title": "Another"}, "session_title"),
        ({"session_end": "2006-09-25 15:00"}, "session_end"),
        ({"session_visibility": "private"}, "session_visibility"),
    ],
)
def test_rows_about_the_same_must_not_contradict_each_other(
    row: dict[str, str], column: str
) -> None:
    [fault] = read({}, {"billing_order": "2", **row}).faults
    assert str(fault) == f"line 3, {column}: This differs from line 2, which is about the same."


def test_a_place_in_the_programme_is_given_once() -> None:
    [fault] = read({}, {"name_as_printed": "Grace Example"}).faults
    assert str(fault).startswith("line 3, billing_order: Line 2 has this place")


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    day = {"event_start": "2012-03-11", "event_end": "2012-03-11"}
    times = {"session_start": "2012-03-11 02:30", "session_end": "2012-03-11 04:00"}
    [fault] = read({**day, **times}).faults
    assert (fault.line, fault.column) == (2, "session_start")


def test_who_is_not_printed_comes_after_who_is() -> None:
    [meeting] = read(
        {"billing_order": "", "name_as_printed": "Not Printed"},
        {"billing_order": "2", "name_as_printed": "Second"},
        {"billing_order": "1", "name_as_printed": "First"},
    ).meetings
    assert [one.name for one in meeting.parts[0].in_order] == ["First", "Second", "Not Printed"]


def test_columns_that_mean_nothing_are_told() -> None:
    assert read({"colour": "blue"}).ignored == ("colour",)


@pytest.mark.parametrize(
    ("note", "unable"),
    [
        ("Unable to attend", True),
        ("Unable to attend (stated in the transcript)", True),
        ("Joint paper", False),
        ("", False),
    ],
)
def test_a_note_says_who_did_not_come(note: str, *, unable: bool) -> None:
    [meeting] = read({"note": note}).meetings
    assert meeting.parts[0].appearances[0].unable is unable


def test_the_real_file_has_what_its_description_says() -> None:
    found = read_panels(read_sheet(PANELS.read_bytes(), required=REQUIRED), zone="UTC")
    assert found.faults == ()
    parts = [part for meeting in found.meetings for part in meeting.parts]
    people = [one for part in parts for one in part.appearances]
    assert [len(meeting.parts) for meeting in found.meetings] == [21, 17, 22, 6, 10]
    assert len(people) == 156
    assert len({one.name for one in people}) == 137
    assert sum(one.order is None for one in people) == 14
    assert sum(bool(one.paper) for one in people) == 45
    assert sum(part.transcript for part in parts) == 21
    assert sum(bool(part.recording_url) for part in parts) == 21
    assert sum(part.kind.is_pause for part in parts) == 30
    assert [part.kind for part in parts if not part.public] == [SessionKind.KEYNOTE]
    assert sum(one.unable for one in people) == 3
    assert Counter(part.kind for part in parts)[SessionKind.PANEL] > 0

"""Whatever is done to a file: it is read, or refused in words; never does it stop the house."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.imports.calendars.found import FileKind, Reading
from app.imports.calendars.reading import Asked, read_events
from app.imports.reading.refusals import Unreadable

FILES = [
    path.read_bytes()
    for path in sorted((Path(__file__).parents[2] / "data" / "calendars").iterdir())
]
SNIPPETS = [
    b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VCALENDAR", b"RRULE:FREQ=DAILY;INTERVAL=0", b"RRULE:FREQ=YEARLY;BYSETPOS=400",
    b"RRULE:FREQ=DAILY;BYHOUR=25;BYDAY=+60MO;COUNT=99999", b"DTSTART;TZID=:99991231T235959Z", b"DTSTART:00010101T000000",
    b"DTEND;VALUE=DATE:99991231", b"DURATION:P99999W", b"EXDATE:x", b"RECURRENCE-ID;RANGE=THISANDFUTURE:21001231T235959Z",
    b'TZID="', b"\xff\xfe", b"\xed\xa0\x80", b"\x00", b"\\ud800", b"null", b"[[[[", b'{"@id":"x"}', b'"subEvent":[{"@type":"Event"}]',
    b"9999-12-31T23:59:59-23:59", b"0001-01-01T00:00:00+23:59", b"<script type='application/ld+json'>", b"</script", b"1e999",
    b"TZOFFSETTO:+9999", b"RDATE:" + b"20270101," * 50, b"\r\n ", b"<![", b"<!ENTITY x 'y'>", b"2027-13-45", b"NaN", b"-1:-1",
]  # fmt: skip


def read(content: bytes, kind: FileKind | None = None) -> Reading | None:
    asked = Asked(zone="America/New_York", today=date(2027, 1, 1), kind=kind, title="A forum")
    try:
        reading = read_events(content, asked)
    except Unreadable:
        return None
    for remark in (*reading.skipped, *reading.remarks):
        assert str(remark)
    for found in reading.events:
        assert found.title
        assert found.digest
    return reading


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file, cut, shuffled and with foreign pieces in it."""
    content = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        how = draw(st.sampled_from(["cut", "drop", "flip", "insert", "shuffle", "double"]))
        if how == "cut":
            content = content[:at]
        elif how == "drop":
            content = content[:at] + content[at + draw(st.integers(1, 200)) :]
        elif how == "flip":
            content = content[:at] + draw(st.binary(min_size=1, max_size=4)) + content[at + 1 :]
        elif how == "insert":
            content = content[:at] + draw(st.sampled_from(SNIPPETS)) + content[at:]
        elif how == "double":
            content = content[:at] + content[:at][:4000] + content[at:]
        else:
            lines = content.split(b"\n")
            random.Random(draw(st.integers(0, 1000))).shuffle(lines)  # noqa: S311 - no secret.
            content = b"\n".join(lines)
    return content


@settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(content=damaged(), kind=st.sampled_from([None, None, *FileKind]))
@example(
    content=b"BEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=\xff:20270101T000000\nEND:VEVENT", kind=None
)
@example(content=b'[{"title": {"en": null}, "speakers": [[], {}, 7]}]', kind=FileKind.SCHEDULE)
@example(
    content=b'{"@graph": [{"@type": ["Event", 7, null], "name": [{}], "startDate": {}}]}', kind=None
)
def test_a_damaged_file_is_read_as_far_as_it_goes(content: bytes, kind: FileKind | None) -> None:
    read(content, kind)


def test_nesting_and_repetition_cost_no_more_than_their_length() -> None:
    deep = (
        b'{"@type":"Event","name":"a","startDate":"2027-01-01","subEvent":' * 400
        + b"1"
        + b"}" * 400
    )
    read(deep)
    read(b"<script type='application/ld+json'>" * 100_000)
    read(b"BEGIN:VEVENT\n" * 9_000)
    read(b"BEGIN:X\n" * 100_000 + b"BEGIN:VEVENT\nEND:VEVENT")
    read(
        b"BEGIN:VEVENT\nSUMMARY:x\nDTSTART:20270101T000000\nDESCRIPTION:"
        + b"<p" * 200_000
        + b"\nEND:VEVENT"
    )

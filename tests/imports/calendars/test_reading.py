"""What calendars, pages and schedules of many programmes say, as it is read: no database is asked."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from app.events.rules import Format
from app.imports.calendars.found import Found, Reading, Standing
from app.imports.calendars.reading import Asked, read_events
from app.imports.calendars.zones import zone_called
from app.imports.reading.refusals import Unreadable

DATA = Path(__file__).parents[2] / "data" / "calendars"
ZONE = "America/New_York"


def read(content: str | bytes, zone: str = ZONE, title: str = "") -> Reading:
    data = content.encode() if isinstance(content, str) else content
    return read_events(data, Asked(zone=zone, today=date(2027, 1, 1), title=title))


def calendar(*lines: str, head: str = "") -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", *filter(None, [head]), *lines, "END:VCALENDAR", ""])


def entry(*lines: str, uid: str = "one", title: str = "A panel") -> list[str]:
    return ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT"]


def when(found: Found) -> str:
    dates = found.dates
    if dates is None:
        return "-"
    pattern = "%m-%d" if dates.date_only else "%m-%d %H:%M"
    end = dates.local_end.strftime(
        pattern if dates.local_end.date() != dates.local_start.date() else "%H:%M"
    )
    return f"{dates.local_start:{pattern}} {'' if dates.date_only and end == '00:00' else end} {dates.zone}".replace(
        "  ", " "
    )


def starts(reading: Reading) -> list[str]:
    return [f"{each.dates.local_start:%m-%d %H:%M}" for each in reading.events if each.dates]


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Asia/Seoul", "Asia/Seoul"),
        ("asia/seoul", "Asia/Seoul"),
        ("Korea Standard Time", "Asia/Seoul"),
        ("Eastern Standard Time", "America/New_York"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Asia/Seoul", "Asia/Seoul"),
        ("/freeassociation.sourceforge.net/Tzfile/America/New_York", "America/New_York"),
        (
            "/mozilla.org/20050126_1/America/Argentina/Buenos_Aires",
            "America/Argentina/Buenos_Aires",
        ),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(GMT+09:00) Seoul", "Asia/Seoul"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("Customized Time Zone", ""),
        ("Mars/Olympus Mons", ""),
    ],
)
def test_a_zone_is_known_by_any_of_its_names(name: str, zone: str) -> None:
    assert zone_called(name) == zone


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART:20270310T150000Z"], "03-10 10:00 11:00 America/New_York"),
        (["DTSTART:20270310T100000", "DURATION:PT1H30M"], "03-10 10:00 11:30 America/New_York"),
        (["DTSTART;TZID=Asia/Seoul:20270310T100000", "DTEND:20270310T020000Z"], "03-10 10:00 11:00 Asia/Seoul"),
        (["DTSTART:20270310T220000", "DTEND:20270311T010000"], "03-10 22:00 03-11 01:00 America/New_York"),
        (["DTSTART:20270310T100000", "DTEND:20270310T100000"], "03-10 10:00 10:00 America/New_York"),
        (["DTSTART:20270310T240000"], "03-11 00:00 01:00 America/New_York"),
        # The hour that clocks skip, and the one that they show twice.
        (["DTSTART:20270314T023000", "DURATION:PT1H"], "03-14 03:30 04:30 America/New_York"),
        (["DTSTART:20271107T013000", "DURATION:PT2H"], "11-07 01:30 02:30 America/New_York"),
        (["DTSTART;VALUE=DATE:20270310"], "03-10 America/New_York"),
        (["DTSTART;VALUE=DATE:20270310", "DTEND;VALUE=DATE:20270310"], "03-10 America/New_York"),
        (["DTSTART;VALUE=DATE:20270310", "DTEND;VALUE=DATE:20270313"], "03-10 03-12 America/New_York"),
        # Whole days as Outlook and Exchange write them.
        (["DTSTART;TZID=Korea Standard Time:20270310T000000", "DTEND;TZID=Korea Standard Time:20270312T000000",
          "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"], "03-10 03-11 Asia/Seoul"),
        (["DTSTART;VALUE=DATE:20270310", "DURATION:P2D"], "03-10 03-11 America/New_York"),
    ],
)  # fmt: skip
def test_a_time_is_read_on_the_clock_that_is_meant(lines: list[str], expected: str) -> None:
    [found] = read(calendar(*entry(*lines))).events
    assert when(found) == expected


def test_nobody_meets_in_utc() -> None:
    lines = entry("DTSTART:20270310T150000Z"), entry("DTSTART:20270311T150000", uid="two")
    said = read(calendar(*lines[0], *lines[1], head="X-WR-TIMEZONE:UTC"))
    assert [when(found) for found in said.events] == [
        "03-10 10:00 11:00 America/New_York",
        "03-11 10:00 11:00 America/New_York",
    ]


def test_a_calendar_says_its_own_zone() -> None:
    lines = entry("DTSTART:20270310T100000Z"), entry("DTSTART:20270311T100000", uid="two")
    said = read(calendar(*lines[0], *lines[1], head="X-WR-TIMEZONE:Asia/Seoul"))
    assert [when(found) for found in said.events] == [
        "03-10 19:00 20:00 Asia/Seoul",
        "03-11 10:00 11:00 Asia/Seoul",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["RRULE:FREQ=WEEKLY;COUNT=3"], ["03-02 10:00", "03-09 10:00", "03-16 10:00"]),
        (["RRULE:FREQ=WEEKLY;UNTIL=20270316T140000Z"], ["03-02 10:00", "03-09 10:00", "03-16 10:00"]),
        (["RRULE:FREQ=WEEKLY;UNTIL=20270316"], ["03-02 10:00", "03-09 10:00", "03-16 10:00"]),
        (["RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3"], ["03-02 10:00", "03-26 10:00", "04-30 10:00"]),
        (["RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20270303T150000Z"], ["03-02 10:00", "03-04 10:00"]),
        (["RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20270303"], ["03-02 10:00", "03-04 10:00"]),
        (["RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Asia/Seoul:20270304T000000"], ["03-02 10:00", "03-04 10:00"]),
        (["RDATE:20270305T120000,20270306T120000"], ["03-02 10:00", "03-05 12:00", "03-06 12:00"]),
        (["RDATE;VALUE=PERIOD:20270305T120000/PT1H"], ["03-02 10:00", "03-05 12:00"]),
        (["RRULE:FREQ=HOURLY"], ["03-02 10:00"]),
        (["RRULE:FREQ=WEEKLY;BYDAY=XX"], ["03-02 10:00"]),
        (["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], ["03-02 10:00"]),
    ],
)  # fmt: skip
def test_what_comes_again_is_there_on_each_date(lines: list[str], expected: list[str]) -> None:
    assert starts(read(calendar(*entry("DTSTART:20270302T100000", *lines)))) == expected


def test_what_never_ends_is_loaded_within_bounds_and_said() -> None:
    weekly = read(calendar(*entry("DTSTART:20270302T100000", "RRULE:FREQ=WEEKLY")))
    daily = read(calendar(*entry("DTSTART:20200302T100000", "RRULE:FREQ=DAILY")))
    assert (len(weekly.events), len(daily.events)) == (157, 500)
    assert ["comes again without end" in str(remark) for remark in daily.remarks] == [True]


SERIES = entry("DTSTART;TZID=Asia/Seoul:20270302T100000", "RRULE:FREQ=DAILY;COUNT=4")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["RECURRENCE-ID:20270303T010000Z", "DTSTART;TZID=Asia/Seoul:20270303T150000"],
            ["02 10 A panel", "03 15 Otherwise", "04 10 A panel", "05 10 A panel"],
        ),
        (
            ["RECURRENCE-ID;VALUE=DATE:20270303", "DTSTART;TZID=Asia/Seoul:20270309T150000"],
            ["02 10 A panel", "09 15 Otherwise", "04 10 A panel", "05 10 A panel"],
        ),
        (
            ["RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Asia/Seoul:20270304T100000",
             "DTSTART;TZID=Asia/Seoul:20270304T110000"],
            ["02 10 A panel", "03 10 A panel", "04 11 Otherwise", "05 11 Otherwise"],
        ),
        (
            ["RECURRENCE-ID;TZID=Asia/Seoul:20270401T100000", "DTSTART;TZID=Asia/Seoul:20270401T120000"],
            ["02 10 A panel", "03 10 A panel", "04 10 A panel", "05 10 A panel", "01 12 Otherwise"],
        ),
    ],
)  # fmt: skip
def test_a_date_that_was_changed_is_there_as_it_is_now(
    lines: list[str], expected: list[str]
) -> None:
    other = entry(*lines, title="Otherwise")
    for order in ([*SERIES, *other], [*other, *SERIES]):
        found = read(calendar(*order)).events
        assert [
            f"{each.dates.local_start:%d %H} {each.title}" for each in found if each.dates
        ] == expected


def test_the_dates_of_a_series_are_known_again_in_any_order() -> None:
    other = entry("RECURRENCE-ID:20270303T010000Z", "DTSTART:20270303T060000Z")
    first = {each.ref: each.digest for each in read(calendar(*SERIES, *other)).events}
    again = {each.ref: each.digest for each in read(calendar(*other, *SERIES), zone=ZONE).events}
    assert (len(first), first) == (4, again)


@pytest.mark.parametrize(
    ("line", "standing"),
    [
        ("STATUS:CANCELLED", Standing.CANCELLED),
        ("STATUS:TENTATIVE", Standing.TENTATIVE),
        ("STATUS:CONFIRMED", Standing.CONFIRMED),
        ("STATUS:PERHAPS", Standing.CONFIRMED),
    ],
)
def test_a_state_is_kept(line: str, standing: Standing) -> None:
    [found] = read(calendar(*entry("DTSTART:20270302T100000", line))).events
    assert found.standing is standing


@pytest.mark.parametrize(
    ("word", "confidential"),
    [("PUBLIC", False), ("PRIVATE", True), ("CONFIDENTIAL", True), ("X-INTERN", True)],
)
def test_what_is_not_public_is_confidential(word: str, confidential: bool) -> None:
    [found] = read(calendar(*entry("DTSTART:20270302T100000", f"CLASS:{word}"))).events
    assert found.confidential is confidential


def test_of_two_with_one_uid_the_newer_counts() -> None:
    old = entry("DTSTART:20270302T100000", "SEQUENCE:1", title="Old")
    new = entry("DTSTART:20270302T100000", "SEQUENCE:2", title="New")
    for order in ([*old, *new], [*new, *old]):
        reading = read(calendar(*order))
        assert [each.title for each in reading.events] == ["New"]
        assert [each.title for each in reading.skipped] == ["Old"]


def test_a_fold_may_fall_within_a_letter_and_a_line_may_end_in_any_way() -> None:
    text = calendar(*entry("DTSTART:20270302T100000", title="한반도 평화"))
    octets = text.encode()
    at = octets.index("반".encode()) + 1
    folded = octets[:at] + b"\r\n " + octets[at:]
    for data in (
        folded,
        folded.replace(b"\r\n", b"\n"),
        b"\xef\xbb\xbf" + folded,
        text.encode("utf-16"),
    ):
        assert [each.title for each in read(data).events] == ["한반도 평화"]


def test_letters_other_than_utf8_are_told_from_the_lines_themselves() -> None:
    [found] = read((DATA / "cp949.ics").read_bytes()).events
    assert (found.title, found.place) == ("동북아 평화 포럼", "서울 프레스센터")


def test_nobody_who_was_asked_is_taken_over_and_links_for_joining_stay_inside() -> None:
    found = read((DATA / "google.ics").read_bytes()).events
    said = json.dumps([repr(each) for each in found])
    assert "amina" not in said
    call = next(each for each in found if each.title == "Preparatory call with Seoul")
    assert ("zoom" in call.text + call.place, call.format) == (False, Format.VIRTUAL)


def test_broken_entries_are_told_by_line_and_the_others_are_there() -> None:
    reading = read((DATA / "plugins.ics").read_bytes())
    assert [(str(each.where), each.message) for each in reading.skipped] == [
        ("line 62", "It has no beginning."),
        ("line 66", "Its beginning cannot be read."),
        ("line 71", "Choose a day between %(first)s and %(last)s."),
        ("line 76", "It has no title."),
        ("line 91", "It was cut off: the file ends within it, or another begins."),
    ]
    assert {"Book talk: “Quiet Diplomacy”", "A zone that nobody knows", "The first of two with one UID",
            "The second of two with one UID"} <= {each.title for each in reading.events}  # fmt: skip


def linked(**facts: object) -> str:
    return json.dumps(
        {"@context": "https://schema.org", "@type": "Event", "name": "A panel", **facts}
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"startDate": "2027-03-10T10:00:00-05:00"}, "03-10 10:00 11:00 America/New_York"),
        ({"startDate": "2027-03-10T10:00:00-0500", "duration": "PT90M"}, "03-10 10:00 11:30 America/New_York"),
        ({"startDate": "2027-03-10T15:00:00Z"}, "03-10 10:00 11:00 America/New_York"),
        ({"startDate": "2027-03-10 10:00"}, "03-10 10:00 11:00 America/New_York"),
        ({"startDate": "2027-03-10", "endDate": "2027-03-12"}, "03-10 03-12 America/New_York"),
        ({"startDate": "2027-03-10T19:00:00+09:00", "location": {"address": {"addressCountry": "KR"}}},
         "03-10 19:00 20:00 Asia/Seoul"),
        ({"startDate": "2027-03-10T19:00:00+09:00", "location": "COEX, Seoul"}, "03-10 19:00 20:00 Asia/Seoul"),
        ({"startDate": "2027-03-10T19:00:00+09:00"}, "03-10 05:00 06:00 America/New_York"),
        ({"startDate": "2027-03-10T10:00:00-05:00", "endDate": "2027-03-10T09:00:00-05:00"},
         "03-10 10:00 11:00 America/New_York"),
        ({"eventStatus": "EventPostponed"}, "-"),
    ],
)  # fmt: skip
def test_a_page_tells_the_time_in_many_ways(facts: dict[str, object], expected: str) -> None:
    [found] = read(linked(**{"url": "https://a.example/1", "location": "", **facts})).events
    assert when(found) == expected


def test_an_offset_that_fits_no_place_is_said() -> None:
    reading = read(linked(startDate="2027-03-10T19:00:00+09:00"))
    assert ["+09:00" in str(each) for each in reading.remarks] == [True]


@pytest.mark.parametrize(
    "block",
    [
        {"@context": "http://schema.org/", "@type": "http://schema.org/Event", "name": "A", "startDate": "2027-03-10"},
        {"@context": {"@vocab": "https://schema.org/"}, "@type": ["Event"], "name": "A", "startDate": "2027-03-10"},
        {"@context": {"schema": "https://schema.org/"}, "@type": "schema:LiteraryEvent", "schema:name": "A",
         "schema:startDate": {"@value": "2027-03-10", "@type": "schema:Date"}},
        {"@context": {"type": "@type", "titel": "https://schema.org/name"}, "type": "https://schema.org/Event",
         "titel": "A", "https://schema.org/startDate": "2027-03-10"},
        {"@graph": [{"@type": "WebPage", "mainEntity": {"@id": "#e"}},
                    {"@id": "#e", "@type": "Festival", "name": "A", "startDate": "2027-03-10"}]},
        [{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item":
            {"@type": "Event", "name": "A", "startDate": "2027-03-10"}}]}],
        {"@type": "EventSeries", "name": "S", "subEvent": [{"@type": "Event", "name": "A", "startDate": "2027-03-10"}]},
    ],
)  # fmt: skip
def test_an_event_is_found_however_it_is_written(block: object) -> None:
    assert [each.title for each in read(json.dumps(block)).events] == ["A"]


def test_parts_are_sessions_whichever_of_the_two_says_so() -> None:
    whole = {"@type": "Event", "@id": "#whole", "name": "Whole", "startDate": "2027-03-10"}
    part = {
        "@type": "Event",
        "@id": "#part",
        "name": "Part",
        "startDate": "2027-03-10T10:00:00-05:00",
    }
    for graph in (
        [{**whole, "subEvent": [part]}],
        [{**whole, "subEvent": {"@id": "#part"}}, part],
        [whole, {**part, "superEvent": {"@id": "#whole"}}],
        [{**whole, "subEvent": {"@id": "#part"}}, {**part, "superEvent": {"@id": "#whole"}}],
    ):
        [found] = read(json.dumps({"@graph": graph})).events
        assert [each.title for each in found.parts] == ["Part"]
    around = [{**whole, "subEvent": {"@id": "#part"}}, {**part, "subEvent": {"@id": "#whole"}}]
    assert [each.title for each in read(json.dumps({"@graph": around})).events] == ["Whole"]


def test_one_broken_block_of_a_page_stops_no_other() -> None:
    reading = read((DATA / "drupal.html").read_bytes())
    assert [each.title for each in reading.events] == [
        "Fishing grounds & quiet diplomacy",
        "A talk in Seoul",
        "Called off",
    ]
    assert [(str(each.where), each.message) for each in reading.skipped] == [
        ("block 2, entry 1", "This block is no JSON."),
        ("block 3, entry 4", "Its beginning cannot be read."),
    ]


def test_only_what_was_accepted_is_in_the_programme() -> None:
    reading = read((DATA / "submissions.json").read_bytes(), title="A forum")
    [forum] = reading.events
    assert [(part.title, part.public) for part in forum.parts] == [
        ("Confirmed talk", True),
        ("Accepted talk", False),
    ]
    assert len(reading.skipped) == 5


def test_the_schedule_of_frab_says_the_same_as_xml_and_as_json() -> None:
    talk = {"guid": "g1", "id": 1, "code": "AAA", "date": "2028-03-09T10:00:00+09:00", "duration": "01:30",
            "title": "Opening", "type": "lecture", "abstract": "Short.",
            "persons": [{"id": 1, "code": "SPK1", "public_name": "Vera Kim"}, {"id": 2, "public_name": "Jonas Ødegård"}]}  # fmt: skip
    conference = {"acronym": "forum28", "title": "Forum of 2028", "start": "2028-03-09", "end": "2028-03-09",
                  "time_zone_name": "Asia/Seoul", "days": [{"date": "2028-03-09", "rooms": {"Hall A": [talk]}}]}  # fmt: skip
    [as_xml] = read((DATA / "frab.xml").read_bytes()).events
    [as_json] = read(json.dumps({"schedule": {"conference": conference}})).events
    assert (as_xml.ref, as_xml.digest) == (as_json.ref, as_json.digest)


BOMB = '<!DOCTYPE s [<!ENTITY a "aaaa">]><schedule><conference><title>&a;</title></conference></schedule>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "neither a calendar nor a page"),
        (b"name,title\nAda,Chair\n", "neither a calendar nor a page"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR", "no entry in this calendar"),
        (b"<html><p>Hello</p></html>", "no JSON-LD"),
        (b'{"@type": "Person", "name": "Vera Kim"}', "no event of schema.org"),
        (b'[{"title": "A talk", "state": "confirmed"}]', "Give its title"),
        (b"[" * 100_000, "no complete JSON"),
        (BOMB.encode(), "declares a type of its own"),
        (b"x" * (8 * 1024 * 1024 + 1), "too large"),
    ],
)
def test_a_file_of_something_else_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(content)

"""Home, what is to come, and the archive with its filters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.archive.indexing import turn_what_is_due
from app.archive.queries.finding import PAGE
from app.events import operations
from app.events.models import Event
from app.events.rules import EventKind, EventState, Format, Publication, RecordingKind
from app.participation.operations import set_billing
from app.participation.rules import Role, SeatState
from tests.archive.conftest import Writing
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.factories.events import add_event
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.factories.programmes import add_programme
from tests.pages import parse, text_of

AT = datetime(2026, 5, 20, 15, tzinfo=UTC)
TODAY = datetime(2026, 5, 20, 10)
STATEMENTS = {"/": 11, "/events/": 12, "/archive/": 11}
"""The lists, the next turn of the clock; topics, people, roles and recordings; facets of the archive."""


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(AT, tick=False) as clock:
        yield clock


def add(title: str, *, days: int, **facts: Any) -> Event:
    facts.setdefault("publication", Publication.PUBLIC)
    return add_event(title=title, local_start=TODAY + timedelta(days=days), **facts)


def titles(html: str) -> list[str]:
    lines = [one for one in parse(html).iter("li") if one.get("class") == "event-line"]
    return [text_of(link) for line in lines for link in line.iter("a")]


def test_what_is_to_come_is_in_the_order_of_time_with_open_dates_last(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        add("In a week", days=7)
        add("A day ago", days=-1)
        add("Under way", days=0, local_end=TODAY + timedelta(days=2))
        add("Postponed", days=3, state=EventState.POSTPONED)
        add("Cancelled", days=4, state=EventState.CANCELLED)
        add("Private", days=1, publication=Publication.UNPUBLISHED)
    html = client.get("/events/").text
    assert titles(html) == ["Under way", "Cancelled", "In a week", "Postponed"]
    assert "Live now" in html


def test_an_event_passes_into_the_archive_at_its_end(
    client: CheckingClient, writing: Writing, clock: time_machine.Coordinates
) -> None:
    with writing():
        add("A panel", days=0, local_end=TODAY + timedelta(hours=2))
    found = {}
    for minutes in (59, 60):
        clock.move_to(AT + timedelta(minutes=minutes))
        with client.application.app_context(), viewing_as(SYSTEM):
            turn_what_is_due()
        found[minutes] = [titles(client.get(path).text) for path in ("/events/", "/archive/")]
    assert found == {59: [["A panel"], []], 60: [[], ["A panel"]]}


def test_the_archive_begins_with_the_latest(client: CheckingClient, writing: Writing) -> None:
    with writing():
        for days in (-30, -10, -20):
            add(f"Event {days}", days=days)
        add("Held early", days=5).state = EventState.HELD
        add("Never confirmed", days=-5, state=EventState.HOLD)
    assert titles(client.get("/archive/").text) == [
        "Held early",
        "Event -10",
        "Event -20",
        "Event -30",
    ]


def test_home_shows_the_next_and_the_latest(client: CheckingClient, writing: Writing) -> None:
    with writing():
        add_programme(name="Northeast Asia", public=True)
        add_programme(name="Secret Asia")
        for days in (-2, -1, 1, 2):
            add(f"Event {days}", days=days)
    html = client.get("/").text
    assert titles(html) == ["Event 1", "Event 2", "Event -1", "Event -2"]
    assert "Northeast Asia" in html
    assert "Secret Asia" not in html


def fill_archive() -> None:
    programme = add_programme(name="Northeast Asia", public=True)
    panel = add("On talks", days=-400, kind=EventKind.PANEL, programme=programme)
    operations.set_topics(panel, ["Diplomacy"])
    seat(panel, add_person("Min Speaker"), roles=[Role.MODERATOR])
    url = "https://example.org/video"
    operations.add_recording(panel, kind=RecordingKind.VIDEO, url=url)
    round_ = add("On 100% trade", days=-30, kind=EventKind.ROUNDTABLE, format=Format.VIRTUAL)
    seat(round_, add_person("Min Absent"), state=SeatState.UNABLE_TO_ATTEND)
    secret = add("On secrets", days=-3, publication=Publication.UNPUBLISHED)
    operations.set_topics(secret, ["Secret topic"])
    operations.add_recording(secret, kind=RecordingKind.VIDEO, url=url)


@pytest.mark.parametrize(
    ("query", "found", "words"),
    [
        ("", ["On 100% trade", "On talks"], "2 events"),
        ("q=TALKS", ["On talks"], "1 event “TALKS”"),
        ("q=min+speaker", ["On talks"], "1 event “min speaker”"),
        ("q=100%25", ["On 100% trade"], "1 event “100%”"),
        ("q=_", [], "0 events “_”"),
        ("kind=panel", ["On talks"], "1 event that are panels"),
        ("kind=nonsense", [], "0 events “nonsense”"),
        ("topic=diplomacy", ["On talks"], "1 event on Diplomacy"),
        ("topic=secret-topic", [], "0 events on secret-topic"),
        ("programme=northeast-asia", ["On talks"], "1 event of the programme Northeast Asia"),
        ("year=2025", ["On talks"], "1 event in 2025"),
        ("year=last", [], "0 events in last"),
        ("year=99999999999999999999", [], "0 events in 99999999999999999999"),
        ("speaker=min-speaker", ["On talks"], "1 event with Min Speaker"),
        ("speaker=min-absent", [], "0 events with Min Absent"),
        ("format=virtual", ["On 100% trade"], "1 event held virtually"),
        ("has=video", ["On talks"], "1 event with video"),
        ("has=smell", [], "0 events “smell”"),
        ("kind=panel&year=2025&has=video", ["On talks"], "1 event that are panels, in 2025"),
        ("kind=&topic=%20&utm=1", ["On 100% trade", "On talks"], "2 events"),
        ("q=%ff", [], "0 events “�”"),
        ("page=99", ["On 100% trade", "On talks"], "2 events"),
        ("q=tlaks", ["On talks"], "1 event “tlaks”"),
        ("q=talks&year=2025", ["On talks"], "1 event “talks”, in 2025"),
        ("q=talks&year=2024", [], "0 events “talks”, in 2024"),
    ],
)
def test_the_archive_finds_what_is_asked_for_and_says_so(
    client: CheckingClient, writing: Writing, query: str, found: list[str], words: str
) -> None:
    with writing():
        fill_archive()
    answer = client.get(f"/archive/?{query}")
    sentence = next(
        one for one in parse(answer.text).iter("p") if (one.get("class") or "") == "chips"
    )
    assert titles(answer.text) == found
    assert text_of(sentence).replace("Remove: ", "").startswith(words)


def test_each_word_of_the_sentence_can_be_taken_away(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        fill_archive()
    page = parse(client.get("/archive/?q=talks&kind=panel&has=video").text)
    sentence = next(one for one in page.iter("p") if one.get("class") == "chips")
    assert [link.get("href") for link in sentence.iter("a")] == [
        "/archive/?kind=panel&has=video",
        "/archive/?q=talks&has=video",
        "/archive/?q=talks&kind=panel",
        "/archive/",
    ]


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", "/archive/"),
        ("?page=1&utm_source=x", "/archive/"),
        ("?year=2025&kind=panel&topic=", "/archive/?kind=panel&year=2025"),
        ("?q=%22a%26b%22", "/archive/?q=%22a%26b%22"),
    ],
)
def test_a_list_has_one_address(
    client: CheckingClient, writing: Writing, query: str, canonical: str
) -> None:
    with writing():
        fill_archive()
    page = parse(client.get(f"/archive/{query}").text)
    links = [one.get("href") for one in page.iter("link") if one.get("rel") == "canonical"]
    assert links == [f"http://localhost{canonical}"]


def test_counts_and_options_know_nothing_private(client: CheckingClient, writing: Writing) -> None:
    with writing():
        fill_archive()
    page = parse(client.get("/archive/?kind=panel").text)
    options = {}
    for group in page.iter("details"):
        if group.get("class") == "facet":
            options[text_of(group.find("summary"))] = [text_of(one) for one in group.iter("a")]
    assert options == {
        "Topic": ["Diplomacy1"],
        "Kind": ["Panel1", "Roundtable1"],
        "Year": ["20251"],
        "Programme": ["Northeast Asia1"],
        "Speaker": ["Min Speaker1"],
        "Recording": ["Video1"],
        "Format": ["In person1"],
    }


def test_a_long_list_has_pages_that_lead_to_each_other(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        for number in range(PAGE + 1):
            add(f"Event {number}", days=-number - 1)
    first = client.get("/archive/?kind=panel")
    second = client.get(way(first.text, "next"))
    back = client.get(way(second.text, "prev"))
    assert (len(titles(first.text)), titles(second.text)) == (PAGE, [f"Event {PAGE}"])
    assert titles(back.text) == titles(first.text)
    assert (way(first.text, "prev"), way(second.text, "next")) == ("", "")


def way(html: str, rel: str) -> str:
    return next((one.get("href") for one in parse(html).iter("a") if one.get("rel") == rel), "")


@pytest.mark.parametrize("cursor", ["zzzzzzzzzzzzz", "0", "-1", "A", "1e9", "é"])
def test_a_cursor_that_leads_nowhere_harms_nobody(
    client: CheckingClient, writing: Writing, cursor: str
) -> None:
    with writing():
        add("A panel", days=-1)
    for name in ("before", "after"):
        assert client.get(f"/archive/?{name}={cursor}").status_code == 200


@pytest.mark.parametrize("path", ["/", "/events/", "/archive/"])
def test_an_empty_list_helps_on(client: CheckingClient, path: str) -> None:
    page = parse(client.get(path).text)
    empty = next(one for one in page.iter("div") if one.get("class") == "empty")
    assert [link.get("href") for link in empty.iter("a")] != []


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("path", sorted(STATEMENTS))
def test_a_longer_list_asks_no_more(
    client: CheckingClient, writing: Writing, path: str, rows: int
) -> None:
    with writing():
        add_programme(public=True)
        for number in range(rows):
            for days in (-number - 1, number + 1):
                event = add(f"Event {days}", days=days)
                seat(event, add_person(f"Person {days}"))
                operations.set_topics(event, [f"Topic {days}"])
        for number in range(rows):
            add(f"Postponed {number}", days=9, state=EventState.POSTPONED)
    client.get("/programmes/")
    with count_statements() as statements:
        assert client.get(path).status_code == 200
    assert len(statements) == STATEMENTS[path]


def test_who_was_only_invited_is_not_found_at_a_past_event(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        asked = seat(add("Held", days=-3), add_person("Shy Example"), state=SeatState.INVITED)
        set_billing(asked, name="Shy Example", offices="")
    assert titles(client.get("/archive/").text) == ["Held"]
    assert titles(client.get("/archive/?q=shy").text) == []
    assert "Shy" not in client.get("/archive/?speaker=shy-example").text

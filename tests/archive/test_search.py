"""The box that finds everything public, and nothing else, and stays as fresh as the pages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.archive import indexing
from app.events import operations
from app.events.models import Event
from app.events.rules import AttributionRule, Publication, RecordingKind, TranscriptState
from app.extensions import db
from app.participation.operations import set_billing
from app.participation.rules import Role
from app.publications.models import Output
from app.publications.operations import add_author, add_output, release, withdraw
from app.publications.rules import OutputKind
from app.transcripts.models import TranscriptTurn
from tests.archive.conftest import Writing
from tests.archive.index import everything
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.factories.events import add_event
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.factories.programmes import add_programme
from tests.pages import parse, text_of

AT = datetime(2026, 5, 20, 15, tzinfo=UTC)
STATEMENTS = 11
"""The meaning of each word, three questions to the engine, excerpts, dates, facets, names."""


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(AT, tick=False) as clock:
        yield clock


def add(title: str, *, days: int = -30, **facts: Any) -> Event:
    facts.setdefault("publication", Publication.PUBLIC)
    return add_event(
        title=title, local_start=datetime(2026, 5, 20, 10) + timedelta(days=days), **facts
    )


def found(client: CheckingClient, query: str) -> list[str]:
    page = parse(client.get(f"/search?{query}").text)
    lists = [one for one in page.iter("ol") if one.get("class") == "found"]
    return [text_of(link) for one in lists for link in one.iter("a")]


def fill() -> None:
    talks = add("Lessons from the Four Party Talks", summary_past="What was *agreed* in Geneva.")
    operations.set_topics(talks, ["Diplomacy"])
    moderator = add_person("Min Speaker", native_name="김민")
    set_billing(
        seat(talks, moderator, roles=[Role.MODERATOR]),
        name="Min Speaker",
        offices="Envoy, Ministry",
    )
    operations.add_recording(talks, kind=RecordingKind.VIDEO, url="https://example.org/video")
    add("Peace on the horizon", days=20, summary_upcoming="About Geneva again.")
    secret = add("Four secret talks in Geneva (closed)", publication=Publication.UNPUBLISHED)
    seat(secret, add_person("Shy Example"))


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        ("q=four+party", ["Lessons from the Four Party Talks"]),
        (
            "q=what+did+the+panel+on+the+Four+Party+Talks+say,+and+who+moderated+it",
            ["Lessons from the Four Party Talks"],
        ),
        ("q=geneva", ["Peace on the horizon", "Lessons from the Four Party Talks"]),
        ("q=min", ["Min Speaker", "Lessons from the Four Party Talks"]),
        ("q=%EA%B9%80%EB%AF%BC&in=people", ["Min Speaker"]),
        ("q=min&in=people", ["Min Speaker"]),
        ("q=geneva&has=video", ["Lessons from the Four Party Talks"]),
        ("q=geneva&topic=diplomacy&in=past", ["Lessons from the Four Party Talks"]),
        ("q=geneva&in=nowhere", ["Peace on the horizon", "Lessons from the Four Party Talks"]),
        ("q=secret", []),
        ("q=shy", []),
        ("q=closed", []),
        ("q=", []),
    ],
)
def test_everything_public_is_found_and_nothing_else(
    client: CheckingClient, writing: Writing, query: str, answers: list[str]
) -> None:
    with writing():
        fill()
    assert found(client, query) == answers


def test_an_answer_marks_the_words_and_says_what_it_is(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        fill()
    html = client.get("/search?q=agreeing").text
    assert "What was <mark>agreed</mark> in Geneva." in html
    assert "Past event" in html


def test_a_misspelt_word_is_forgiven_and_said(client: CheckingClient, writing: Writing) -> None:
    with writing():
        fill()
    html = client.get("/search?q=Genevva").text
    assert "Nothing says “genevva”. This is what says “geneva”." in html
    assert found(client, "q=Genevva") == found(client, "q=Geneva")


def test_what_was_said_leads_to_where_it_was_said(client: CheckingClient, writing: Writing) -> None:
    with writing():
        event = add("Peace")
        for kind, state in (("", TranscriptState.PUBLIC), ("draft", TranscriptState.EDITED)):
            recording = operations.add_recording(
                event, kind=RecordingKind.TRANSCRIPT, url="", title=kind
            )
            recording.transcript_state = state
            db.session.flush()
            for position, words in enumerate(("Welcome.", f"Armistice {kind}", "Thank you."), 1):
                db.session.add(
                    TranscriptTurn(
                        recording_id=recording.id, position=position, speaker="MIN", text=words
                    )
                )
    page = parse(client.get("/search?q=armistices").text)
    links = [link for one in page.iter("ol") for link in one.iter("a")]
    assert [link.get("href") for link in links] == ["/events/peace/transcript#turn-2"]
    assert found(client, "q=draft") == []


def test_a_publication_and_who_only_wrote_are_found_once_it_is_released(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        report = add_output(
            title="A regime of its own", kind=OutputKind.REPORT, published_on="2020-02"
        )
        add_author(report, add_person("Quiet Writer"))
        key = report.key
    seen = [found(client, "q=regime"), found(client, "q=writer")]
    for work in (release, withdraw):
        with writing():
            work(db.session.query(Output).filter_by(key=key).one())
        seen += [found(client, "q=regime&year=2020"), sorted(found(client, "q=writer"))]
    both = ["A regime of its own", "Quiet Writer"]
    assert seen == [[], [], ["A regime of its own"], both, [], []]


def test_suggestions_are_titles_and_names(client: CheckingClient, writing: Writing) -> None:
    with writing():
        fill()
    answer = client.get("/search/suggestions?q=lesso").json
    assert answer == [
        {
            "title": "Lessons from the Four Party Talks",
            "label": "Past event",
            "href": "/events/lessons-from-the-four-party-talks",
        }
    ]
    assert client.get("/search/suggestions?q=gene").json == []
    assert client.get("/search/suggestions?q=secr").json == []


EDITS = {
    "title": lambda event: setattr(event, "title", "Renamed"),
    "withdrawn": lambda event: setattr(event, "publication", Publication.WITHDRAWN),
    "unpublished": lambda event: setattr(event, "publication", Publication.UNPUBLISHED),
    "without people": lambda event: setattr(event, "publication", Publication.WITHOUT_PEOPLE),
    "rule": lambda event: setattr(event, "attribution", AttributionRule.CHATHAM_HOUSE),
    "person": lambda event: setattr(_speaker(event), "never_list", True),
    "summary": lambda event: setattr(event, "summary_past", "About nothing."),
    "topics": lambda event: operations.set_topics(event, ["Trade"]),
    "seat": lambda event: db.session.delete(_seats(event)[0]),
}


def _seats(event: Event) -> Any:
    from app.participation.models import Participation

    return db.session.query(Participation).filter_by(event_id=event.id).all()


def _speaker(event: Event) -> Any:
    from app.people.models import Person

    return db.session.get(Person, _seats(event)[0].person_id)


@pytest.mark.parametrize("edit", sorted(EDITS))
def test_after_any_edit_the_index_is_what_it_would_be_if_made_anew(
    client: CheckingClient, writing: Writing, edit: str
) -> None:
    with writing():
        fill()
    before = everything(client.application)
    with writing():
        event = db.session.query(Event).filter(Event.title.startswith("Lessons")).one()
        EDITS[edit](event)
    after = everything(client.application)
    with client.application.app_context(), viewing_as(SYSTEM):
        for _progress in indexing.rebuild():
            pass
    assert after == everything(client.application)
    assert after != before


def test_nothing_of_what_was_withdrawn_is_left_in_the_index(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        fill()
    with writing():
        for event in db.session.query(Event):
            event.publication = Publication.UNPUBLISHED
    assert everything(client.application) == {
        name: [] for name in ("entries", "labels", "bearing", "pairs", "words")
    }


def test_an_event_that_ends_changes_shelves_and_shows_what_it_was(
    client: CheckingClient, writing: Writing, clock: time_machine.Coordinates
) -> None:
    with writing():
        add("Peace", days=1, summary_upcoming="Will discuss.", summary_past="Discussed treaties.")
    assert found(client, "q=treaties") == []
    clock.shift(timedelta(days=3))
    with client.application.app_context(), viewing_as(SYSTEM):
        indexing.turn_what_is_due()
    assert found(client, "q=treaties&in=past") == ["Peace"]


def test_a_programme_that_becomes_private_is_no_word_of_its_events(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        programme = add_programme(name="Northeast Asia", public=True)
        add("Peace", programme=programme)
    assert found(client, "q=northeast") == ["Peace"]
    with writing():
        db.session.merge(programme).public = False
    assert found(client, "q=northeast") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_more_answers_ask_no_more(client: CheckingClient, writing: Writing, rows: int) -> None:
    with writing():
        for number in range(rows):
            event = add(f"Peace {number}", days=-number - 1)
            seat(event, add_person(f"Peace Person {number}"))
            operations.set_topics(event, [f"Topic {number}"])
    client.get("/programmes/")
    with count_statements() as statements:
        assert found(client, "q=peace") != []
    assert len(statements) == STATEMENTS


HOSTILE = st.text(max_size=60) | st.sampled_from(
    [
        '"',
        "-",
        '-"',
        "AND OR NOT",
        "NEAR(",
        "*",
        "a*b",
        "title:x",
        "' OR 1=1",
        "\\",
        "(((",
        "한" * 99,
    ]
)

NAMES = ["q", "in", "kind", "topic", "speaker", "year", "has", "before", "after", "page", "when"]
QUERIES = st.dictionaries(st.sampled_from(NAMES), HOSTILE).map(urlencode) | st.text(
    "%&=;+?/\\\"'<>[]q.09Ffc-é한\x00\n", max_size=80
).map(lambda raw: quote(raw, safe="%&=;+?/'[]"))
PATHS = ["/search", "/archive/", "/events/", "/feeds/events.atom", "/feeds/events.ics"]
PATHS += ["/search/suggestions", "/archive/figures", "/embed/events", "/oembed"]
EXAMPLES = int(os.environ.get("HOSTILE_QUERIES", "150"))
AT_MOST = 60
"""Statements that any question costs, whatever it says: of its words eight count, and there are nine filters."""


@pytest.fixture
def filled(client: CheckingClient, writing: Writing) -> CheckingClient:
    with writing():
        fill()
    return client


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(path=st.sampled_from(PATHS), query=QUERIES)
def test_no_question_is_an_error_or_grows(filled: CheckingClient, path: str, query: str) -> None:
    with count_statements() as statements:
        answer = filled.get(f"{path}?{query}")
    assert answer.status_code in {200, 404, 501 if path == "/oembed" else 200}
    assert len(statements) <= AT_MOST
    if (canonical := canonical_of(answer.text)) is not None:
        again = canonical_of(filled.get(canonical).text)
        assert again == canonical
        assert len(canonical) <= len(f"http://localhost{path}?{query}") + LONGER


LONGER = 40
"""A quote is written as `%22`; an address may grow by that once, and by no more."""


def canonical_of(html: str) -> str | None:
    found = re.search(r'<link rel="canonical" href="([^"]*)"', html)
    return unescape(found[1]) if found else None

"""The index itself: the same questions on both databases, and the same answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from app.extensions import db
from app.infra.transaction import transaction
from app.search import asking, entries, store
from app.search.asking import Asking
from app.search.engines.postgresql import Postgresql
from app.search.entries import Entry, Label, place_before
from app.search.finding import Amount, Choice, Shelf, groups_of
from app.search.questions import question_in
from app.search.tables import bearing, entry, label, pair, word

AT = datetime(2020, 1, 1, 12, tzinfo=UTC)
TEXTS = [
    ("Four Party Talks", "Robert Carlin moderator", "What diplomats learned in Geneva."),
    ("Peace regime", "Ban Ki-moon", "The parties negotiated a peaceful order; talks went on."),
    ("한반도 평화", "김대중", "A forum in Seoul about the U.S.-DPRK talks."),
    ("Denuclearisation", "José García", "Talks of peace, and of a regime."),
]


def an_entry(
    ref: int, title: str = "A panel", names: str = "", body: str = "", **more: object
) -> Entry:
    facts = {"labels": [("kind", "panel")], "marks": [], "at": AT + timedelta(days=ref)} | more
    return Entry(
        kind="event",
        ref=ref,
        shelf="past",
        href=f"/{ref}",
        title=title,
        names=names,
        body=body,
        **facts,
    )


def put(*entries: Entry) -> None:
    with transaction():
        store.put({(one.kind, one.ref) for one in entries}, entries)


def refs(places: Sequence[int]) -> list[int]:
    by_place = dict(db.session.execute(select(entry.c.id, entry.c.ref)).tuples().all())
    return [by_place[place] for place in places]


@pytest.fixture
def texts(as_system: None) -> None:
    put(*(an_entry(ref, *words) for ref, words in enumerate(TEXTS)))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("talks", [0, 3, 2, 1]),
        ("TALK", [0, 3, 2, 1]),
        ("moderated", [0]),
        ("negotia", [1]),
        ("negotiation", [1]),
        ("peace talks", [3, 1]),
        ('"peace regime"', [1]),
        ('"of a regime"', [3]),
        ("peace -ban", [3]),
        ("ban kimoon", [1]),
        ("ki moon ban", [1]),
        ("Jose Garcia", [3]),
        ("한반도", [2]),
        ("반도", [2]),
        ("도반", []),
        ("us dprk", [2]),
        ("U.S.", [2]),
        ("what did the Four Party Talks say", [0]),
        ("the", [2, 1]),
        ("-talks", []),
        ("", []),
        ('"', []),
        ("'); DROP TABLE search_text; --", []),
        ("NEAR(a b) OR title:*", []),
        ("zzzz", []),
    ],
)
def test_a_line_finds_title_and_names_first_then_the_latest(
    texts: None, line: str, found: list[int]
) -> None:
    assert refs(Asking(question_in(line)).answers().places) == found


@pytest.mark.parametrize(
    ("line", "corrected", "left_out", "found"),
    [
        ("negociated", [("negociated", "negotiated")], [], [1]),
        ("denuclaerisation", [("denuclaerisation", "denuclearisation")], [], [3]),
        ("talks zzzzzz", [], ["zzzzzz"], [0, 3, 2, 1]),
        ("carlin geneva peace", [], ["peace"], [0]),
        ("김대중 베이징", [], ["베이징"], [2]),
    ],
)
def test_what_stands_nowhere_is_corrected_or_given_up_and_said(
    texts: None,
    line: str,
    corrected: list[tuple[str, str]],
    left_out: list[str],
    found: list[int],
) -> None:
    asking = Asking(question_in(line))
    assert (asking.corrected, asking.left_out) == (corrected, left_out)
    assert refs(asking.answers().places) == found


@pytest.fixture
def thirty(as_system: None) -> None:
    put(
        *(
            an_entry(
                ref,
                "Peace talks" if ref % 12 == 0 else "A panel",
                "Peace Corps" if ref % 4 == 0 else "",
                ("About talks of peace. " if ref % 2 == 0 else "") + ("Geneva" if ref == 0 else ""),
                labels=[("year", str(2000 + ref % 3))],
            )
            for ref in range(30)
        )
    )
    with transaction():
        # PostgreSQL is asked for its statistics of places.
        db.session.execute(text("ANALYZE"))


@pytest.fixture(params=["latest", "both", "index"])
def only_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL goes one way, whatever it costs, and is asked for few."""
    monkeypatch.setattr(asking, "RANKED", 6)
    monkeypatch.setattr(Postgresql, "_way", lambda *_: request.param)
    monkeypatch.setattr(Postgresql, "FEW", 0)


@pytest.mark.parametrize(
    ("line", "labels", "found"),
    [
        ("peace", [], [24, 12, 0, 28, 20, 16]),
        ("peace talks", [], [24, 12, 0, 28, 26, 22]),
        ('"peace talks"', [], [24, 12, 0]),
        ("peace -geneva", [], [24, 12, 28, 20, 16, 8]),
        ("peace", [("year", "2001")], [28, 16, 4, 22, 10]),
        ("peac", [("year", "2000")], [24, 12, 0, 18, 6]),
    ],
)
def test_on_whatever_way_the_same_is_found(
    thirty: None, only_way: None, line: str, labels: list[Label], found: list[int]
) -> None:
    groups = groups_of(labels, "past")
    assert groups is not None
    assert refs(Asking(question_in(line)).answers(groups).places) == found


def test_a_shelf_is_narrowed_counted_and_paged(as_system: None) -> None:
    put(
        *(
            an_entry(
                ref,
                labels=[("kind", "panel" if ref % 2 else "talk"), ("year", str(2000 + ref % 3))],
                marks=[("speaker", f"s{ref % 4}")],
            )
            for ref in range(24)
        )
    )
    panels = Shelf("past", [("kind", "panel"), ("year", "2001")])
    assert panels.amount == Amount(4)
    first = panels.slice(3)
    assert (refs(first.places), first.newer, first.older) == ([19, 13, 7], False, True)
    second = panels.slice(3, before=first.places[-1])
    assert (refs(second.places), second.newer, second.older) == ([1], True, False)
    back = panels.slice(3, after=second.places[0])
    assert refs(back.places) == [19, 13, 7]
    assert panels.facets(["kind", "year", "speaker"], 5) == {
        "kind": [Choice("panel", 4), Choice("talk", 4)],
        "year": [Choice("2000", 4), Choice("2001", 4), Choice("2002", 4)],
        "speaker": [Choice("s1", 2), Choice("s3", 2)],
    }
    assert Shelf("past").facets(["kind"], 1) == {"kind": [Choice("panel", 12)]}
    assert Shelf("past", [("speaker", "s0")]).choices(["year"], 9) == {
        "year": [Choice("2000", 2), Choice("2001", 2), Choice("2002", 2)]
    }
    assert Shelf("past", [("kind", "nonsense")]).amount == Amount(0)
    assert Shelf("past", [("kind", "nonsense")]).slice(3).places == []


def test_what_is_taken_out_leaves_no_trace(as_system: None) -> None:
    put(an_entry(1, "Peace", "Min Speaker", "Secretly", marks=[("speaker", "min")]))
    put(an_entry(1, "Peace", at=AT))
    put(an_entry(2))
    with transaction():
        store.put({("event", 1), ("event", 2)}, [])
    tables = (entry, label, bearing, pair, word)
    assert [db.session.scalar(select(func.count()).select_from(table)) for table in tables] == [
        0
    ] * 5
    assert Asking(question_in("secretly")).answers().places == []


def test_an_entry_that_moves_in_time_moves_in_the_list(as_system: None) -> None:
    put(an_entry(1), an_entry(2))
    put(an_entry(1, at=AT + timedelta(days=5)))
    assert refs(Shelf("past").slice(9).places) == [1, 2]
    assert refs(Shelf("past").slice(9, before=place_before(AT + timedelta(days=4))).places) == [2]


def test_many_of_the_same_minute_never_draw_the_same_place(
    as_system: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "_ROOM", 3)
    put(*(an_entry(ref, at=AT) for ref in range(4)))
    put(*(an_entry(ref, at=AT) for ref in range(4, 8)))
    assert db.session.scalar(select(func.count()).select_from(entry)) == 8

"""The archive as it grows: lists, deep pages, facets and searches at a thousand and at a million events.

What is measured is what a page asks, past every cache, in milliseconds: to the page, and the same
statements once more without anything around them, which is the share of the database. On SQLite
those of the processor, on PostgreSQL those of the clock. Made-up events have a vocabulary whose words
are as unevenly frequent as those of a language.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, func, insert, select

from app.access.enforcement import viewing_as
from app.access.viewers import ANONYMOUS, SYSTEM
from app.archive import queries
from app.archive.criteria import Criteria
from app.archive.search_page import search_page
from app.config import Settings
from app.core.text import random_key
from app.events.models import Event, event_topic
from app.events.rules import AttributionRule, EventKind, EventState, Format, Publication
from app.extensions import db
from app.factory import create_app
from app.infra.checkpoint import checkpoint
from app.infra.migrations import upgrade
from app.infra.statistics import take_statistics
from app.infra.transaction import transaction
from app.programmes.models import Programme, Topic
from app.search import store
from app.search.entries import Entry, cursor_of, place_before
from bench.pages import environ_in

SIZES = "1000,100000,1000000"
ASKED = 60
"""So often each question is asked; the 95th of a hundred answers is what is told."""
BATCH = 20_000
FLAT, LIST, SEARCH, PHRASE = 3.0, 10.0, 60.0, 300.0
TOPICS, PROGRAMMES, SPEAKERS, WORDS = 30, 8, 5000, 40_000
AGES = 30 * 365

Question = Callable[[random.Random], object]


def main() -> None:
    """Measure every size, on the database of ``BENCH_DATABASE_URL`` or on SQLite."""
    sizes = [int(size) for size in os.environ.get("BENCH_ARCHIVE_SIZES", SIZES).split(",")]
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        app = create_app(Settings.from_environ(environ_in(Path(folder))))
        with app.app_context():
            upgrade()
            found: dict[int, dict[str, Took]] = {}
            for size in sizes:
                took = _grow(size)
                found[size] = _measure(app)
                print(f"{size:>10,} events, grown in {took:.0f} s", flush=True)
            _print(found)


class Language:
    """Made-up words, of which the first is said in a third of all texts and the last in few."""

    def __init__(self) -> None:
        chance = random.Random(7)
        letters = "bcdfghklmnprstvz", "aeiou"
        self.words = list(
            dict.fromkeys(
                "".join(chance.choice(letters[at % 2]) for at in range(chance.randint(5, 11)))
                for _ in range(WORDS)
            )
        )
        self.weights = list(accumulate(1 / (rank + 12) for rank in range(len(self.words))))

    def said(self, chance: random.Random, length: int) -> list[str]:
        """Return words as they are said."""
        return chance.choices(self.words, cum_weights=self.weights, k=length)


LANGUAGE = Language()


def _grow(size: int) -> float:
    began = time.perf_counter()
    with viewing_as(SYSTEM):
        there = db.session.scalar(select(func.max(Event.id))) or 0
        if not there:
            _add_shelves()
        while there < size:
            count = min(BATCH, size - there)
            with transaction():
                rows, entries = _made_up(there, count)
                db.session.connection().execute(insert(Event.__table__), rows)
                db.session.connection().execute(
                    insert(event_topic),
                    [
                        {"event_id": one.ref, "topic_id": int(value.removeprefix("topic-")) + 1}
                        for one in entries
                        for facet, value in one.labels
                        if facet == "topic"
                    ],
                )
                store.put({("event", one.ref) for one in entries}, entries)
            checkpoint()
            there += count
    _tidy()
    return time.perf_counter() - began


def _add_shelves() -> None:
    with transaction():
        for number in range(PROGRAMMES):
            db.session.add(Programme(slug=f"p-{number}", name=f"Programme {number}", public=True))
        for number in range(TOPICS):
            db.session.add(Topic(id=number + 1, slug=f"topic-{number}", name=f"Topic {number}"))


def _made_up(there: int, count: int) -> tuple[list[dict[str, object]], list[Entry]]:
    chance = random.Random(there)
    rows, entries = [], []
    for ref in range(there + 1, there + count + 1):
        start = datetime(2026, 1, 1, 15, tzinfo=UTC) - timedelta(days=chance.random() * AGES)
        kind, form = chance.choice(list(EventKind)), chance.choice(list(Format))
        programme = chance.randrange(PROGRAMMES)
        title = " ".join(LANGUAGE.said(chance, 7)).capitalize()
        slug = f"event-{ref}"
        rows.append(
            _row(ref, title, start) | {"kind": kind, "format": form, "programme_id": programme + 1}
        )
        speakers = {f"speaker-{int(chance.paretovariate(0.6)) % SPEAKERS}" for _ in range(5)}
        labels = {("kind", kind.value), ("format", form.value), ("year", str(start.year))}
        labels |= {("programme", f"p-{programme}")}
        labels |= {("topic", f"topic-{chance.randrange(TOPICS)}") for _ in range(2)}
        labels |= {("has", "video")} if chance.random() < 0.4 else set()
        entries.append(
            Entry(
                kind="event",
                ref=ref,
                shelf=queries.PAST,
                href=f"/events/{slug}",
                title=title,
                names=" ".join(speakers),
                body=" ".join(LANGUAGE.said(chance, 60)),
                at=start,
                labels=labels,
                marks={("speaker", one) for one in speakers},
            )
        )
    return rows, entries


def _row(ref: int, title: str, start: datetime) -> dict[str, object]:
    local = start.replace(tzinfo=None)
    return {
        "id": ref,
        "key": random_key(),
        "uid": f"event-{ref}@bench",
        "slug": f"event-{ref}",
        "title": title,
        "state": EventState.HELD,
        "publication": Publication.PUBLIC,
        "attribution": AttributionRule.ON_THE_RECORD,
        "local_start": local,
        "local_end": local + timedelta(hours=2),
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "zone": "UTC",
    }


def _tidy() -> None:
    """Let the engine know its tables: PostgreSQL sees to that by itself, the worker to SQLite's."""
    db.session.remove()
    take_statistics()
    db.engine.dispose()
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _questions() -> Iterator[tuple[str, float, Question]]:
    words = LANGUAGE.words
    at = datetime(2026, 6, 1, tzinfo=UTC)

    def archive(**asked: str) -> object:
        page = queries.archive_page(Criteria(**asked))
        return queries.listed(page.events, at)

    def deep(chance: random.Random) -> object:
        day = datetime(2026, 1, 1, tzinfo=UTC) - timedelta(days=chance.random() * AGES)
        page = queries.archive_page(Criteria(), before=cursor_of(place_before(day)))
        return queries.listed(page.events, at)

    def search(words_of: Callable[[random.Random], str]) -> Question:
        return lambda chance: search_page(Criteria(q=words_of(chance)), "", number=1)

    def common(chance: random.Random) -> str:
        return chance.choice(words[:12])

    def rare(chance: random.Random) -> str:
        return chance.choice(words[5_000:])

    def misspelt(chance: random.Random) -> str:
        word = chance.choice([one for one in words[200:5_000] if len(one) > 6])
        return f"{word[:2]}{word[3]}{word[2]}{word[4:]} "

    yield "the archive, first page", LIST, lambda _: archive()
    yield "a page deep in it", LIST, deep
    yield "by topic", LIST, lambda c: archive(topic=f"topic-{c.randrange(TOPICS)}")
    yield (
        "by kind and year",
        LIST,
        lambda c: archive(kind=c.choice(list(EventKind)).value, year=str(c.randrange(1997, 2026))),
    )
    yield "a rare word", SEARCH, search(lambda c: rare(c) + " ")
    yield "a common word", SEARCH, search(lambda c: common(c) + " ")
    yield "two words", SEARCH, search(lambda c: f"{common(c)} {c.choice(words[20:400])} ")
    yield "three letters", SEARCH, search(lambda c: c.choice(words)[:3])
    yield "a misspelt word", SEARCH, search(misspelt)
    yield "a phrase", PHRASE, search(lambda c: f'"{common(c)} {c.choice(words[:60])}"')


@dataclass(frozen=True)
class Took:
    """The 95th percentile of a question in milliseconds: to the page, and in the database."""

    page: float
    database: float


def _measure(app: Flask) -> dict[str, Took]:
    found = {}
    # SQLite works in this process, whose own time others on the machine do not disturb.
    clock = time.process_time if db.engine.dialect.name == "sqlite" else time.perf_counter
    with app.test_request_context(), viewing_as(ANONYMOUS), _statements() as asked:
        for name, _goal, question in _questions():
            pages, databases = [], []
            for number in range(ASKED + 5):
                chance = random.Random(number)
                asked.clear()
                began = clock()
                question(chance)
                pages.append(clock() - began)
                databases.append(_repeat(asked, clock))
                db.session.rollback()
            # The first ones fill the caches of statements.
            found[name] = Took(_percentile(pages[5:]), _percentile(databases[5:]))
    return found


Asked = list[tuple[str, Any]]


@contextmanager
def _statements() -> Iterator[Asked]:
    """Give a list of what the database was asked, with parameters, as it grows."""
    asked: Asked = []

    def note(_connection: object, _cursor: object, said: str, given: Any, *_: object) -> None:
        if said != "BEGIN":
            asked.append((said, given))

    event.listen(db.engine, "after_cursor_execute", note)
    yield asked
    event.remove(db.engine, "after_cursor_execute", note)


def _repeat(asked: Asked, clock: Callable[[], float]) -> float:
    with closing(db.session.connection().connection.cursor()) as cursor:
        began = clock()
        for said, given in asked:
            cursor.execute(said, given)
            cursor.fetchall()
        return clock() - began


def _percentile(seconds: Sequence[float]) -> float:
    return 1000 * sorted(seconds)[int(0.95 * ASKED) - 1]


def _print(found: Mapping[int, Mapping[str, Took]]) -> None:
    sizes = list(found)
    print(
        f"{'ms, p95: page (database)':26}" + "".join(f"{size:>18,}" for size in sizes) + "    ratio"
    )
    for name, goal, _question in _questions():
        row = [found[size][name] for size in sizes]
        told = f"{FLAT:.0f}x, {goal:.0f} ms in the database" if goal == LIST else f"{goal:.0f} ms"
        print(
            f"{name:26}"
            + "".join(f"{each.page:10.1f} ({each.database:5.1f})" for each in row)
            + f"{row[-1].page / row[0].page:9.1f}   goal: {told}"
        )


if __name__ == "__main__":
    main()

"""How each database keeps and finds words. Both get the same stems, so both find the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any, Literal, Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    cast,
    column,
    literal,
    select,
    table,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from app.search.tables import bearing
from app.search.words import stems_of

Phrase = Sequence[str]
"""Stems that stand side by side; mostly one alone."""
Labels = Sequence[Sequence[int]]
"""Ids of labels; of each group an entry has to bear one."""
Where = Literal["title", "heads", "anywhere"]
"""Where the words have to stand: in the title, in title or names, or in any part."""


@dataclass(frozen=True)
class Pattern:
    """One of each group of ``wanted`` has to be there, and none of ``unwanted``.

    ``share`` is about which part of all entries answers to it, between 0 and 1, and ``expected``
    how many those are.
    """

    wanted: Sequence[Sequence[Phrase]]
    unwanted: Sequence[Phrase] = ()
    share: float = 0.0
    expected: float = 0.0

    @property
    def has_phrase(self) -> bool:
        """Whether the order of words matters."""
        return any(len(phrase) > 1 for group in self.wanted for phrase in group)


@dataclass(frozen=True)
class Text:
    """The words of the entry at ``place``."""

    place: int
    title: str
    names: str
    body: str


class Engine(Protocol):
    """What keeps the words of entries and finds entries by words."""

    def write(self, connection: Connection, texts: Iterable[Text]) -> None:
        """Add the words of new entries."""

    def erase(self, connection: Connection, places: Iterable[int]) -> None:
        """Take the words of entries away."""

    def newest(
        self,
        connection: Connection,
        pattern: Pattern,
        *,
        where: Where,
        labels: Labels,
        before: int,
        limit: int,
    ) -> list[int]:
        """Return places that answer to ``pattern`` there, the latest first.

        Only those that bear ``labels``, and that stand before ``before``.
        """


def engine_of(connection: Connection) -> Engine:
    """Return the engine of the database behind ``connection``."""
    return _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL


_words = table("search_text", column("rowid"), column("entry_id"), column("vector"))


def _bears(place: ColumnElement[int], labels: Labels) -> ColumnElement[bool]:
    """The entry at ``place`` bears one of each group of ``labels``."""
    return and_(
        true(),
        *(
            select(one.c.entry_id)
            .where(one.c.label_id.in_(group), one.c.entry_id == place)
            .exists()
            for group in labels
            for one in (bearing.alias(),)
        ),
    )


class Sqlite:
    """FTS5. Row ids are places, which it gives back in order without sorting."""

    def write(self, connection: Connection, texts: Iterable[Text]) -> None:
        """Add the words of new entries."""
        rows = [
            {
                "place": one.place,
                "title": " ".join(stems_of(one.title)),
                "names": " ".join(stems_of(one.names)),
                "body": " ".join(stems_of(one.body)),
            }
            for one in texts
        ]
        if rows:
            connection.execute(
                text(
                    "INSERT INTO search_text (rowid, title, names, body)"
                    " VALUES (:place, :title, :names, :body)"
                ),
                rows,
            )

    def erase(self, connection: Connection, places: Iterable[int]) -> None:
        """Take the words of entries away."""
        if rows := [{"place": place} for place in places]:
            connection.execute(text("DELETE FROM search_text WHERE rowid = :place"), rows)

    def newest(
        self,
        connection: Connection,
        pattern: Pattern,
        *,
        where: Where,
        labels: Labels,
        before: int,
        limit: int,
    ) -> list[int]:
        """Return places that answer to ``pattern``, the latest first."""
        place = _words.c.rowid
        found = (
            select(place)
            .where(text("search_text MATCH :pattern"))
            .where(place < before, _bears(place, labels))
            .order_by(place.desc())
            .limit(limit)
        )
        return list(connection.scalars(found, {"pattern": self._match(pattern, where=where)}).all())

    @staticmethod
    def _match(pattern: Pattern, *, where: Where) -> str:
        groups = (
            "(" + " OR ".join(f'"{" ".join(phrase)}"' for phrase in group) + ")"
            for group in pattern.wanted
        )
        match = " AND ".join(groups)
        if where != "anywhere":
            columns = "title" if where == "title" else "{title names}"
            match = f"{columns} : ({match})"
        for phrase in pattern.unwanted:
            match = f'({match}) NOT "{" ".join(phrase)}"'
        return match


class Postgresql:
    """A ``tsvector`` with GIN. Its parser is not asked: the vector is put together here."""

    WINDOW = 15_000
    """So many entries are looked through, latest first, where an index would find too many."""
    READ_FOR_PHRASE = 4_000
    """In so many entries that hold all words it is looked whether they stand side by side."""

    def write(self, connection: Connection, texts: Iterable[Text]) -> None:
        """Add the words of new entries."""
        rows = [{"place": one.place, "vector": _vector(one)} for one in texts]
        if rows:
            connection.execute(
                text(
                    "INSERT INTO search_text (entry_id, vector)"
                    " VALUES (:place, CAST(:vector AS tsvector))"
                ),
                rows,
            )

    def erase(self, connection: Connection, places: Iterable[int]) -> None:
        """Take the words of entries away."""
        connection.execute(
            text("DELETE FROM search_text WHERE entry_id = ANY(:places)"),
            {"places": list(places)},
        )

    def newest(
        self,
        connection: Connection,
        pattern: Pattern,
        *,
        where: Where,
        labels: Labels,
        before: int,
        limit: int,
    ) -> list[int]:
        """Return places that answer to ``pattern``, the latest first.

        What many entries hold is found fastest by looking through the latest; what few hold, by
        the index. Phrases are looked for only where all their words are.
        """
        whole = _query(pattern, where=where)
        words = _query(_loose(pattern), where=where) if pattern.has_phrase else whole
        sources = [self._in_index(words, before)]
        if pattern.share * self.WINDOW >= limit and pattern.expected >= limit:
            window = int(1.3 * limit / pattern.share)
            sources.insert(0, self._among_latest(words, before, window))
        places: list[int] = []
        for source in sources:
            asked = self._bearing(source, labels)
            if pattern.has_phrase:
                asked = self._in_that_order(asked.limit(self.READ_FOR_PHRASE), whole)
            places = list(connection.scalars(asked.limit(limit)).all())
            if len(places) == limit:
                break
        return places

    @staticmethod
    def _among_latest(words: str, before: int, window: int) -> FromClause:
        latest = (
            select(_words.c.entry_id, _words.c.vector)
            .where(_words.c.entry_id < before)
            .order_by(_words.c.entry_id.desc())
            .limit(window)
            .subquery()
        )
        return select(latest).where(_answers(latest.c.vector, words)).subquery()

    @staticmethod
    def _in_index(words: str, before: int) -> FromClause:
        found = select(_words.c.entry_id, _words.c.vector).where(
            _answers(_words.c.vector, words), _words.c.entry_id < before
        )
        # The planner might else walk through all entries in the hope of finding enough early.
        return found.cte("held").prefix_with("MATERIALIZED")

    @staticmethod
    def _bearing(source: FromClause, labels: Labels) -> Select[Any]:
        place = source.c.entry_id
        return select(*source.c).where(_bears(place, labels)).order_by(place.desc())

    @staticmethod
    def _in_that_order(found: Select[Any], whole: str) -> Select[Any]:
        held = found.subquery()
        place = held.c.entry_id
        return select(place).where(_answers(held.c.vector, whole)).order_by(place.desc())


def _answers(vector: ColumnElement[Any], query: str) -> ColumnElement[bool]:
    return vector.bool_op("@@")(cast(literal(query), TSQUERY))


_FURTHEST = 16_000
"""PostgreSQL counts no further; what a longer text says in the end is found, but not in phrases."""
_MOST_POSITIONS = 250


def _vector(one: Text) -> str:
    """Return the entry's ``tsvector``: where each stem stands, in the title (A), names (B) or body."""
    positions: dict[str, list[str]] = defaultdict(list)
    at = 0
    for part, weight in ((one.title, "A"), (one.names, "B"), (one.body, "D")):
        for stem in stems_of(part):
            at += 1
            positions[stem].append(f"{min(at, _FURTHEST)}{weight}")
        # Nothing stands side by side with what stands in another part.
        at += 2
    return " ".join(
        f"{stem}:{','.join(found[:_MOST_POSITIONS])}" for stem, found in positions.items()
    )


def _query(pattern: Pattern, *, where: Where) -> str:
    """Return the ``tsquery`` of ``pattern``; stems hold nothing but letters and digits."""
    weight = {"title": ":A", "heads": ":AB", "anywhere": ""}[where]

    def one(phrase: Phrase, weight: str = weight) -> str:
        return "(" + " <-> ".join(stem + weight for stem in phrase) + ")"

    groups = ("(" + " | ".join(map(one, group)) + ")" for group in pattern.wanted)
    refused = (f"!{refusal}" for refusal in map(one, pattern.unwanted, repeat("")))
    return " & ".join([*groups, *refused])


def _loose(pattern: Pattern) -> Pattern:
    """Return the pattern without the order of words."""
    groups: list[Sequence[Phrase]] = []
    for group in pattern.wanted:
        if len(group) == 1:
            groups += [[(stem,)] for stem in group[0]]
        else:
            groups.append(group)
    return replace(pattern, wanted=groups)


_SQLITE = Sqlite()
_POSTGRESQL = Postgresql()

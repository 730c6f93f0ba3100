"""``tsvector`` with GIN, which are part of PostgreSQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import inf, sqrt
from typing import Any, Literal

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    cast,
    column,
    func,
    select,
    table,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from app.search.engines.asked import Labels, Pattern, Phrase, Text, Where, bears
from app.search.tables import bearing, is_one_of, label
from app.search.words import stems_of

search_text = table("search_text", column("entry_id"), column("vector"))

Way = Literal["latest", "both", "index"]
"""To read the latest entries one by one; those of them that the index gives; all that it gives."""


class Postgresql:
    """A ``tsvector`` with GIN. Its parser is not asked: the vector is put together here."""

    READ = 5.0
    """Microseconds to read an entry and look whether it answers."""
    GIVEN = 0.3
    """Microseconds to be given an entry by the index of words, in no order."""
    RANGED = 0.2
    """Microseconds to know that an entry is among the latest."""

    FEW = 5_000
    """So many entries that bear a label are read one by one."""
    READ_FOR_PHRASE = 4_000
    """In so many entries that hold all words it is looked whether they stand side by side."""
    RARER_IN_HEADS = 8
    """So many times fewer entries hold a word in title or names than anywhere: a guess, ..."""
    SLACK = 1.5
    """... which makes it worth to ask so many times more of the latest."""

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

    def clear(self, connection: Connection) -> None:
        """Take the words of all entries away."""
        connection.execute(text("DELETE FROM search_text"))

    def newest(
        self,
        connection: Connection,
        pattern: Pattern,
        *,
        where: Where,
        labels: Labels,
        limit: int,
        among: Sequence[int] | None = None,
    ) -> list[int]:
        """Return places that answer to ``pattern``, the latest first.

        Phrases are looked for only where all their words are. Where the latest entries, as many as
        would probably do, did not do, more of them are asked, by the share that was found in these.
        """
        enough = self.READ_FOR_PHRASE if pattern.has_phrase else limit

        def fitting(held: Select[Any]) -> list[Row[Any]]:
            asked = _latest_fitting(held, pattern, where, labels).limit(enough)
            return list(connection.execute(asked).all())

        few = among if among is not None else self._few_that_bear(connection, labels)
        if few is not None:
            held = _all_that(pattern, where).where(is_one_of(search_text.c.entry_id, few))
            return _places(fitting(held), limit)
        rarer, slack = (1, 1) if where == "anywhere" else (self.RARER_IN_HEADS, self.SLACK)
        guess = replace(pattern, share=pattern.share / rarer, rarest=pattern.rarest / rarer)
        share = guess.share
        while True:
            expected = slack * (enough + 3 * sqrt(enough)) / share if share else inf
            window = int(min(expected, pattern.total))
            way = self._way(guess if labels else replace(guess, share=share), enough, window)
            rows = fitting(self._held(connection, pattern, where, way, window))
            if len(rows) >= enough or way == "index" or window == pattern.total:
                return _places(rows, limit)
            share = min(share, len(rows) / window) / 2

    def _way(self, pattern: Pattern, enough: int, window: int) -> Way:
        """Return the cheapest way to ``enough`` answers, probably among the ``window`` latest."""
        given = self.GIVEN * pattern.rarest * pattern.total
        costs: dict[Way, float] = {
            "latest": self.READ * window,
            "both": given + self.RANGED * window + self.READ * enough,
            "index": given + self.READ * pattern.share * pattern.total,
        }
        return min(costs, key=lambda way: costs[way])

    def _few_that_bear(self, connection: Connection, labels: Labels) -> Select[Any] | None:
        """Return the places that bear the rarest of ``labels``, if those are few."""
        if not labels:
            return None
        asked = [one for group in labels for one in group]
        counted = select(label.c.id, label.c.entries).where(label.c.id.in_(asked))
        entries = dict(connection.execute(counted).tuples().all())
        rarest = min(labels, key=lambda group: sum(entries.get(one, 0) for one in group))
        if sum(entries.get(one, 0) for one in rarest) > self.FEW:
            return None
        return select(bearing.c.entry_id).where(bearing.c.label_id.in_(rarest))

    @staticmethod
    def _held(
        connection: Connection, pattern: Pattern, where: Where, way: Way, window: int
    ) -> Select[Any]:
        """Ask on this ``way`` for entries that hold the words, of the ``window`` latest or of all."""
        if way == "index":
            return _all_that(pattern, where)
        place = search_text.c.entry_id
        if way == "both":
            since = _place_behind(connection, window, pattern.total)
            return _all_that(pattern, where).where(place > _written(since, BigInteger))
        latest = select(search_text).order_by(place.desc()).limit(window).subquery()
        return select(latest).where(_answers(latest.c.vector, _loose(pattern), where))


def _place_behind(connection: Connection, window: int, total: int) -> int:
    """Return about the place behind the ``window`` latest of ``total``; 0 behind all of them.

    The statistics of the planner have a thousand places at equal distances; where there are none
    yet, it is counted.
    """
    if window >= total:
        return 0
    known = connection.scalar(text(_KNOWN_PLACE), {"part": 1 - window / total})
    if known is not None:
        return int(known)
    place = search_text.c.entry_id
    counted = select(place).order_by(place.desc()).offset(window).limit(1)
    return connection.scalar(counted) or 0


_KNOWN_PLACE = """
    SELECT places[greatest(1, floor(:part * (cardinality(places) - 1))::int)]
    FROM (
        SELECT histogram_bounds::text::bigint[] AS places FROM pg_stats
        WHERE schemaname = current_schema() AND tablename = 'search_text' AND attname = 'entry_id'
    ) AS known
"""


def _all_that(pattern: Pattern, where: Where) -> Select[Any]:
    """Ask for the entries that hold the words of ``pattern``, in no order."""
    return select(search_text).where(_answers(search_text.c.vector, _loose(pattern), where))


def _latest_fitting(
    held: Select[Any], pattern: Pattern, where: Where, labels: Labels
) -> Select[Any]:
    """Ask for the latest of ``held`` that bear ``labels``, and whether phrases stand in them."""
    # Without an offset the planner might walk through all entries, hoping to find enough early.
    found = held.offset(0).subquery()
    fits = _answers(found.c.vector, pattern, where) if pattern.has_phrase else true()
    return (
        select(found.c.entry_id, fits.label("fits"))
        .where(bears(found.c.entry_id, labels))
        .order_by(found.c.entry_id.desc())
    )


def _places(rows: Iterable[Row[Any]], limit: int) -> list[int]:
    return [row.entry_id for row in rows if row.fits][:limit]


def _written(value: object, kind: Any) -> ColumnElement[Any]:
    """Return ``value`` as part of the statement, so that each is planned for what it asks."""
    return cast(bindparam(None, value, literal_execute=True), kind)


def _answers(vector: ColumnElement[Any], pattern: Pattern, where: Where) -> ColumnElement[bool]:
    """``vector`` holds the words of ``pattern`` there; the migrations have an index for both parts."""
    part = vector if where == "anywhere" else func.ts_filter(vector, text("'{a,b}'"))
    holds = part.bool_op("@@")(_written(_wanted(pattern, where), TSQUERY))
    if not pattern.unwanted:
        return holds
    return and_(holds, vector.bool_op("@@")(_written(_refused(pattern), TSQUERY)))


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


def _wanted(pattern: Pattern, where: Where) -> str:
    """Return the ``tsquery`` of what has to be there; stems hold nothing but letters and digits."""
    weight = ":A" if where == "title" else ""
    groups = (" | ".join(_phrase(one, weight) for one in group) for group in pattern.wanted)
    return " & ".join(f"({group})" for group in groups)


def _refused(pattern: Pattern) -> str:
    return " & ".join(f"!{_phrase(one)}" for one in pattern.unwanted)


def _phrase(phrase: Phrase, weight: str = "") -> str:
    return "(" + " <-> ".join(stem + weight for stem in phrase) + ")"


def _loose(pattern: Pattern) -> Pattern:
    """Return the pattern without the order of words."""
    groups: list[Sequence[Phrase]] = []
    for group in pattern.wanted:
        if len(group) == 1:
            groups += [[(stem,)] for stem in group[0]]
        else:
            groups.append(group)
    return replace(pattern, wanted=groups)

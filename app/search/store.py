"""Keeps the index: what is found, counted and suggested changes in the transaction of its cause."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import product
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, delete, func, insert, select, text

from app.extensions import db
from app.infra.public_version import raise_public_version
from app.search.engines import Text, engine_of
from app.search.entries import Entry, free_place, is_at
from app.search.tables import Named, bearing, entry, is_named, label, pair, word
from app.search.words import is_unspaced, joined_words, stem_of, words_of

About = tuple[str, int]
"""A kind, and the row of it."""

INDEX_LOCK = 7_275_396
"""Any number that nobody else takes locks by, in the database that is ours alone."""


def be_alone() -> None:
    """Let nobody else write the index until this transaction ends.

    Called before that is read which the index will say, so that of two who write at once the
    later one reads what the earlier one wrote. On SQLite whoever writes is alone anyway.
    """
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(INDEX_LOCK)))


def put(about: Collection[About], entries: Iterable[Entry]) -> None:
    """Let the index say of the things ``about`` just what ``entries`` say, and nothing else.

    What was there and is not among them is gone; what says the same is left alone.
    """
    connection = db.session.connection()
    wanted = {(one.kind, one.ref, one.part): one for one in entries}
    there = {(row.kind, row.ref, row.part): row for row in _rows(connection, about)}
    same = {key for key in wanted.keys() & there.keys() if wanted[key].digest == there[key].digest}
    gone = [row for key, row in there.items() if key not in same]
    new = [one for key, one in wanted.items() if key not in same]
    if not gone and not new:
        return
    counts = Counts()
    _take_away(connection, gone, counts)
    _add(connection, new, {key: row.id for key, row in there.items()}, counts)
    counts.settle(connection)
    raise_public_version(db.session())


def found_among(kind: str, refs: Collection[int]) -> set[int]:
    """Return those of ``refs`` of which the index says something."""
    return {row.ref for row in _rows(db.session.connection(), {(kind, ref) for ref in refs})}


def due(at: datetime, limit: int) -> list[About]:
    """Return things that say something else since an instant that is no later than ``at``."""
    asked = select(entry.c.kind, entry.c.ref).where(entry.c.turns_at <= at).limit(limit)
    return [(row.kind, row.ref) for row in db.session.execute(asked)]


_UNFINISHED: Named = ("", "unfinished", "")
"""A label on no shelf, which stands in the index for as long as that is being made."""


def is_whole() -> bool:
    """Whether the index was made, and its making was not cut off."""
    some = db.session.execute(select(entry.c.id).limit(1)).first()
    return some is not None and not _known(db.session.connection(), [_UNFINISHED])


def empty() -> None:
    """Take everything out of the index, which is unfinished from now on."""
    be_alone()
    connection = db.session.connection()
    engine_of(connection).clear(connection)
    for table in (bearing, pair, label, word, entry):
        connection.execute(delete(table))
    shelf, facet, value = _UNFINISHED
    connection.execute(
        insert(label).values(shelf=shelf, facet=facet, value=value, paired=False, entries=1)
    )
    raise_public_version(db.session())


def finish() -> None:
    """Say that everything has been put into the index."""
    db.session.connection().execute(delete(label).where(is_named([_UNFINISHED])))


Rows = list[dict[str, Any]]


class Counts:
    """What is to be added to the counts of labels, pairs and words, or taken from them."""

    def __init__(self) -> None:
        self.labels: Counter[int] = Counter()
        self.pairs: Counter[tuple[int, int]] = Counter()
        self.words: Counter[str] = Counter()

    def count(
        self, labels: Collection[int], paired: Collection[int], said: Iterable[str], by: int
    ) -> None:
        """Count an entry that bears ``labels``, some of them ``paired``, and says the words ``said``."""
        for one in labels:
            self.labels[one] += by
        for one, other in product(labels, paired):
            if one != other:
                self.pairs[one, other] += by
        for each in said:
            self.words[each] += by

    def settle(self, connection: Connection) -> None:
        """Write the differences, always in the same order, so that no two wait for each other."""
        labels: Rows = [{"id": one, "n": n} for one, n in sorted(self.labels.items()) if n]
        pairs: Rows = [
            {"one": a, "other": b, "n": n} for (a, b), n in sorted(self.pairs.items()) if n
        ]
        words: Rows = [_word_row(one, n) for one, n in sorted(self.words.items()) if n]
        for statement, rows in ((_LABELS, labels), (_PAIRS, pairs), (_WORDS, words)):
            if rows:
                connection.execute(text(statement), rows)
        # What nothing bears any more leaves no trace of its name.
        for statement, rows in ((_NO_PAIRS, pairs), (_NO_LABELS, labels), (_NO_WORDS, words)):
            if fewer := [row for row in rows if row["n"] < 0]:
                connection.execute(text(statement), fewer)


_LABELS = "UPDATE search_label SET entries = entries + :n WHERE id = :id"
_PAIRS = """
    INSERT INTO search_pair (one_id, other_id, entries) VALUES (:one, :other, :n)
    ON CONFLICT (one_id, other_id) DO UPDATE SET entries = search_pair.entries + excluded.entries
"""
_WORDS = """
    INSERT INTO search_word (word, stem, initial, letters, entries)
    VALUES (:word, :stem, :initial, :letters, :n)
    ON CONFLICT (word) DO UPDATE SET entries = search_word.entries + excluded.entries
"""

_NO_PAIRS = "DELETE FROM search_pair WHERE one_id = :one AND other_id = :other AND entries <= 0"
_NO_LABELS = "DELETE FROM search_label WHERE id = :id AND entries <= 0"
_NO_WORDS = "DELETE FROM search_word WHERE word = :word AND entries <= 0"


def _word_row(one: str, n: int) -> dict[str, Any]:
    return {"word": one, "stem": stem_of(one), "initial": one[0], "letters": len(one), "n": n}


def words_to_count(title: str, names: str, body: str) -> set[str]:
    """Return the words by which an entry is found and spelled; single letters begin nothing."""
    said = {*words_of(title), *words_of(_names(title, names)), *words_of(body)}
    return {one for one in said if len(one) > 1 and not is_unspaced(one)}


def _names(title: str, names: str) -> str:
    """Return the names as they are found: with hyphens and without."""
    return f"{names}\n{joined_words(f'{title} {names}')}"


def _rows(connection: Connection, about: Collection[About]) -> list[Row[Any]]:
    """Return what the index says of the things."""
    refs: dict[str, list[int]] = defaultdict(list)
    for kind, ref in sorted(about):
        refs[kind].append(ref)
    # Of pairs among pairs, and of rows in their order, SQLite would read all to find one.
    rows = [
        row
        for kind, those in refs.items()
        for some in _batches(those)
        for row in connection.execute(
            select(entry).where(entry.c.kind == kind, entry.c.ref.in_(some))
        )
    ]
    return sorted(rows, key=attrgetter("id"))


_AT_ONCE = 400
Thing = TypeVar("Thing")


def _batches(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    """Yield ``things`` in pieces that no database finds too long for a list."""
    for first in range(0, len(things), _AT_ONCE):
        yield things[first : first + _AT_ONCE]


def _take_away(connection: Connection, gone: Sequence[Row[Any]], counts: Counts) -> None:
    for some in _batches(gone):
        places = [row.id for row in some]
        borne: dict[int, list[int]] = defaultdict(list)
        paired: dict[int, list[int]] = defaultdict(list)
        for place, one, together in connection.execute(
            select(bearing.c.entry_id, label.c.id, label.c.paired)
            .join(label, label.c.id == bearing.c.label_id)
            .where(bearing.c.entry_id.in_(places))
        ):
            borne[place].append(one)
            if together:
                paired[place].append(one)
        for row in some:
            said = words_to_count(row.title, row.names, row.body)
            counts.count(borne[row.id], paired[row.id], said, -1)
        engine_of(connection).erase(connection, places)
        connection.execute(delete(bearing).where(bearing.c.entry_id.in_(places)))
        connection.execute(delete(entry).where(entry.c.id.in_(places)))


def _add(
    connection: Connection,
    new: Sequence[Entry],
    places: Mapping[tuple[str, int, int], int],
    counts: Counts,
) -> None:
    if not new:
        return
    ids = _label_ids(connection, new)
    rows, borne, texts = [], [], []
    for one, place in zip(new, _places_for(connection, new, places), strict=True):
        rows.append(_row(one, place))
        texts.append(Text(place, one.title, _names(one.title, one.names), one.body))
        labels, paired = _labels_of(one), _paired_of(one)
        borne += [{"label_id": ids[each], "entry_id": place} for each in labels]
        counts.count(
            [ids[each] for each in labels],
            [ids[each] for each in paired],
            words_to_count(one.title, one.names, one.body),
            1,
        )
    connection.execute(insert(entry), rows)
    connection.execute(insert(bearing), borne)
    engine_of(connection).write(connection, texts)


def _places_for(
    connection: Connection, new: Sequence[Entry], before: Mapping[tuple[str, int, int], int]
) -> list[int]:
    """Return for each of ``new`` the place it had, or else one that is free.

    A place is drawn by lot, and of some hundreds in the same minute two may draw the same.
    """
    there = [before.get((one.kind, one.ref, one.part)) for one in new]
    found = [
        place if place and is_at(place, one.at) else None
        for place, one in zip(there, new, strict=True)
    ]
    taken = {place for place in found if place}
    while without := [number for number, place in enumerate(found) if not place]:
        drawn = {free_place(new[number].at): number for number in without}
        taken |= _taken(connection, sorted(drawn))
        for place, number in drawn.items():
            if place not in taken:
                found[number] = place
        taken |= drawn.keys()
    return [place for place in found if place]


def _taken(connection: Connection, places: Sequence[int]) -> set[int]:
    return {
        row.id
        for some in _batches(places)
        for row in connection.execute(select(entry.c.id).where(entry.c.id.in_(some)))
    }


def _row(one: Entry, place: int) -> dict[str, object]:
    return {
        "id": place,
        "shelf": one.shelf,
        "kind": one.kind,
        "ref": one.ref,
        "part": one.part,
        "href": one.href,
        "title": one.title,
        "names": one.names,
        "body": one.body,
        "digest": one.digest,
        "turns_at": one.turns_at,
    }


def _paired_of(one: Entry) -> set[Named]:
    return {(one.shelf, facet, value[:160]) for facet, value in one.labels}


def _labels_of(one: Entry) -> set[Named]:
    marks = {(one.shelf, facet, value[:160]) for facet, value in one.marks}
    return {(one.shelf, "", ""), *_paired_of(one), *marks}


def _label_ids(connection: Connection, new: Sequence[Entry]) -> dict[Named, int]:
    """Return the ids of all labels that ``new`` bear; those not there yet are added, counting none."""
    paired = {each for one in new for each in _paired_of(one)}
    needed = sorted({each for one in new for each in _labels_of(one)})
    found = _known(connection, needed)
    if missing := [each for each in needed if each not in found]:
        connection.execute(
            text(_NEW_LABELS),
            [
                {"shelf": shelf, "facet": facet, "value": value, "paired": each in paired}
                for each in missing
                for shelf, facet, value in (each,)
            ],
        )
        found |= _known(connection, missing)
    return found


_NEW_LABELS = """
    INSERT INTO search_label (shelf, facet, value, paired, entries)
    VALUES (:shelf, :facet, :value, :paired, 0) ON CONFLICT DO NOTHING
"""


def _known(connection: Connection, names: Sequence[Named]) -> dict[Named, int]:
    return {
        (row.shelf, row.facet, row.value): row.id
        for some in _batches(names)
        for row in connection.execute(select(label).where(is_named(some)))
    }

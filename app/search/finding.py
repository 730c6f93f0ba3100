"""What is found on a shelf: by labels, in the order of time, page by page; and how many there are.

However much there is, nothing here looks at more of it than it shows or counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Row, Select, case, func, select, union_all

from app.extensions import db
from app.search.engines import Labels
from app.search.entries import LAST, Label
from app.search.tables import bearing, entry, is_named, is_one_of, label, pair

COUNTED = 500
"""So many entries are counted one by one; of more it is only said that they are more."""


FEW = 100
"""Of so many it is also counted what is not counted in pairs."""
SHELF = ""
"""The facet whose values are the shelves themselves."""


@dataclass(frozen=True)
class Amount:
    """How many there are; at least so many, where there are ``more``."""

    number: int
    more: bool = False


@dataclass(frozen=True)
class Choice:
    """A value to narrow by, and how many would be left; None where nobody has counted them."""

    value: str
    count: int | None


Facets = dict[str, list[Choice]]


@dataclass(frozen=True)
class Slice:
    """Places in the order of a list, and whether it goes on in either direction."""

    places: Sequence[int]
    newer: bool
    older: bool


NOTHING = Slice([], newer=False, older=False)


def by_others(labels: Sequence[Label], names: Sequence[str]) -> dict[tuple[Label, ...], list[str]]:
    """Return the facets by the labels that narrow their choices: all but those of the facet itself."""
    found: dict[tuple[Label, ...], list[str]] = defaultdict(list)
    for name in names:
        found[tuple(each for each in labels if each[0] != name)].append(name)
    return found


def groups_of(labels: Iterable[Label], shelf: str | None = None) -> Labels | None:
    """Return what the engine calls ``labels``, of one shelf or of all; None where one is not borne."""
    wanted = list(labels) or ([("", "")] if shelf is not None else [])
    if not wanted:
        return []
    named = is_named((shelf, *each) for each in wanted)
    asked = select(label.c.facet, label.c.value, label.c.id).where(named)
    ids: dict[Label, list[int]] = {each: [] for each in wanted}
    for facet, value, one in db.session.execute(asked):
        ids[facet, value].append(one)
    return list(ids.values()) if all(ids.values()) else None


class Shelf:
    """A shelf of the index, narrowed to the entries that bear all of ``labels``."""

    def __init__(self, name: str, labels: Iterable[Label] = ()) -> None:
        self.name = name
        self.labels = tuple(dict.fromkeys(labels))

    @cached_property
    def _rows(self) -> list[Row[Any]] | None:
        """The labels asked for, the rarest first; the shelf's own where none are.

        None where one of them is borne by nothing.
        """
        wanted = [(self.name, *each) for each in self.labels or [("", "")]]
        rows = db.session.execute(select(label).where(is_named(wanted))).all()
        by_amount = sorted(rows, key=lambda row: (row.entries, row.id))
        return by_amount if len(rows) == len(wanted) else None

    @cached_property
    def amount(self) -> Amount:
        """How many entries there are."""
        rows = self._rows
        if rows is None:
            return Amount(0)
        if len(rows) == 1:
            return Amount(rows[0].entries)
        one, other = sorted(rows, key=lambda row: row.paired)[:2]
        if len(rows) == 2 and other.paired:
            asked = select(pair.c.entries).where(
                pair.c.one_id == one.id, pair.c.other_id == other.id
            )
            return Amount(db.session.scalar(asked) or 0)
        some = self._places(rows).limit(COUNTED + 1).subquery()
        number = db.session.scalar(select(func.count()).select_from(some)) or 0
        return Amount(min(number, COUNTED), more=number > COUNTED)

    def slice(self, size: int, *, before: int | None = None, after: int | None = None) -> Slice:
        """Return the latest ``size`` places, or those that come next ``before`` or ``after`` a place."""
        if self._rows is None:
            return NOTHING
        found = self._places(self._rows)
        column = bearing.c.entry_id
        if after is not None:
            rising = found.order_by(None).order_by(column)
            places = list(db.session.scalars(rising.where(column > after).limit(size + 1)))
            if len(places) > size:
                return Slice(places[:size][::-1], newer=True, older=True)
            # So near the beginning, the first page is shown whole.
            before = None
        bound = LAST if before is None else before
        places = list(db.session.scalars(found.where(column < bound).limit(size + 1)))
        return Slice(places[:size], newer=before is not None, older=len(places) > size)

    def _places(self, rows: Sequence[Row[Any]]) -> Select[tuple[int]]:
        """Return the statement for all places, the latest first, led by the rarest label."""
        first, *rest = rows
        found = select(bearing.c.entry_id).where(bearing.c.label_id == first.id)
        for row in rest:
            also = bearing.alias()
            found = found.where(
                select(also.c.entry_id)
                .where(also.c.label_id == row.id, also.c.entry_id == bearing.c.entry_id)
                .exists()
            )
        return found.order_by(bearing.c.entry_id.desc())

    def facets(self, names: Sequence[str], most: int) -> Facets:
        """Return up to ``most`` values for each facet of ``names``, the most frequent first.

        Each counts what would be left with all labels asked for but those of its own facet.
        """
        found: Facets = {}
        for others, some in by_others(self.labels, names).items():
            shelf = self if others == self.labels else Shelf(self.name, others)
            found |= shelf.choices(some, most)
        return found

    def choices(self, names: Sequence[str], most: int) -> Facets:
        """Return up to ``most`` values of each facet on this shelf, the most frequent first.

        What was not counted beforehand is counted where there is little of it, and else not at
        all: then the values stand without a number.
        """
        rows = self._rows
        if rows is None:
            return {name: [] for name in names}
        if not self.labels:
            return _all_choices(self.name, names, most)
        here = self._places(rows).order_by(None)
        if len(rows) > 1 and self.amount.number <= COUNTED and not self.amount.more:
            return _counted(here, names, most)
        found = _beside(rows[0].id, names, most, sure=len(rows) == 1)
        unpaired = [name for name in names if not found[name]]
        if unpaired and self.amount.number <= FEW and not self.amount.more:
            found |= _counted(here, unpaired, most)
        return found

    def by_two(self, facet: str, other: str) -> dict[tuple[str, str], int]:
        """Return how many entries bear a value of the one facet and one of the other.

        Of the whole shelf that was counted beforehand; else it is counted entry by entry.
        """
        rows = self._rows
        if rows is None:
            return {}
        one, two = label.alias(), label.alias()
        if self.labels:
            first, second = bearing.alias(), bearing.alias()
            asked = (
                select(one.c.value, two.c.value, func.count())
                .join(first, first.c.label_id == one.c.id)
                .join(second, second.c.entry_id == first.c.entry_id)
                .join(two, two.c.id == second.c.label_id)
                .where(first.c.entry_id.in_(self._places(rows).order_by(None)))
                .group_by(one.c.value, two.c.value)
            )
        else:
            asked = (
                select(one.c.value, two.c.value, pair.c.entries)
                .join(pair, pair.c.one_id == one.c.id)
                .join(two, two.c.id == pair.c.other_id)
                .where(one.c.shelf == self.name, two.c.shelf == self.name)
            )
        asked = asked.where(one.c.facet == facet, two.c.facet == other)
        return {(value, beside): count for value, beside, count in db.session.execute(asked)}


def _beside(label_id: int, names: Sequence[str], most: int, *, sure: bool) -> Facets:
    """Return what is counted together with a label; without numbers, if that is not all there is."""
    rows = db.session.execute(
        select(label.c.facet, label.c.value, pair.c.entries)
        .join(label, label.c.id == pair.c.other_id)
        .where(pair.c.one_id == label_id, label.c.facet.in_(names))
    )
    return _by_facet(rows, names, most, sure=sure)


def facets_among(places: Sequence[int], names: Sequence[str], most: int) -> Facets:
    """Return up to ``most`` values for each facet of ``names`` that the entries at ``places`` bear."""
    return _counted(places, names, most)


def refs_at(places: Sequence[int]) -> list[int]:
    """Return the rows that the entries at ``places`` are about, in that order."""
    asked = select(entry.c.id, entry.c.ref).where(is_one_of(entry.c.id, places))
    by_place = dict(db.session.execute(asked).tuples().all()) if places else {}
    return [by_place[place] for place in places if place in by_place]


def _all_choices(shelf: str, names: Sequence[str], most: int) -> Facets:
    each = [
        select(label.c.facet, label.c.value, label.c.entries)
        .where(label.c.shelf == shelf, label.c.facet == name)
        .order_by(label.c.entries.desc(), label.c.value)
        .limit(most)
        .subquery()
        for name in names
    ]
    rows = db.session.execute(union_all(*(select(one) for one in each)))
    return _by_facet(rows, names, most)


def _counted(places: Select[tuple[int]] | Sequence[int], names: Sequence[str], most: int) -> Facets:
    value = case((label.c.facet == SHELF, label.c.shelf), else_=label.c.value)
    borne = (
        select(bearing.c.label_id, func.count().label("entries"))
        .where(is_one_of(bearing.c.entry_id, places))
        .group_by(bearing.c.label_id)
        .subquery()
    )
    rows = db.session.execute(
        select(label.c.facet, value, func.sum(borne.c.entries))
        .join(borne, borne.c.label_id == label.c.id)
        .where(label.c.facet.in_(names))
        .group_by(label.c.facet, value)
    )
    return _by_facet(((facet, each, int(n)) for facet, each, n in rows), names, most)


def _by_facet(rows: Iterable[Any], names: Sequence[str], most: int, *, sure: bool = True) -> Facets:
    found: dict[str, list[tuple[int, str]]] = {name: [] for name in names}
    for facet, value, count in rows:
        found[facet].append((-count, value))
    return {
        name: [Choice(value, -count if sure else None) for count, value in sorted(some)[:most]]
        for name, some in found.items()
    }

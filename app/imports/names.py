"""Which printed names in a file are of one person. Two people are never made one; in doubt they stay two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from app.core.names import Match, NameParts, find_person, parse_name, same_person
from app.core.names.parts import folded_words
from app.core.text import fold

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Printed:
    """A name as it stands in the programme of one event, with the office beside it."""

    event: str
    name: str
    office: str = ""


@dataclass(eq=False)
class Somebody:
    """One person of the file, with every name and office that is printed for them."""

    names: list[NameParts] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)

    @property
    def fullest(self) -> NameParts:
        """The name that says the most, whatever its titles."""
        return max(self.names, key=lambda name: (bool(name.given), len(name.bare), name.printed))

    def is_at(self, event: str) -> bool:
        """Whether a programme of ``event`` has them."""
        return any(printed.event == event for printed in self.printed)

    def take(self, name: NameParts, printed: Iterable[Printed]) -> None:
        """Count ``name`` as theirs."""
        self.names.append(name)
        self.printed.extend(printed)


class Known(Generic[Key]):
    """Names by whose they are, found without a look at every one."""

    def __init__(self) -> None:
        self.names: defaultdict[Key, list[NameParts]] = defaultdict(list)
        self._by_trace: defaultdict[str, set[Key]] = defaultdict(set)

    def add(self, key: Key, name: NameParts) -> None:
        """Count ``name`` among those of ``key``."""
        self.names[key].append(name)
        for trace in _traces(name):
            self._by_trace[trace].add(key)

    def find(self, name: NameParts) -> Key | None:
        """The one whom ``name`` fits beyond doubt, see ``core.names.find_person``."""
        keys = dict.fromkeys(key for trace in _traces(name) for key in self._by_trace[trace])
        return find_person(name, {key: self.names[key] for key in keys})


def _traces(name: NameParts) -> set[str]:
    """Words of which two names that are surely one person's have at least one in common."""
    given = folded_words(name.given)
    whole = ("".join(folded_words(part)) for part in (name.family, name.nickname, name.bare))
    return {trace for trace in (*given[:1], *whole) if trace}


def who_is_who(everything: Iterable[Printed]) -> dict[Printed, Somebody]:
    """Say for each printed name who it is.

    A name that fits in all but titles, accents and middle names is the same person's anywhere.
    A short form or an initial ("Ed Rhodes") is so only at the same event and with the same
    office; a family name alone ("AMBASSADOR BRYNN") only where nobody else there has it.
    """
    named = dict.fromkeys(everything)
    people = _by_full_name(named)
    _join_short_forms(people)
    for printed in named:
        name = parse_name(printed.name)
        if not name.given:
            _find_by_family_name(name, printed, people)
    return {printed: one for one in people for printed in one.printed}


def _by_full_name(named: Iterable[Printed]) -> list[Somebody]:
    """Those with a given name. The fullest names come first, so that others find them."""
    by_name: dict[str, list[Printed]] = {}
    for printed in named:
        by_name.setdefault(printed.name, []).append(printed)
    parsed = [name for name in map(parse_name, by_name) if name.given]
    known = Known[Somebody]()
    for name in sorted(parsed, key=lambda name: (-len(name.bare), name.printed)):
        somebody = known.find(name) or Somebody()
        known.add(somebody, name)
        somebody.take(name, by_name[name.printed])
    return list(known.names)


def _join_short_forms(people: list[Somebody]) -> None:
    families: defaultdict[str, list[Somebody]] = defaultdict(list)
    for one in people:
        families[fold(one.fullest.family)].append(one)
    for short in sorted(people, key=lambda one: len(one.fullest.bare)):
        family = families[fold(short.fullest.family)]
        fitting = [one for one in family if one is not short and _may_be(short, one)]
        if len(fitting) == 1:
            people.remove(short)
            family.remove(short)
            fitting[0].names.extend(short.names)
            fitting[0].printed.extend(short.printed)


def _may_be(short: Somebody, other: Somebody) -> bool:
    """Whether ``short`` is a short form of ``other``, who has the same family name."""
    return all(
        same_person(mine, theirs) >= Match.LIKELY for mine in short.names for theirs in other.names
    ) and any(_same_office(*pair) for pair in _met(short, other))


def _met(one: Somebody, other: Somebody) -> Iterator[tuple[str, str]]:
    for mine in one.printed:
        for theirs in other.printed:
            if mine.event == theirs.event:
                yield mine.office, theirs.office


def _same_office(one: str, other: str) -> bool:
    """Whether most words of the shorter one stand in the other."""
    mine, theirs = set(folded_words(one)), set(folded_words(other))
    shared = len(mine & theirs)
    return shared > min(len(mine), len(theirs)) / 2


def _find_by_family_name(name: NameParts, printed: Printed, people: list[Somebody]) -> None:
    there = {i: one.names for i, one in enumerate(people) if one.is_at(printed.event)}
    found = find_person(name, there, at_least=Match.POSSIBLE)
    if found is None:
        people.append(Somebody())
        found = len(people) - 1
    people[found].take(name, [printed])

"""The people of a file, found in the directory or added to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypedDict

from sqlalchemy import select

from app.core.names import Match, NameParts, find_person, parse_name, same_person
from app.core.names.parts import folded_words
from app.core.text import fold
from app.extensions import db
from app.imports.names import Printed, Somebody, who_is_who
from app.imports.report import Fate, Report
from app.participation.models import Participation
from app.people.models import Person
from app.people.operations import add_person, set_name

LONG_ENOUGH_FOR_A_SLIP = 8


class Directory:
    """Finds for each printed name the one person it belongs to."""

    def __init__(self, everything: Iterable[Printed], report: Report) -> None:
        self._who = who_is_who(everything)
        self._known = _names_of_everybody()
        self._found: dict[Somebody, Person] = {}
        self._report = report

    def person(self, printed: Printed) -> Person:
        """Return whose name that is; somebody new is added, once."""
        somebody = self._who[printed]
        if somebody not in self._found:
            self._found[somebody] = self._find(somebody) or self._add(somebody)
        return self._found[somebody]

    def person_after(self, printed: Printed, taken: Participation) -> Person:
        """Return whose name that is, in a seat that was billed under another one before.

        A letter put right does not make a new person: then the directory is put right too.
        """
        somebody = self._who[printed]
        before = parse_name(taken.billing_name)
        if (
            somebody in self._found
            or taken.person is None
            or not _is_slip(before, somebody.fullest)
        ):
            return self.person(printed)
        found = self._find(somebody)
        if found is None and taken.person.display_name == before.display:
            set_name(taken.person, **_facts(somebody.fullest))
            self._report.count("people", Fate.CHANGED)
        self._found[somebody] = found or taken.person
        return self._found[somebody]

    def recognise(self, printed: Printed, person: Person) -> None:
        """Take it from a seat that was given before that this printed name is ``person``'s."""
        if self._who[printed] not in self._found:
            self._found[self._who[printed]] = person
            self._report.count("people", Fate.UNCHANGED)

    def _find(self, somebody: Somebody) -> Person | None:
        """Return the only person whom all the names fit beyond doubt."""
        name = somebody.fullest
        candidates = {
            person_id: self._known.names[person_id]
            for word in folded_words(name.family)
            for person_id in self._known.by_initial[word[0]]
        }
        found = find_person(name, candidates)
        if found is None or any(
            same_person(mine, theirs) is Match.DIFFERENT
            for mine in somebody.names
            for theirs in candidates[found]
        ):
            return None
        self._report.count("people", Fate.UNCHANGED)
        return db.session.get_one(Person, found)

    def _add(self, somebody: Somebody) -> Person:
        name = somebody.fullest
        person = add_person(**_facts(name))
        self._report.count("people", Fate.ADDED)
        self._report.new_people.append(name.display)
        return person


class _Facts(TypedDict):
    display_name: str
    honorific: str
    given_name: str
    family_name: str
    suffix: str
    native_name: str


def _facts(name: NameParts) -> _Facts:
    """How a printed name stands in the directory; the generation is part of the name itself."""
    return _Facts(
        display_name=name.display,
        honorific=name.honorific,
        given_name=name.given,
        family_name=name.family,
        suffix=" ".join(word for word in name.suffix.split() if word != name.generation),
        native_name=name.native,
    )


def _is_slip(before: NameParts, after: NameParts) -> bool:
    """Whether the second name is the first with one letter put right."""
    # Imported where it is used: a web process never compares names.
    from rapidfuzz.distance import Levenshtein

    old, new = fold(before.bare), fold(after.bare)
    return min(len(old), len(new)) >= LONG_ENOUGH_FOR_A_SLIP and Levenshtein.distance(old, new) <= 1


class _Known:
    """Every person's names, and who has a name that begins with a letter."""

    def __init__(self, names: Mapping[int, list[NameParts]]) -> None:
        self.names = names
        self.by_initial: defaultdict[str, set[int]] = defaultdict(set)
        for person_id, variants in names.items():
            for variant in variants:
                for word in folded_words(variant.bare):
                    self.by_initial[word[0]].add(person_id)


def _names_of_everybody() -> _Known:
    """The names under which each person stands in the directory and was billed."""
    names: defaultdict[int, set[str]] = defaultdict(set)
    for person_id, name in db.session.execute(select(Person.id, Person.display_name)):
        names[person_id].add(name)
    billed = select(Participation.person_id, Participation.billing_name).where(
        Participation.person_id.is_not(None), Participation.billing_name != ""
    )
    for person_id, name in db.session.execute(billed.distinct()):
        if person_id in names:
            names[person_id].add(name)
    return _Known(
        {
            person_id: [parse_name(name) for name in sorted(printed)]
            for person_id, printed in names.items()
        }
    )

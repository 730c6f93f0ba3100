"""The people of a file, found in the directory or added to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from sqlalchemy import select

from app.core.names import Match, NameParts, parse_name, same_person
from app.core.text import fold
from app.extensions import db
from app.imports.names import Known, Printed, Somebody, who_is_who
from app.imports.report import Fate, Tally
from app.participation.models import Participation
from app.people.models import Person
from app.people.operations import add_person, set_name

LONG_ENOUGH_FOR_A_SLIP = 8


class Directory:
    """Finds for each printed name the one person it belongs to."""

    def __init__(self, everything: Iterable[Printed], report: Tally) -> None:
        self._who = who_is_who(everything)
        self._known = names_of_everybody() if self._who else Known[int]()
        self._found: dict[Somebody, Person] = {}
        self._met: set[Somebody] = set()
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

    def meet(self, printed: Printed) -> None:
        """Count whose name that is, once, as ``person`` would, but add nobody."""
        somebody = self._who[printed]
        if somebody in self._found or somebody in self._met:
            return
        self._met.add(somebody)
        if self._find(somebody) is None:
            self._report.count("people", Fate.ADDED)
            self._report.new_people.append(somebody.fullest.display)

    def recognise(self, printed: Printed, person: Person) -> None:
        """Take it from a seat that was given before that this printed name is ``person``'s."""
        if self._who[printed] not in self._found:
            self._found[self._who[printed]] = person
            self._report.count("people", Fate.UNCHANGED)

    def _find(self, somebody: Somebody) -> Person | None:
        """Return the only person whom all the names fit beyond doubt."""
        name = somebody.fullest
        found = self._known.find(name)
        if found is None or any(
            same_person(mine, theirs) is Match.DIFFERENT
            for mine in somebody.names
            for theirs in self._known.names[found]
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


def names_of_everybody() -> Known[int]:
    """The names under which each person stands in the directory and was billed."""
    billed = (
        select(Participation.person_id, Participation.billing_name)
        .join(Person, Person.id == Participation.person_id)
        .where(Participation.billing_name != "")
        .distinct()
    )
    known = Known[int]()
    for statement in (select(Person.id, Person.display_name), billed):
        for person_id, name in db.session.execute(statement):
            known.add(person_id, parse_name(name))
    return known

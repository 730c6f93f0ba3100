"""Questions about persons and organisations, answered as far as the viewer may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.errors import NotFound
from app.core.names.parts import folded_words
from app.core.text import fold
from app.extensions import db
from app.people.models import (
    Affiliation,
    Biography,
    NameVariant,
    Organisation,
    OrganisationName,
    Person,
    PersonSearch,
)
from app.people.rules import asked_words

Row = TypeVar("Row", bound=tuple[Any, ...])
Keyed = TypeVar("Keyed", NameVariant, Biography)

PAGE = 50


@dataclass(frozen=True)
class PeoplePage:
    """One page of the directory. ``total`` counts all persons found, not those on the page."""

    people: Sequence[Person]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; one even where nobody is found."""
        return max(1, -(-self.total // PAGE))


def find_people(words: str, *, page: int = 1) -> PeoplePage:
    """Return the persons of whom all ``words`` are known, by family name.

    Words of names in any script and spelling, of organisations under any name they had, of
    addresses; or a telephone number.
    """
    found = _matching(select(Person), words)
    counted = _matching(select(func.count(Person.id)).select_from(Person), words)
    total = db.session.scalar(counted) or 0
    number = min(max(1, page), max(1, -(-total // PAGE)))
    people = db.session.scalars(
        found.options(selectinload(Person.affiliations).selectinload(Affiliation.organisation))
        .order_by(Person.sort_name, Person.id)
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    return PeoplePage(people.all(), total, number)


def _matching(statement: Select[Row], words: str) -> Select[Row]:
    present = statement.where(Person.merged_into_id.is_(None))
    asked = asked_words(words)
    if not asked:
        return present
    found = present.join(PersonSearch, PersonSearch.person_id == Person.id)
    return found.where(*(PersonSearch.words.contains(word, autoescape=True) for word in asked))


def namesakes(display_name: str, *, limit: int = 5) -> Sequence[Person]:
    """Return persons who are written like ``display_name``, whatever the order of the words."""
    words = folded_words(display_name)
    if not words:
        return []
    statement = select(Person).where(
        Person.merged_into_id.is_(None),
        *(Person.match_name.contains(word, autoescape=True) for word in words),
    )
    loaded = statement.options(
        selectinload(Person.affiliations).selectinload(Affiliation.organisation)
    )
    return db.session.scalars(loaded.order_by(Person.sort_name, Person.id).limit(limit)).all()


def person_for(key: str) -> Person:
    """Return the person with ``key``, with all that is known of them. Raises NotFound."""
    person = db.session.scalar(
        select(Person)
        .where(Person.key == key, Person.merged_into_id.is_(None))
        .options(
            selectinload(Person.affiliations).selectinload(Affiliation.organisation),
            selectinload(Person.addresses),
            selectinload(Person.phones),
            selectinload(Person.variants),
            selectinload(Person.biographies),
            joinedload(Person.dossier),
            joinedload(Person.head_shot),
        )
    )
    if person is None:
        raise NotFound
    return person


def affiliation_for(person: Person, position: int) -> Affiliation:
    """Return the affiliation that stands at ``position`` among those of ``person``. Raises NotFound."""
    for affiliation in person.affiliations:
        if affiliation.position == position:
            return affiliation
    raise NotFound


def organisations(words: str = "") -> Sequence[Organisation]:
    """Return the organisations whose name, now or before, or short name holds ``words``, by name."""
    statement = select(Organisation)
    if words:
        wanted = fold(words)
        once_called = select(OrganisationName.organisation_id).where(
            OrganisationName.match_name.contains(wanted, autoescape=True)
        )
        statement = statement.where(
            or_(
                Organisation.match_name.contains(wanted, autoescape=True),
                Organisation.id.in_(once_called),
                func.lower(Organisation.short_name) == words.lower(),
            )
        )
    return db.session.scalars(statement.order_by(Organisation.match_name)).all()


def organisation_for(key: str) -> Organisation:
    """Return the organisation with ``key``. Raises NotFound."""
    organisation = db.session.scalar(select(Organisation).where(Organisation.key == key))
    if organisation is None:
        raise NotFound
    return organisation


def organisation_names() -> Sequence[str]:
    """Return the names of all organisations in alphabetical order, to be suggested in forms."""
    return db.session.scalars(select(Organisation.name).order_by(Organisation.match_name)).all()


def variant_for(person: Person, key: str) -> NameVariant:
    """Return the variant of the person's name with ``key``. Raises NotFound."""
    return _one_of(person.variants, key)


def biography_for(person: Person, key: str) -> Biography:
    """Return the account of the person with ``key``. Raises NotFound."""
    return _one_of(person.biographies, key)


def _one_of(things: Sequence[Keyed], key: str) -> Keyed:
    for thing in things:
        if thing.key == key:
            return thing
    raise NotFound

"""Many persons at once, each by the rules for one: what is asked for each is asked for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.access import audit
from app.access.aside import free_slugs
from app.core.messages import N_
from app.core.text import fold, slugify
from app.extensions import db
from app.people.models import Affiliation, Organisation, Person
from app.people.operations.organisations import organisations_called
from app.people.operations.persons import PersonFacts, set_name


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody to be added, with the one office that is known of them."""

    display_name: str
    facts: PersonFacts = field(default_factory=PersonFacts)
    title: str = ""
    unit: str = ""
    organisation: str = ""


def add_people(newcomers: Sequence[Newcomer]) -> list[Person]:
    """Return a new person for each, in their order; see ``add_person``."""
    slugs = free_slugs([slugify(one.display_name, "person") for one in newcomers], Person.slug)
    places = organisations_called(one.organisation for one in newcomers)
    people = [_person(one, slug, places) for one, slug in zip(newcomers, slugs, strict=True)]
    db.session.add_all(people)
    db.session.flush()
    for person in people:
        audit.record(N_("added"), "person", person.key)
    return people


def _person(one: Newcomer, slug: str, places: Mapping[str, Organisation]) -> Person:
    person = Person(slug=slug)
    if one.title or one.unit or one.organisation:
        person.affiliations = [
            Affiliation(
                title=one.title,
                unit=one.unit,
                organisation=places.get(fold(one.organisation)),
                position=1,
            )
        ]
    return set_name(person, display_name=one.display_name, **one.facts)

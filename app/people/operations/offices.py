"""What is done to the affiliations of a person."""

from __future__ import annotations

from typing import TypedDict, Unpack

from sqlalchemy import func, select

from app.access import audit
from app.core.messages import N_
from app.extensions import db
from app.people.models import Affiliation, Organisation, Person
from app.people.operations.filing import file_person
from app.people.rules import checked_fuzzy_date


class AffiliationFacts(TypedDict, total=False):
    """What is known of an affiliation; dates as exact as known, see the model."""

    organisation: Organisation | None
    unit: str
    began: str
    ended: str
    former: bool
    acting: bool
    retired: bool
    main: bool
    listed: bool


def add_affiliation(
    person: Person, *, title: str, **facts: Unpack[AffiliationFacts]
) -> Affiliation:
    """Return a new affiliation of ``person``, placed after the others.

    Raises InvalidInput for a date that is none.
    """
    last = db.session.scalar(
        select(func.max(Affiliation.position)).where(Affiliation.person_id == person.id)
    )
    affiliation = Affiliation(position=(last or 0) + 1)
    person.affiliations.append(affiliation)
    return edit_affiliation(affiliation, title=title, **facts)


def edit_affiliation(
    affiliation: Affiliation, *, title: str, **facts: Unpack[AffiliationFacts]
) -> Affiliation:
    """Write down what the affiliation is. Raises InvalidInput for a date that is none."""
    for name in ("began", "ended"):
        if name in facts:
            facts[name] = checked_fuzzy_date(facts[name])
    affiliation.title = title
    for name, value in facts.items():
        setattr(affiliation, name, value)
    if affiliation.main:
        for other in affiliation.person.affiliations:
            other.main = other is affiliation
    file_person(affiliation.person)
    _record(affiliation.person)
    return affiliation


def remove_affiliation(affiliation: Affiliation) -> None:
    """Take the affiliation away; billings that were made from it stay."""
    person = affiliation.person
    person.affiliations.remove(affiliation)
    file_person(person)
    _record(person)


def move_affiliation(affiliation: Affiliation, *, up: bool) -> None:
    """Exchange the places of the affiliation and its neighbour, if it has one on that side."""
    siblings = sorted(affiliation.person.affiliations, key=lambda one: (one.position, one.id))
    here = siblings.index(affiliation)
    there = here - 1 if up else here + 1
    if 0 <= there < len(siblings):
        siblings[here], siblings[there] = siblings[there], siblings[here]
    for position, sibling in enumerate(siblings, start=1):
        sibling.position = position
    _record(affiliation.person)


def _record(person: Person) -> None:
    audit.record(N_("changed"), "person", person.key, fields="offices")

"""Who may be one person: what is compared, what was suggested, and what a merge would move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.core.errors import NotFound
from app.extensions import Base, db
from app.infra.models import Job
from app.people.duplicates import Contact
from app.people.models import (
    Affiliation,
    DistinctPair,
    DuplicateSuggestion,
    EmailAddress,
    NameVariant,
    Organisation,
    Person,
    PersonMerge,
    Phone,
)
from app.people.references import LABELS, references
from app.people.rules import NameOrder

PAGE = 20


def contacts_of_everybody() -> list[Contact]:
    """Return every person as a contact, to be compared; in as many statements as there are tables."""
    persons = select(
        Person.id,
        Person.display_name,
        Person.honorific,
        Person.suffix,
        Person.native_name,
        Person.name_order,
    ).where(Person.merged_into_id.is_(None))
    emails = _by_person(select(EmailAddress.person_id, EmailAddress.address))
    phones = _by_person(select(Phone.person_id, Phone.digits))
    variants = _by_person(select(NameVariant.person_id, NameVariant.text))
    offices = _offices_by_person()
    return [
        Contact(
            key=number,
            name=" ".join(part for part in (honorific, name, suffix) if part),
            title=offices.get(number, ("", ""))[0],
            organisation=offices.get(number, ("", ""))[1],
            emails=emails.get(number, ()),
            phones=phones.get(number, ()),
            variants=variants.get(number, ()),
            native_name=native,
            # What is not known to be so is read from the name, and compared in both orders.
            family_first=True if order is NameOrder.FAMILY_FIRST else None,
        )
        for number, name, honorific, suffix, native, order in db.session.execute(persons)
    ]


def _by_person(statement: Select[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for person_id, value in db.session.execute(statement):
        found[person_id].append(value)
    return found


def _offices_by_person() -> dict[int, tuple[str, str]]:
    """The main office of each person, else the first: title and organisation."""
    asked = (
        select(Affiliation.person_id, Affiliation.title, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Affiliation.organisation_id)
        .order_by(Affiliation.main, Affiliation.position.desc())
    )
    return {number: (title, name or "") for number, title, name in db.session.execute(asked)}


def distinct_pairs() -> set[tuple[int, int]]:
    """Return who was said to be two, by their numbers, the lower one first."""
    found = db.session.execute(select(DistinctPair.one_id, DistinctPair.other_id))
    return {(one, other) for one, other in found}


@dataclass(frozen=True)
class SuggestionPage:
    """One page of suggestions. ``total`` counts all of them."""

    suggestions: Sequence[DuplicateSuggestion]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; one even where nothing is suggested."""
        return max(1, -(-self.total // PAGE))


def suggestions(*, page: int = 1) -> SuggestionPage:
    """Return pairs who may be one person, the likeliest first, as far as both are there still."""
    one, other = aliased(Person), aliased(Person)
    asked = (
        select(DuplicateSuggestion)
        .join(one, one.id == DuplicateSuggestion.one_id)
        .join(other, other.id == DuplicateSuggestion.other_id)
        .where(one.merged_into_id.is_(None), other.merged_into_id.is_(None))
    )
    counted = select(func.count()).select_from(asked.subquery())
    total = db.session.scalar(counted) or 0
    number = min(max(1, page), max(1, -(-total // PAGE)))
    found = db.session.scalars(
        asked.options(_with_facts(DuplicateSuggestion.one), _with_facts(DuplicateSuggestion.other))
        .order_by(
            DuplicateSuggestion.points.desc(),
            DuplicateSuggestion.one_id,
            DuplicateSuggestion.other_id,
        )
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    return SuggestionPage(found.all(), total, number)


def _with_facts(side: InstrumentedAttribute[Person]) -> ExecutableOption:
    return joinedload(side).options(
        selectinload(Person.affiliations).joinedload(Affiliation.organisation),
        selectinload(Person.addresses),
        selectinload(Person.phones),
    )


def likenesses_of(person: Person) -> Sequence[DuplicateSuggestion]:
    """Return the suggestions that name the person."""
    return db.session.scalars(
        select(DuplicateSuggestion)
        .where(
            or_(DuplicateSuggestion.one_id == person.id, DuplicateSuggestion.other_id == person.id)
        )
        .options(joinedload(DuplicateSuggestion.one), joinedload(DuplicateSuggestion.other))
        .order_by(DuplicateSuggestion.points.desc())
    ).all()


@dataclass(frozen=True)
class Moving:
    """How many rows of one kind would come along, of those that the viewer may see."""

    label: str
    number: int


def what_moves(person: Person) -> list[Moving]:
    """Return what belongs to the person, by kind; of what the viewer may not see, nothing."""
    models = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    counted: dict[str, int] = defaultdict(int)
    for reference in references():
        model = models[reference.table.name]
        held = getattr(model, reference.column.key)
        value = person.key if reference.by_key else person.id
        number = db.session.scalar(select(func.count()).select_from(model).where(held == value))
        label = LABELS.get(reference.table.name, LABELS[""])
        counted[label] += number or 0
    return [Moving(label, number) for label, number in counted.items() if number]


def merge_for(key: str) -> PersonMerge:
    """Return the record of a merge. Raises NotFound."""
    found = db.session.scalar(select(PersonMerge).where(PersonMerge.key == key))
    if found is None:
        raise NotFound
    return found


def last_look(kind: str) -> Job | None:
    """Return the last search for duplicates that the viewer asked for, to tell how it stands."""
    return db.session.scalar(
        select(Job).where(Job.kind == kind).order_by(Job.created_at.desc(), Job.id.desc()).limit(1)
    )

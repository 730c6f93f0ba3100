"""How a person is filed: by which name the list sorts, and by which words a search finds."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.extensions import db
from app.people.models import Affiliation, Organisation, Person, PersonSearch
from app.people.rules import VariantKind, names_to_file, romanised_parts, search_words


def file_person(person: Person) -> None:
    """Sort and find the person by what is known of them now; each verb that changes it ends here."""
    given, family = person.given_name, person.family_name
    romanised = [each.text for each in person.variants if each.kind is VariantKind.ROMANISED]
    if found := romanised_parts(person.display_name, family, romanised):
        given, family = found
    person.sort_name, person.match_name = names_to_file(
        person.display_name, given=given, family=family
    )
    words = search_words(
        names=_names_of(person),
        organisations=_organisations_of(person),
        addresses=[each.address_norm for each in person.addresses],
        digits=[each.digits for each in person.phones],
    )
    if person.search is None:
        person.search = PersonSearch(words=words)
    else:
        person.search.words = words


def file_everybody() -> int:
    """File all persons anew; return how many there are."""
    number = 0
    everybody = select(Person).options(
        selectinload(Person.search),
        selectinload(Person.addresses),
        selectinload(Person.phones),
        selectinload(Person.variants),
        selectinload(Person.affiliations)
        .selectinload(Affiliation.organisation)
        .selectinload(Organisation.former_names),
    )
    for person in db.session.scalars(everybody.execution_options(yield_per=1000)):
        file_person(person)
        number += 1
    return number


def _names_of(person: Person) -> list[str]:
    return [
        person.display_name,
        f"{person.family_name} {person.given_name}",
        person.native_name,
        *(each.text for each in person.variants),
    ]


def _organisations_of(person: Person) -> list[str]:
    """All names of wherever the person is or was, former and short ones too."""
    return [
        name
        for office in person.affiliations
        if office.organisation
        for name in names_of_organisation(office.organisation)
    ]


def names_of_organisation(organisation: Organisation) -> list[str]:
    """All names by which whoever is there is found."""
    former = (each.name for each in organisation.former_names)
    return [organisation.name, organisation.short_name, *former]

"""What is done to persons, their affiliations and their organisations."""

from __future__ import annotations

from typing import TypedDict, Unpack

from sqlalchemy import func, select

from app.access import audit
from app.access.aside import free_slug
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.names import parse_name
from app.core.text import fold, normalise_email, slugify
from app.extensions import db
from app.people.models import Affiliation, EmailAddress, Organisation, Person
from app.people.rules import NameOrder, OrganisationKind, checked_fuzzy_date, names_to_file


class PersonFacts(TypedDict, total=False):
    """What is known of a person's name; ``email`` may hold several addresses, one to a line."""

    honorific: str
    given_name: str
    family_name: str
    suffix: str
    name_order: NameOrder
    native_name: str
    native_lang: str
    never_list: bool
    email: str


class AffiliationFacts(TypedDict, total=False):
    """What is known of an affiliation; dates as exact as known, see the model."""

    organisation: Organisation | None
    began: str
    ended: str
    former: bool
    acting: bool
    listed: bool


class OrganisationFacts(TypedDict):
    """What is known of an organisation."""

    name: str
    short_name: str
    kind: OrganisationKind
    country: str
    website: str


def add_person(*, display_name: str, **facts: Unpack[PersonFacts]) -> Person:
    """Return a new person, filed by family name.

    Name parts that are not given are read from ``display_name``. Whether the person is known
    already is for the caller to ask (``people.queries.namesakes``).
    """
    person = Person(slug=free_slug(slugify(display_name, "person"), Person.slug))
    db.session.add(person)
    set_name(person, display_name=display_name, **facts)
    db.session.flush()
    return person


def add_person_as_printed(printed: str, *, title: str = "", organisation: str = "") -> Person:
    """Return a new person named as on a list, "Amb. Vera Kim (ret.)", with an office if one is given."""
    parts = parse_name(printed)
    person = add_person(
        display_name=parts.display,
        honorific=" ".join(part for part in (parts.honorific, parts.office) if part),
        given_name=parts.given,
        family_name=parts.family,
        suffix=parts.suffix,
        native_name=parts.native,
        name_order=_order_of(parts.given, family_first=parts.family_first),
    )
    if title or organisation:
        held_at = find_or_add_organisation(organisation) if organisation else None
        add_affiliation(person, title=title, organisation=held_at)
    return person


def set_name(person: Person, *, display_name: str, **facts: Unpack[PersonFacts]) -> Person:
    """Write down what the person is called; what is not given becomes what the name suggests.

    The slug stays, so that no address breaks; billings of past events stay as they were.
    """
    emails = facts.pop("email", None)
    order = facts.pop("name_order", None)
    parts = parse_name(
        display_name, family_first=None if order is None else order is NameOrder.FAMILY_FIRST
    )
    suggested = PersonFacts(
        given_name=parts.given, family_name=parts.family, native_name=parts.native
    )
    person.display_name = display_name
    for name, value in {**suggested, **{k: v for k, v in facts.items() if v != ""}}.items():
        setattr(person, name, value)
    person.name_order = order or _order_of(parts.given, family_first=parts.family_first)
    person.sort_name, person.match_name = names_to_file(
        display_name, given=person.given_name, family=person.family_name
    )
    if emails is not None:
        set_addresses(person, emails.splitlines())
    return person


def _order_of(given: str, *, family_first: bool) -> NameOrder:
    if not given:
        return NameOrder.MONONYM
    return NameOrder.FAMILY_FIRST if family_first else NameOrder.GIVEN_FIRST


def edit_person(person: Person, *, display_name: str, **facts: Unpack[PersonFacts]) -> Person:
    """Replace everything that is known of the person's name and addresses by what is given.

    An empty text empties its field. Past billings stay as they were.
    """
    for field in ("honorific", "suffix", "native_name", "native_lang"):
        setattr(person, field, "")
    set_name(person, display_name=display_name, **facts)
    audit.record(N_("changed"), "person", person.key)
    return person


def set_addresses(person: Person, addresses: list[str]) -> None:
    """Let ``addresses`` be the person's e-mail addresses; blank and repeated ones are left out."""
    wanted = {normalise_email(address): address.strip() for address in addresses if address.strip()}
    person.addresses = [kept for kept in person.addresses if kept.address_norm in wanted]
    known = {kept.address_norm for kept in person.addresses}
    for norm, address in wanted.items():
        if norm not in known:
            person.addresses.append(EmailAddress(address=address, address_norm=norm))


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
    return affiliation


def remove_affiliation(affiliation: Affiliation) -> None:
    """Take the affiliation away; billings that were made from it stay."""
    affiliation.person.affiliations.remove(affiliation)


def move_affiliation(affiliation: Affiliation, *, up: bool) -> None:
    """Exchange the places of the affiliation and its neighbour, if it has one on that side."""
    siblings = sorted(affiliation.person.affiliations, key=lambda one: (one.position, one.id))
    here = siblings.index(affiliation)
    there = here - 1 if up else here + 1
    if 0 <= there < len(siblings):
        siblings[here], siblings[there] = siblings[there], siblings[here]
    for position, sibling in enumerate(siblings, start=1):
        sibling.position = position


def find_or_add_organisation(
    name: str,
    *,
    kind: OrganisationKind = OrganisationKind.OTHER,
    short_name: str = "",
    country: str = "",
) -> Organisation:
    """Return the organisation of that name, known already or new; case and accents do not matter."""
    found = db.session.scalar(select(Organisation).where(Organisation.match_name == fold(name)))
    if found is not None:
        return found
    return add_organisation(
        name=name, kind=kind, short_name=short_name, country=country, website=""
    )


def add_organisation(**facts: Unpack[OrganisationFacts]) -> Organisation:
    """Return a new organisation. Raises InvalidInput for a name that is taken."""
    organisation = edit_organisation(Organisation(), **facts)
    db.session.add(organisation)
    db.session.flush()
    return organisation


def edit_organisation(
    organisation: Organisation, **facts: Unpack[OrganisationFacts]
) -> Organisation:
    """Write down what the organisation is. Raises InvalidInput for a name that is taken."""
    match_name = fold(facts["name"])
    taken = db.session.scalar(select(Organisation).where(Organisation.match_name == match_name))
    if taken is not None and taken is not organisation:
        raise InvalidInput(N_("There is an organisation of this name already."))
    organisation.match_name = match_name
    for name, value in facts.items():
        setattr(organisation, name, value)
    return organisation

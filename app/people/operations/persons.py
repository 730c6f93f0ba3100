"""What is done to persons: added, named, changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, Unpack

from sqlalchemy import inspect

from app.access import audit
from app.access.aside import free_slug
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.names import parse_name
from app.core.text import slugify
from app.extensions import db
from app.people.models import NameVariant, Person
from app.people.operations.addresses import set_addresses, set_phones
from app.people.operations.facts import DossierFacts, VariantFacts, set_dossier
from app.people.operations.filing import file_person
from app.people.operations.offices import add_affiliation
from app.people.operations.organisations import find_or_add_organisation
from app.people.operations.trail import record_changes, standing
from app.people.rules import NameOrder

SHOWN = 100
"""So much is repeated of what is too long."""

_LONGEST: dict[str, int] = {
    part: vars(inspect(Person).columns[part].type)["length"]
    for part in (
        "display_name",
        "family_name",
        "given_name",
        "honorific",
        "native_name",
        "suffix",
    )
}


class PersonFacts(TypedDict, total=False):
    """What is known of a person.

    ``email`` holds addresses, the preferred one first, ``phone`` numbers ("+1 202 555 0131, office"),
    both one to a line. ``variants`` and ``dossier`` are left as they are where they are not given.
    """

    honorific: str
    given_name: str
    family_name: str
    suffix: str
    name_order: NameOrder
    native_name: str
    native_lang: str
    never_list: bool
    pronunciation: str
    email: str
    phone: str
    variants: Sequence[VariantFacts]
    dossier: DossierFacts


def add_person(*, display_name: str, **facts: Unpack[PersonFacts]) -> Person:
    """Return a new person, filed by family name.

    Name parts that are not given are read from ``display_name``. Whether the person is known
    already is for the caller to ask (``people.queries.namesakes``).
    """
    named(display_name, facts)  # What is no name is refused before there is a person.
    person = Person(slug=free_slug(slugify(display_name, "person"), Person.slug))
    db.session.add(person)
    set_name(person, display_name=display_name, **facts)
    db.session.flush()
    audit.record(N_("added"), "person", person.key)
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
    emails, phones = facts.pop("email", None), facts.pop("phone", None)
    variants, dossier = facts.pop("variants", None), facts.pop("dossier", None)
    for name, value in named(display_name, facts).items():
        setattr(person, name, value)
    if emails is not None:
        set_addresses(person, emails.splitlines())
    if phones is not None:
        set_phones(person, phones.splitlines())
    if variants is not None:
        person.variants = [NameVariant(**each) for each in variants]
    if dossier is not None:
        set_dossier(person, **dossier)
    file_person(person)
    return person


def named(display_name: str, facts: PersonFacts) -> dict[str, object]:
    """What is to be written of a name: what is given, and for the rest what the name suggests.

    A suggestion that is too long is none. Raises InvalidInput for what is given and longer than
    names are, such as a sentence that was pasted.
    """
    order = facts.get("name_order")
    parts = parse_name(
        display_name, family_first=None if order is None else order is NameOrder.FAMILY_FIRST
    )
    suggested = {
        "given_name": parts.given,
        "family_name": parts.family,
        "native_name": parts.native,
    }
    found: dict[str, object] = {
        "display_name": display_name,
        **{name: part if len(part) <= _LONGEST[name] else "" for name, part in suggested.items()},
        **{name: value for name, value in facts.items() if value != ""},
        "name_order": order or _order_of(parts.given, family_first=parts.family_first),
    }
    if any(len(str(found.get(part, ""))) > most for part, most in _LONGEST.items()):
        raise InvalidInput(N_("“%(name)s” is too long to be a name."), name=display_name[:SHOWN])
    return found


def _order_of(given: str, *, family_first: bool) -> NameOrder:
    if not given:
        return NameOrder.MONONYM
    return NameOrder.FAMILY_FIRST if family_first else NameOrder.GIVEN_FIRST


def edit_person(person: Person, *, display_name: str, **facts: Unpack[PersonFacts]) -> Person:
    """Replace everything that is known of the person's name and addresses by what is given.

    An empty text empties its field. Past billings stay as they were.
    """
    before = standing(person)
    for field in ("honorific", "suffix", "native_name", "native_lang", "pronunciation"):
        setattr(person, field, "")
    set_name(person, display_name=display_name, **facts)
    record_changes(person, before)
    return person

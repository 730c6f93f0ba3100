"""What a file says of somebody who is known: what can be added, and what a person must decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext

from app.core.text import fold, normalise_email
from app.imports.contacts.contact import Contact
from app.imports.contacts.fields import Field
from app.people import operations as people
from app.people.models import Person
from app.people.operations.trail import record_changes, standing
from app.people.rules import phone_digits

OF_THE_PERSON = {
    Field.HONORIFIC: "honorific",
    Field.SUFFIX: "suffix",
    Field.NATIVE: "native_name",
    Field.PRONUNCIATION: "pronunciation",
}
OF_THE_DOSSIER = {
    Field.COUNTRY: "country",
    Field.GENDER: "gender",
    Field.LANGUAGES: "languages",
    Field.ASSISTANT: "assistant_name",
    Field.ASSISTANT_EMAIL: "assistant_email",
    Field.ASSISTANT_PHONE: "assistant_phone",
}


@dataclass(frozen=True)
class Difference:
    """A field in which the file says something else than the directory; nothing ``was`` there to be filled."""

    field: Field
    was: str
    says: str


def differences(person: Person, contact: Contact) -> list[Difference]:
    """Return what the file says and the directory does not. Another address or number is none."""
    return [*_singles(person, contact), *_office(person, contact), *_more(person, contact)]


def _singles(person: Person, contact: Contact) -> Iterator[Difference]:
    for owner, fields in ((person, OF_THE_PERSON), (person.dossier, OF_THE_DOSSIER)):
        for field, name in fields.items():
            was, says = (getattr(owner, name) if owner else "") or "", getattr(contact, name)
            if says and fold(was).rstrip(".") != fold(says).rstrip("."):
                yield Difference(field, was, says)
    was, says = person.dossier.notes if person.dossier else "", notes_of(contact)
    missing = [line for line in says.splitlines() if line not in was]
    if missing:
        yield Difference(Field.NOTES, was, "\n".join(missing))


def _office(person: Person, contact: Contact) -> Iterator[Difference]:
    says = ", ".join(filter(None, (contact.title, contact.unit, contact.organisation)))
    if not says:
        return
    lines = [office.billed_as for office in person.affiliations]
    wanted = set(fold(says).split())
    if not any(wanted <= set(fold(line).split()) for line in lines):
        field = Field.TITLE if contact.title else Field.ORGANISATION
        yield Difference(field, "; ".join(lines), says)


def _more(person: Person, contact: Contact) -> Iterator[Difference]:
    """Several may stand beside each other, so nothing is in the way of one more."""
    there = {each.address_norm for each in person.addresses}
    for address in contact.emails:
        if normalise_email(address) not in there:
            yield Difference(Field.EMAIL, "", address)
    digits = {each.digits for each in person.phones}
    for number, label in contact.phones:
        if phone_digits(number) not in digits:
            yield Difference(Field.PHONE, "", f"{number}, {label}" if label else number)
    known = {fold(each.text) for each in person.variants}
    for alias in contact.aliases:
        if fold(alias) not in known:
            yield Difference(Field.ALIAS, "", alias)


def fill(person: Person, contact: Contact, found: list[Difference]) -> bool:
    """Write what is missing in the directory; what stands there stays. Return whether anything was."""
    empty = {each.field for each in found if not each.was}
    if not empty:
        return False
    before = standing(person)
    for field, name in OF_THE_PERSON.items():
        if field in empty:
            setattr(person, name, getattr(contact, name))
    facts = {
        name: getattr(contact, name) for field, name in OF_THE_DOSSIER.items() if field in empty
    }
    if Field.NOTES in empty:
        facts["notes"] = notes_of(contact)
    people.set_dossier(person, **facts)
    _fill_lists(person, contact, empty)
    people.file_person(person)
    record_changes(person, before)
    return True


def _fill_lists(person: Person, contact: Contact, empty: set[Field]) -> None:
    if Field.EMAIL in empty:
        people.set_addresses(
            person, [*(each.address for each in person.addresses), *contact.emails]
        )
    if Field.PHONE in empty:
        known = [f"{each.number}, {each.label}" for each in person.phones]
        people.set_phones(
            person, [*known, *(f"{number}, {label}" for number, label in contact.phones)]
        )
    if Field.ALIAS in empty:
        written = {fold(each.text) for each in person.variants}
        for alias in contact.aliases:
            if fold(alias) not in written:
                people.add_variant(person, text=alias)
    if empty & {Field.TITLE, Field.ORGANISATION}:
        place = people.organisations_called([contact.organisation]).get(fold(contact.organisation))
        people.add_affiliation(person, title=contact.title, unit=contact.unit, organisation=place)


def notes_of(contact: Contact) -> str:
    """The notes, and under them what had no other place."""
    kept = [f"{gettext(heading)}: {text}" for heading, text in contact.kept]
    return "\n".join(filter(None, (contact.notes, *kept)))

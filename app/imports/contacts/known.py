"""Which contacts of a file stand in the directory already, beyond doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.core.names import Match, parse_name, same_person
from app.core.text import normalise_email
from app.extensions import db
from app.imports.contacts.contact import Contact
from app.imports.models import ContactSource
from app.people.models import EmailAddress, Person, Phone
from app.people.rules import phone_digits


@dataclass(frozen=True)
class Recognised:
    """Who a contact is. ``same_row``: this very row was taken up before; ``here``: from this very file."""

    person_id: int
    same_row: bool = False
    here: bool = False


def recognise(contacts: Collection[Contact], *, job: str) -> Mapping[str, Recognised]:
    """Return by their ``ref`` who of ``contacts`` is known.

    A row that was taken up before is known whatever became of the person since. Otherwise name
    and address, or name and telephone number, must both be those of one person, who came from
    elsewhere than from this file: within a file, rows that are not the same stay apart.
    """
    sources = db.session.execute(
        select(ContactSource.ref, ContactSource.person_id, ContactSource.job).where(
            ContactSource.ref.in_([one.ref for one in contacts])
        )
    )
    known = {
        ref: Recognised(person_id, same_row=True, here=taken_by == job)
        for ref, person_id, taken_by in sources
    }
    others = [one for one in contacts if one.ref not in known]
    known.update(_by_name_and_reach(others, job))
    return known


def _by_name_and_reach(contacts: Sequence[Contact], job: str) -> dict[str, Recognised]:
    named = _named(
        {normalise_email(each) for one in contacts for each in one.emails},
        {phone_digits(number) for one in contacts for number, _ in one.phones},
        job,
    )
    found = {}
    for one in contacts:
        reach = {
            *map(normalise_email, one.emails),
            *(phone_digits(number) for number, _ in one.phones),
        }
        people = {
            person_id
            for each in reach
            for person_id, name in named[each].items()
            if is_called(name, one)
        }
        if len(people) == 1:
            found[one.ref] = Recognised(people.pop())
    return found


def _named(
    addresses: Collection[str], numbers: Collection[str], job: str
) -> Mapping[str, Mapping[int, str]]:
    """By address and number: who has it, with their names."""
    from_this_file = select(ContactSource.person_id).where(ContactSource.job == job)
    named: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for statement in (
        select(EmailAddress.address_norm, Person.id, Person.display_name)
        .join(Person, Person.id == EmailAddress.person_id)
        .where(EmailAddress.address_norm.in_(addresses)),
        select(Phone.digits, Person.id, Person.display_name)
        .join(Person, Person.id == Phone.person_id)
        .where(Phone.digits.in_(numbers)),
    ):
        elsewhere = statement.where(Person.id.not_in(from_this_file))
        for reach, person_id, name in db.session.execute(elsewhere):
            named[reach][person_id] = name
    return named


def is_called(name: str, contact: Contact) -> bool:
    """Whether ``name`` is the contact's, in all but titles, accents and middle names."""
    if name == contact.display_name:
        return True
    return same_person(parse_name(name), parse_name(contact.display_name)) is Match.SAME

"""Where a person is reached: e-mail addresses and telephone numbers."""

from __future__ import annotations

from collections.abc import Iterable

from app.core.text import normalise_email
from app.people.models import EmailAddress, Person, Phone
from app.people.rules import phone_digits


def set_addresses(person: Person, addresses: Iterable[str]) -> None:
    """Let ``addresses`` be the person's e-mail addresses, the first one preferred.

    Blank and repeated ones are left out.
    """
    known = {kept.address_norm: kept for kept in person.addresses}
    wanted: dict[str, EmailAddress] = {}
    for address in filter(None, map(str.strip, addresses)):
        norm = normalise_email(address)
        if norm not in wanted:
            wanted[norm] = known.get(norm) or EmailAddress(address_norm=norm)
            wanted[norm].position = len(wanted)
        wanted[norm].address = address
    person.addresses = list(wanted.values())


def set_phones(person: Person, numbers: Iterable[str]) -> None:
    """Let ``numbers`` be the person's telephone numbers: "+1 202 555 0131, office"."""
    known = {kept.digits: kept for kept in person.phones}
    wanted: dict[str, Phone] = {}
    for line in filter(None, map(str.strip, numbers)):
        number, _, label = line.partition(",")
        digits = phone_digits(number)
        if digits and digits not in wanted:
            wanted[digits] = known.get(digits) or Phone(digits=digits)
            wanted[digits].number = number.strip()
            wanted[digits].label = label.strip()
            wanted[digits].position = len(wanted)
    person.phones = list(wanted.values())

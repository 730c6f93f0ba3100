"""Who the guests of a file are: known in the directory, or added to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import insert, select

from app.core.names import parse_name
from app.extensions import db
from app.imports.contacts.contact import Contact
from app.imports.contacts.known import recognise
from app.imports.contacts.taking import newcomer
from app.imports.directory import names_of_everybody
from app.imports.models import ContactSource
from app.imports.peers.report import GuestReport
from app.people.models import Person
from app.people.operations import add_people


def people_of(
    contacts: Sequence[Contact], report: GuestReport, *, job: str
) -> Mapping[str, Person]:
    """Return by ``ref`` the person of each contact; whoever nobody knows is added.

    Whoever gives an address or a number is known by it and the name together. Somebody whose file
    has neither, as speakers of a public schedule, is known by a name that only one person bears.
    """
    known = recognise(contacts, job=job)
    found = {ref: each.person_id for ref, each in known.items()}
    new = {ref for ref, each in known.items() if not each.same_row}
    found.update(_by_name([one for one in contacts if one.ref not in found]))
    strangers = [one for one in contacts if one.ref not in found]
    added = add_people([newcomer(one) for one in strangers])
    found.update(zip((one.ref for one in strangers), added, strict=True))
    _remember({ref: number for ref, number in found.items() if ref not in known or ref in new}, job)
    report.count("people", "added", len(strangers))
    report.count("people", "unchanged", len(contacts) - len(strangers))
    people = db.session.scalars(select(Person).where(Person.id.in_(found.values())))
    by_number = {each.id: each for each in people}
    return {ref: by_number[number] for ref, number in found.items()}


def _by_name(contacts: Sequence[Contact]) -> dict[str, int]:
    unreachable = [one for one in contacts if not one.emails and not one.phones]
    if not unreachable:
        return {}
    names = names_of_everybody()
    known = {one.ref: names.find(parse_name(one.display_name)) for one in unreachable}
    return {ref: number for ref, number in known.items() if number is not None}


def _remember(people: Mapping[str, int], job: str) -> None:
    rows = [{"ref": ref, "person_id": number, "job": job} for ref, number in people.items()]
    if rows:
        db.session.execute(insert(ContactSource), rows)

"""Which of the newcomers of a file may be somebody else: told in the report, decided by people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain

from sqlalchemy import select

from app.extensions import db
from app.imports.contacts.contact import Contact
from app.imports.contacts.report import MOST_LINES, ContactReport, Double
from app.imports.models import ContactSource
from app.people.duplicates import REASON_LABELS, Suggestion, suggest
from app.people.duplicates import Contact as Compared
from app.people.models import Person
from app.people.queries import contacts_of_everybody

Newcomers = Mapping[str, Contact]
"""The contacts of the file by their ``ref``, which is also the key under which they are compared."""


def search(
    new: Sequence[Contact],
    report: ContactReport,
    *,
    job: str,
    step: Callable[[], None] = lambda: None,
) -> None:
    """Look for each of ``new`` among the others and in the directory, and tell the report."""
    found = suggest(chain(map(_compared, new), _others(job)), first=len(new), step=step)
    report.found_doubles = len(found)
    told = found[:MOST_LINES]
    newcomers = {one.ref: one for one in new}
    keys = [key for each in told for key in (each.one, each.other)]
    there = _there([key for key in keys if isinstance(key, int)])
    added = _added([key for key in keys if isinstance(key, str)])
    report.doubles.extend(_double(each, newcomers, there, added) for each in told)


def _compared(one: Contact) -> Compared:
    return Compared(
        key=one.ref,
        name=one.written,
        title=one.title,
        organisation=one.organisation,
        emails=one.emails,
        phones=[number for number, _ in one.phones],
        variants=one.aliases,
        native_name=one.native_name,
        family_first=one.family_first or None,
    )


def _others(job: str) -> Iterator[Compared]:
    """Everybody in the directory whom this job did not add."""
    added = select(ContactSource.person_id).where(ContactSource.job == job)
    by_this_job = set(db.session.scalars(added))
    return (each for each in contacts_of_everybody() if each.key not in by_this_job)


def _double(
    each: Suggestion,
    newcomers: Newcomers,
    there: Mapping[int, tuple[str, str]],
    added: Mapping[str, str],
) -> Double:
    """The pair as it is told: a line of the file first, then a later line or a person."""
    refs = [key for key in (each.one, each.other) if isinstance(key, str)]
    one, *others = sorted((newcomers[ref] for ref in refs), key=lambda contact: contact.line)
    if others:
        [two] = others
        line, name, key = two.line, two.display_name, added.get(two.ref, "")
    else:
        person_id = next(key for key in (each.one, each.other) if isinstance(key, int))
        line, (name, key) = 0, there[person_id]
    return Double(
        line=one.line,
        name=one.display_name,
        key=added.get(one.ref, ""),
        other_line=line,
        other_name=name,
        other_key=key,
        reasons=[REASON_LABELS[reason] for reason in each.reasons],
    )


def _there(people: Collection[int]) -> dict[int, tuple[str, str]]:
    """Name and key of these persons."""
    asked = select(Person.id, Person.display_name, Person.key).where(Person.id.in_(people))
    return {number: (name, key) for number, name, key in db.session.execute(asked)}


def _added(refs: Collection[str]) -> dict[str, str]:
    """Under which key those rows stand in the directory that were taken up."""
    asked = (
        select(ContactSource.ref, Person.key)
        .join(Person, Person.id == ContactSource.person_id)
        .where(ContactSource.ref.in_(refs))
    )
    return dict(iter(db.session.execute(asked).tuples()))

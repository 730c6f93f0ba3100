"""Which of the newcomers of a file may be somebody else: told in the report, decided by people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from sqlalchemy import select

from app.extensions import db
from app.imports.contacts.contact import Contact
from app.imports.contacts.doubles import Step, compared, directory, doubles
from app.imports.contacts.report import MOST_LINES, ContactReport, Double
from app.imports.models import ContactSource
from app.people.duplicates import Suggestion
from app.people.models import Person


def search(
    new: Sequence[Contact], report: ContactReport, *, job: str, step: Step = lambda: None
) -> None:
    """Look for each of ``new`` among the others and in the directory, and tell the report."""
    everybody = list(chain(map(compared, new), directory(but=job)))
    found = doubles(everybody, file=len(new), step=step)
    report.found_doubles = len(found)
    told = found[:MOST_LINES]
    by_line = {one.line: one for one in new}
    keys = {key for each in told for key in (each.one, each.other) if isinstance(key, str)}
    names = _names(keys)
    added = _added([by_line[line].ref for line in _lines(told)])
    for each in told:
        report.doubles.append(_double(each, by_line, names, added))


def _lines(told: Collection[Suggestion]) -> set[int]:
    return {key for each in told for key in (each.one, each.other) if isinstance(key, int)}


def _double(
    each: Suggestion,
    by_line: Mapping[int, Contact],
    names: Mapping[str, str],
    added: Mapping[str, str],
) -> Double:
    """The pair as it is told: a line of the file first, then a later line or a person."""
    lines = sorted(_lines([each]))
    one, *others = (by_line[line] for line in lines)
    mine = added.get(one.ref, "")
    reasons = [reason.value for reason in each.reasons]
    if others:
        [two] = others
        theirs = added.get(two.ref, "")
        return Double(one.line, one.display_name, mine, two.line, two.display_name, theirs, reasons)
    key = next(key for key in (each.one, each.other) if isinstance(key, str))
    return Double(one.line, one.display_name, mine, 0, names[key], key, reasons)


def _names(keys: Collection[str]) -> dict[str, str]:
    statement = select(Person.key, Person.display_name).where(Person.key.in_(keys))
    return dict(db.session.execute(statement).tuples())


def _added(refs: Collection[str]) -> dict[str, str]:
    """Under which key those rows stand in the directory that were taken up."""
    statement = (
        select(ContactSource.ref, Person.key)
        .join(Person, Person.id == ContactSource.person_id)
        .where(ContactSource.ref.in_(refs))
    )
    return dict(db.session.execute(statement).tuples())

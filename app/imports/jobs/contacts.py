"""Lists of contacts: compared without a lock, then written batch by batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.extensions import db
from app.imports.contacts.contact import Contact
from app.imports.contacts.fields import Field
from app.imports.contacts.reading import open_file, read_contacts
from app.imports.contacts.report import ContactReport
from app.imports.contacts.searching import search
from app.imports.contacts.taking import Taking
from app.imports.jobs.behalf import Values, on_behalf
from app.imports.queries import upload_for
from app.infra.jobs import Work, handles
from app.infra.transaction import transaction
from app.people.jobs import look_for_duplicates

CONTACTS_REHEARSAL = "imports.contacts.rehearse"
CONTACTS_LOADING = "imports.contacts.load"
APART = ","
"""Between the meanings of the columns, as a job keeps them."""


@handles(CONTACTS_REHEARSAL)
def rehearse(work: Work) -> Values:
    """Report what would become of each contact; nothing is written."""
    return on_behalf(work, lambda _viewer: _do(work, keep=False))


@handles(CONTACTS_LOADING)
def do_load(work: Work) -> Values:
    """Take up the contacts; done again after a crash, it goes on where it was."""
    return on_behalf(work, lambda _viewer: _do(work, keep=True))


def _do(work: Work, *, keep: bool) -> Values:
    report = ContactReport()
    contacts = _read(work.payload, report)
    total = len(contacts)
    db.session.rollback()
    work.progress(0, total)
    taking = Taking(work.key, report, advance=lambda done: work.progress(done, total))
    if keep:
        taking.take(contacts)
    else:
        taking.rehearse(contacts)
    search(taking.new, report, job=work.key, step=lambda: work.progress(total, total))
    if keep and taking.new:
        with transaction():
            look_for_duplicates(created_by=work.created_by)
    return report.as_values()


def _read(payload: Mapping[str, str], report: ContactReport) -> Sequence[Contact]:
    file = open_file(upload_for(payload["upload"]).content, encoding=payload["encoding"])
    meanings = [Field(each) for each in payload["meanings"].split(APART)] if file.table else []
    return read_contacts(file, meanings, report, join=payload["join"] == "yes")

"""Lists of recordings and transcripts: all of a list is attached in one transaction, or nothing."""

from __future__ import annotations

from app.access.viewers import StaffMember
from app.extensions import db
from app.imports.bundle import opened
from app.imports.jobs.behalf import Values, on_behalf
from app.imports.media import REQUIRED, MediaList, read_media
from app.imports.queries import upload_for
from app.imports.sheet import read_sheet
from app.imports.writing.media import write
from app.infra.jobs import Work, handles
from app.infra.transaction import rehearsal, transaction

MEDIA_REHEARSAL = "imports.media.rehearse"
MEDIA_LOADING = "imports.media.load"


def read(content: bytes) -> MediaList:
    """Read a list with its files of transcripts, as a page keeps them. Raises Unreadable."""
    sheet, texts = opened(content)
    return read_media(read_sheet(sheet, required=REQUIRED), texts)


@handles(MEDIA_REHEARSAL)
def rehearse(work: Work) -> Values:
    """Report what the list would attach, and which rows belong nowhere."""
    return on_behalf(work, lambda viewer: _load(work, viewer, keep=False))


@handles(MEDIA_LOADING)
def do_load(work: Work) -> Values:
    """Attach what the list says; done again after a crash, it changes nothing more."""
    return on_behalf(work, lambda viewer: _load(work, viewer, keep=True))


def _load(work: Work, viewer: StaffMember, *, keep: bool) -> Values:
    del viewer
    found = read(upload_for(work.payload["upload"]).content)
    db.session.rollback()
    work.progress(0, len(found.media))
    faults = list(found.faults)
    with rehearsal():
        report, astray = write(found.media)
        faults += astray
    if keep and not faults:
        with transaction():
            report, _none = write(found.media)
    return {
        **report.as_values(),
        "faults": [
            [fault.line, fault.column, fault.message, {k: str(v) for k, v in fault.facts.items()}]
            for fault in sorted(faults, key=lambda one: one.line)
        ],
        "ignored": list(found.ignored),
    }

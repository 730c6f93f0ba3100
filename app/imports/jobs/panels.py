"""Programmes of past events: all of a file is written in one transaction."""

from __future__ import annotations

from app.access.roles import Permission
from app.access.viewers import StaffMember
from app.config import current_settings
from app.core.errors import Refused
from app.core.messages import N_
from app.extensions import db
from app.imports.jobs.behalf import Values, on_behalf
from app.imports.operations import load
from app.imports.panels import REQUIRED, Programmes, read_panels
from app.imports.queries import upload_for
from app.imports.sheet import read_sheet
from app.infra.jobs import Work, handles
from app.infra.transaction import rehearsal, transaction
from app.programmes.queries import programme_for

REHEARSAL = "imports.rehearse"
LOADING = "imports.load"


def read(content: bytes) -> Programmes:
    """Read a file of programmes; times without a zone are those of the house. Raises Unreadable."""
    return read_panels(read_sheet(content, required=REQUIRED), zone=current_settings().time_zone)


@handles(REHEARSAL)
def rehearse(work: Work) -> Values:
    """Report what loading the file would do."""
    return on_behalf(work, lambda viewer: _load(work, viewer, keep=False))


@handles(LOADING)
def do_load(work: Work) -> Values:
    """Load the file; done again after a crash, it changes nothing more."""
    return on_behalf(work, lambda viewer: _load(work, viewer, keep=True))


def _load(work: Work, viewer: StaffMember, *, keep: bool) -> Values:
    programmes = read(upload_for(work.payload["upload"]).content)
    if programmes.faults:
        raise Refused(N_("The file cannot be read."))
    db.session.rollback()
    work.progress(0, len(programmes.meetings))
    with transaction() if keep else rehearsal():
        key = work.payload["programme"]
        report = load(
            programmes,
            programme=programme_for(key, Permission.IMPORT) if key else None,
            owner_id=viewer.user_id,
        )
    return {
        **report.as_values(),
        "public_refs": programmes.public_refs,
        "ignored": list(programmes.ignored),
    }

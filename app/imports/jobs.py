"""Imports as work for the worker: rehearsed first, then done."""

from __future__ import annotations

from collections.abc import Mapping

from app.access.enforcement import viewing_as
from app.access.roles import Permission
from app.config import current_settings
from app.core.errors import Busy, DomainError, Refused
from app.core.messages import N_
from app.extensions import db
from app.imports.operations import load
from app.imports.panels import REQUIRED, Programmes, read_panels
from app.imports.queries import colleague, upload_for
from app.imports.sheet import read_sheet
from app.infra.jobs import Work, handles
from app.infra.transaction import rehearsal, transaction
from app.programmes.queries import programme_for

REHEARSAL = "imports.rehearse"
LOADING = "imports.load"

Values = Mapping[str, object]


def read(content: bytes) -> Programmes:
    """Read a file of programmes; times without a zone are those of the house. Raises Unreadable."""
    return read_panels(read_sheet(content, required=REQUIRED), zone=current_settings().time_zone)


@handles(REHEARSAL)
def rehearse(work: Work) -> Values:
    """Report what loading the file would do."""
    return _do(work, keep=False)


@handles(LOADING)
def do_load(work: Work) -> Values:
    """Load the file; done again after a crash, it changes nothing more."""
    return _do(work, keep=True)


def _do(work: Work, *, keep: bool) -> Values:
    """Work on behalf of whoever asked, who may have lost the right to ask since."""
    viewer = colleague(work.created_by)
    if viewer is None or not viewer.reach(Permission.IMPORT):
        return _refusal(Refused(N_("You may no longer load files.")))
    with viewing_as(viewer):
        try:
            return _load(work, owner_id=viewer.user_id, keep=keep)
        except Busy:
            # Nothing is wrong with the file, so the job is tried again.
            raise
        except DomainError as refusal:
            return _refusal(refusal)


def _refusal(why: DomainError) -> Values:
    """Words for whoever reads the report, in the language they will read it in."""
    return {"refused": why.message, "facts": {name: str(fact) for name, fact in why.facts.items()}}


def _load(work: Work, *, owner_id: int, keep: bool) -> Values:
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
            owner_id=owner_id,
        )
    return {
        **report.as_values(),
        "public_refs": programmes.public_refs,
        "ignored": list(programmes.ignored),
    }

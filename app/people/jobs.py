"""Looking for duplicates, as work for the worker: all persons are compared, which takes a while."""

from __future__ import annotations

from collections.abc import Mapping

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.extensions import db
from app.infra.jobs import Work, enqueue_job, handles
from app.infra.models import Job
from app.infra.transaction import transaction
from app.people.duplicates import suggest
from app.people.operations import keep_suggestions
from app.people.queries import contacts_of_everybody

DUPLICATES = "people.duplicates"


def look_for_duplicates(*, created_by: int | None = None) -> Job:
    """Ask the worker, in the current transaction, to compare everybody."""
    return enqueue_job(DUPLICATES, created_by=created_by)


@handles(DUPLICATES)
def do_look(work: Work) -> Mapping[str, object]:
    """Compare everybody outside any transaction, and keep what was found."""
    del work
    with viewing_as(SYSTEM):
        contacts = contacts_of_everybody()
        db.session.rollback()
        found = suggest(contacts)
        with transaction():
            kept = keep_suggestions(found)
    return {"persons": len(contacts), "suggested": kept}

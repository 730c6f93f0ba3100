"""Guests of another system: all of a file is written in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.access.roles import Permission
from app.access.viewers import StaffMember
from app.events.models import Event
from app.events.queries import event_for
from app.extensions import db
from app.imports.contacts.fields import Field
from app.imports.jobs.behalf import Values, on_behalf
from app.imports.jobs.contacts import APART
from app.imports.peers.reading import read_guests
from app.imports.peers.writing import NewEvent, seat_guests
from app.imports.queries import upload_for
from app.infra.jobs import Work, handles
from app.infra.transaction import rehearsal, transaction
from app.programmes.queries import programme_for

GUESTS_REHEARSAL = "imports.guests.rehearse"
GUESTS_LOADING = "imports.guests.load"


@handles(GUESTS_REHEARSAL)
def rehearse(work: Work) -> Values:
    """Report whom the file would seat."""
    return on_behalf(work, lambda viewer: _do(work, viewer, keep=False))


@handles(GUESTS_LOADING)
def do_load(work: Work) -> Values:
    """Seat everybody; done again after a crash, it changes nothing more."""
    return on_behalf(work, lambda viewer: _do(work, viewer, keep=True))


def _do(work: Work, viewer: StaffMember, *, keep: bool) -> Values:
    payload = work.payload
    meanings = [Field(each) for each in payload["meanings"].split(APART)]
    content = upload_for(payload["upload"]).content
    file = read_guests(
        content, meanings if payload["meanings"] else None, encoding=payload["encoding"]
    )
    db.session.rollback()
    work.progress(0, len(file.guests))
    with transaction() if keep else rehearsal():
        report = seat_guests(file, _target(payload, viewer), job=work.key)
    return report.as_values()


def _target(payload: Mapping[str, str], viewer: StaffMember) -> Event | NewEvent:
    if payload["event"]:
        return event_for(payload["event"], Permission.EDIT)
    day = date.fromisoformat(payload["day"]) if payload["day"] else None
    programme = payload["programme"]
    return NewEvent(
        payload["title"],
        day,
        owner_id=viewer.user_id,
        programme=programme_for(programme, Permission.IMPORT) if programme else None,
    )

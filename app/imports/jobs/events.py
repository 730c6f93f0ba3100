"""Calendars, pages and schedules: each event is written in a transaction of its own."""

from __future__ import annotations

from app.access.roles import Permission
from app.access.viewers import StaffMember
from app.core.clock import now
from app.events.rules import EventKind
from app.extensions import db
from app.imports.calendars.found import FileKind
from app.imports.calendars.loading import load, rehearse
from app.imports.calendars.reading import Asked, read_events
from app.imports.calendars.writing.events import Into
from app.imports.jobs.behalf import Values, on_behalf
from app.imports.queries import upload_for
from app.infra.jobs import Work, handles
from app.programmes.queries import programme_for, series_for

EVENTS_REHEARSAL = "imports.events.rehearse"
EVENTS_LOADING = "imports.events.load"
_STEPS = 50
"""So often is shown how far the work has come."""


@handles(EVENTS_REHEARSAL)
def rehearse_events(work: Work) -> Values:
    """Report what loading the file would do; nothing is written."""
    return on_behalf(work, lambda viewer: _do(work, viewer, keep=False))


@handles(EVENTS_LOADING)
def load_events(work: Work) -> Values:
    """Load the file; done again after a crash, it goes on where it was."""
    return on_behalf(work, lambda viewer: _do(work, viewer, keep=True))


def _do(work: Work, viewer: StaffMember, *, keep: bool) -> Values:
    payload = work.payload
    asked = Asked(
        zone=payload["zone"],
        today=now().date(),
        kind=FileKind(payload["as"]) if payload["as"] else None,
        title=payload["title"],
    )
    reading = read_events(upload_for(payload["upload"]).content, asked)
    db.session.rollback()
    total = len(reading.events)
    work.progress(0, total)

    def advance(done: int) -> None:
        if done == total or done % max(1, total // _STEPS) == 0:
            work.progress(done, total)

    into = Into(
        owner_id=viewer.user_id,
        kind=EventKind(payload["kind"]) if payload["kind"] else None,
        programme=(
            programme_for(payload["programme"], Permission.IMPORT) if payload["programme"] else None
        ),
        series=series_for(payload["series"], Permission.IMPORT) if payload["series"] else None,
    )
    work_through = load if keep else rehearse
    return work_through(reading, into, zone=asked.zone, advance=advance).as_values()

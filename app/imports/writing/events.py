"""Events of a file: whole days, held if they are past, and not public."""

from __future__ import annotations

from datetime import datetime, time

from app.core.clock import now
from app.core.messages import N_
from app.events.dates import Dates, agreed_dates
from app.events.models import Event
from app.events.operations import confirm, create_event, edit_event, mark_held
from app.events.operations.create import give_dates
from app.events.operations.details import EventFields
from app.events.operations.trail import changed
from app.events.rules import RegistrationMode
from app.imports.panels import Meeting
from app.imports.report import Fate, Report
from app.programmes.models import Programme

COLUMNS = {"title": "event_title", "kind": "event_type", "place": "venue"}


def add(meeting: Meeting, *, programme: Programme | None, owner_id: int | None) -> Event:
    """Return a new event that nobody outside sees."""
    event = create_event(
        kind=meeting.kind,
        title=meeting.title,
        owner_id=owner_id,
        zone=meeting.zone,
        local_start=datetime.combine(meeting.first_day, time()),
        local_end=datetime.combine(meeting.last_day, time()),
        date_only=True,
        programme=programme,
        place=meeting.venue,
        registration=RegistrationMode.BY_INVITATION,
        source_ref=meeting.ref,
    )
    confirm(event)
    if event.starts_at is not None and event.starts_at <= now():
        mark_held(event)
    return event


def correct(event: Event, meeting: Meeting, report: Report) -> Fate:
    """Bring title, kind, place and days to what the file says."""
    wanted = EventFields(title=meeting.title, kind=meeting.kind, place=meeting.venue)
    differing = [name for name, value in wanted.items() if getattr(event, name) != value]
    for name in differing:
        report.note(meeting.line, COLUMNS[name], getattr(event, name), wanted[name])  # type: ignore[literal-required]  # A key of its own.
    edit_event(event, **wanted)
    dates = _days(meeting)
    if not differing and dates.span == event.span:
        return Fate.UNCHANGED
    if dates.span != event.span:
        _redate(event, meeting, dates, report)
    return Fate.CHANGED


def _redate(event: Event, meeting: Meeting, dates: Dates, report: Report) -> None:
    """Correct the record; the event was not rescheduled, so no former date is kept."""
    was = f"{event.local_end:%Y-%m-%d}, {event.zone}" if event.local_end else ""
    report.note(meeting.line, "event_end", was, f"{meeting.last_day}, {meeting.zone}")
    give_dates(event, dates)
    changed(event, N_("corrected the date of"))


def _days(meeting: Meeting) -> Dates:
    return agreed_dates(
        zone=meeting.zone,
        local_start=datetime.combine(meeting.first_day, time()),
        local_end=datetime.combine(meeting.last_day, time()),
        date_only=True,
    )

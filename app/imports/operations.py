"""What was read is written: events, their sessions, recordings and seats, each known again by its origin."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from sqlalchemy import select

from app.access.aside import rows_for_all
from app.access.roles import Permission
from app.core.errors import Refused
from app.core.messages import N_
from app.events.models import Event
from app.events.operations import publish, release_recording
from app.events.queries import may
from app.events.rules import TranscriptAction
from app.extensions import db
from app.imports.directory import Directory
from app.imports.names import Printed
from app.imports.panels import Meeting, Programmes
from app.imports.queries import media_waiting_for_release, waiting_for_release
from app.imports.report import EventLine, Fate, Report
from app.imports.writing import agenda, events, seats
from app.programmes.models import Programme
from app.transcripts.operations import step

Advance = Callable[[], None]


def load(
    read: Programmes,
    *,
    programme: Programme | None = None,
    owner_id: int | None = None,
    advance: Advance = lambda: None,
) -> Report:
    """Write everything that was ``read`` and say what that changed.

    What is here already is known again by its origin and brought to what the file says; what
    the file does not have stays. New events belong to ``programme`` and are not public.
    ``advance`` is called after each event. Raises Refused for an event that is here but not the
    viewer's to change, and ValueError for a file with faults.
    """
    if read.faults:
        raise ValueError("A file with faults is not written, not even in part.")
    known = _known_events(read.meetings)
    report = Report()
    directory = Directory(_printed(read.meetings), report)
    for meeting in read.meetings:
        event = known.get(meeting.ref)
        _write(meeting, event, directory, report, programme=programme, owner_id=owner_id)
        advance()
    return report


def release(refs: Collection[str]) -> int:
    """Publish what came from a file with these origins and is not public yet; return how many."""
    waiting = waiting_for_release(refs)
    for event in waiting:
        publish(event)
    return len(waiting)


def release_media(keys: Collection[str]) -> int:
    """Lay open what of a list is ready for the public, as a person reviewed it; return how much."""
    waiting, _unread = media_waiting_for_release(keys)
    for recording in waiting:
        if recording.transcript_state is None:
            release_recording(recording)
        else:
            step(recording, TranscriptAction.RELEASE)
    return len(waiting)


def _write(
    meeting: Meeting,
    event: Event | None,
    directory: Directory,
    report: Report,
    *,
    programme: Programme | None,
    owner_id: int | None,
) -> None:
    before = report.counts.copy()
    if event is None:
        event = events.add(meeting, programme=programme, owner_id=owner_id)
        fate = Fate.ADDED
    else:
        fate = events.correct(event, meeting, report)
    sessions = agenda.write(event, meeting, report)
    seats.write(event, meeting, sessions, directory, report)
    if fate is Fate.UNCHANGED and any(
        number > before.get(name, 0)
        for name, number in report.counts.items()
        if not name.endswith(Fate.UNCHANGED)
    ):
        fate = Fate.CHANGED
    report.count("events", fate)
    report.events.append(
        EventLine(
            title=meeting.title,
            day=meeting.first_day.isoformat(),
            fate=fate.value,
            sessions=len(meeting.parts),
            appearances=sum(len(part.appearances) for part in meeting.parts),
            key=event.key,
        )
    )


def _known_events(meetings: tuple[Meeting, ...]) -> Mapping[str, Event]:
    """The events that came from such a file before, by their origin."""
    refs = [meeting.ref for meeting in meetings]
    there = {
        row.source_ref
        for row in rows_for_all(select(Event.source_ref).where(Event.source_ref.in_(refs)))
    }
    known = {
        str(event.source_ref): event
        for event in db.session.scalars(select(Event).where(Event.source_ref.in_(refs)))
        if may(Permission.EDIT, event)
    }
    for meeting in meetings:
        if meeting.ref in there and meeting.ref not in known:
            raise Refused(
                N_("“%(title)s” is here already and belongs to others, so nothing was loaded."),
                title=meeting.title,
            )
    return known


def _printed(meetings: tuple[Meeting, ...]) -> list[Printed]:
    return [
        seats.printed(meeting, appearance)
        for meeting in meetings
        for part in meeting.parts
        for appearance in part.appearances
    ]

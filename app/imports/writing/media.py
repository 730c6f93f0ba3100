"""What a list of media says is attached to events and sessions that are here; nothing is shown yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.access.roles import Permission
from app.core.messages import N_
from app.core.text import fold
from app.events.models import Event, EventSession, Recording
from app.events.operations import Details, add_recording, edit_recording
from app.events.queries import may
from app.events.rules import RecordingKind
from app.extensions import db
from app.imports.cells import Fault
from app.imports.media import Medium
from app.imports.report import Fate, MediaReport
from app.transcripts.models import TranscriptTurn
from app.transcripts.operations import set_turns


def write(media: Sequence[Medium]) -> tuple[MediaReport, list[Fault]]:
    """Attach every row to its event, and return what that did and which rows belong nowhere.

    The caller keeps all or nothing. A recording is known again by its kind and address, a
    transcript by its session; a text that is here already is left as it is, for staff may have
    corrected it. Whatever is new stays private until somebody releases it.
    """
    report, faults = MediaReport(), list[Fault]()
    events = _events(media)
    for medium in media:
        event = events.get((fold(medium.title), medium.first_day.isoformat()))
        if event is None:
            faults.append(
                _fault(medium, "event_title", N_("There is no such event that you may change."))
            )
            continue
        session = _session(event, medium)
        if medium.session is not None and session is None:
            faults.append(
                _fault(medium, "session_order", N_("The event has no session with this number."))
            )
            continue
        if medium.url or medium.file_url:
            report.attached("recordings", *_write_recording(event, session, medium))
        if medium.turns:
            report.attached("transcripts", *_write_text(event, session, medium))
    return report, faults


def _fault(medium: Medium, column: str, message: str) -> Fault:
    return Fault(medium.line, column, message, {})


def _events(media: Sequence[Medium]) -> dict[tuple[str, str], Event]:
    """The events that the rows mean, by folded title and first day, as far as the viewer may change them."""
    titles = {medium.title for medium in media}
    found = db.session.scalars(
        select(Event)
        .where(Event.title.in_(titles))
        .options(selectinload(Event.sessions), selectinload(Event.recordings))
    )
    return {
        (fold(event.title), event.local_start.date().isoformat()): event
        for event in found
        if event.local_start is not None and may(Permission.EDIT, event)
    }


def _session(event: Event, medium: Medium) -> EventSession | None:
    return next((one for one in event.sessions if one.position == medium.session), None)


def _write_recording(
    event: Event, session: EventSession | None, medium: Medium
) -> tuple[Fate, str]:
    details = Details(**{name: getattr(medium, name) for name in Details.__dataclass_fields__})
    known = next(
        (
            one
            for one in event.recordings
            if one.session is session
            and one.kind is medium.kind
            and (one.url, one.file_url)[not medium.url] == (medium.url or medium.file_url)
        ),
        None,
    )
    if known is None:
        new = add_recording(
            event, kind=medium.kind, url=medium.url, session=session, public=False, details=details
        )
        return Fate.ADDED, new.key
    wanted = _filled(Details.of(known), details)
    if wanted == Details.of(known):
        return Fate.UNCHANGED, known.key
    edit_recording(
        known,
        kind=known.kind,
        url=known.url,
        session=session,
        title=known.title,
        public=known.public,
        details=wanted,
    )
    return Fate.CHANGED, known.key


def _filled(known: Details, said: Details) -> Details:
    """What the file says; where it says nothing, what is known stays."""
    given = {name: getattr(said, name) for name in Details.__dataclass_fields__}
    return replace(known, **{name: value for name, value in given.items() if value})


def _write_text(event: Event, session: EventSession | None, medium: Medium) -> tuple[Fate, str]:
    here = [
        one
        for one in event.recordings
        if one.session is session and one.kind is RecordingKind.TRANSCRIPT
    ]
    there = next((one for one in here if _has_text(one)), None)
    if there is not None:
        return Fate.UNCHANGED, there.key
    bare = next((one for one in here if not one.url), None)
    if bare is None:
        bare = add_recording(event, kind=RecordingKind.TRANSCRIPT, url="", session=session)
    edit_recording(
        bare,
        kind=bare.kind,
        url="",
        session=session,
        title=bare.title,
        public=bare.public,
        details=Details(language=medium.language, credit=medium.credit, licence=medium.licence),
    )
    set_turns(bare, medium.turns)
    return Fate.ADDED, bare.key


def _has_text(recording: Recording) -> bool:
    turn = select(TranscriptTurn.id).where(TranscriptTurn.recording_id == recording.id).limit(1)
    return db.session.scalar(turn) is not None

"""Sessions of a file and what was recorded of them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from app.core.clock import to_instant
from app.events.models import Event, EventSession, Recording
from app.events.operations import add_recording, add_session, edit_recording, edit_session
from app.events.rules import RecordingKind
from app.extensions import db
from app.imports.panels import Meeting, Part
from app.imports.report import Fate, Report

COLUMNS = {
    "title": "session_title",
    "kind": "session_kind",
    "local_start": "session_start",
    "local_end": "session_end",
    "place": "venue",
    "public": "session_visibility",
}
_AUDIO = (".mp3", ".m4a", ".ogg", ".wav")


def write(event: Event, meeting: Meeting, report: Report) -> Mapping[str, EventSession]:
    """Write every session and its recordings, in the order of the file; return them by origin."""
    known = {session.source_ref: session for session in event.sessions if session.source_ref}
    written = {}
    for part in meeting.parts:
        facts = _facts(part, meeting)
        session = known.get(part.ref)
        if session is None:
            session = add_session(event, **facts)  # type: ignore[arg-type]  # The facts have the verb's own names.
            session.source_ref = part.ref
            report.count("sessions", Fate.ADDED)
        else:
            _correct(session, part, facts, report)
        written[part.ref] = session
        _write_recordings(event, session, part, report)
    _put_in_order(event, meeting)
    return written


def _facts(part: Part, meeting: Meeting) -> dict[str, object]:
    """What the file says of a session; a place is named where it is not the event's."""
    return {
        "title": part.title,
        "kind": part.kind,
        "local_start": part.local_start,
        "local_end": part.local_end,
        "place": "" if part.venue == meeting.venue else part.venue,
        "public": part.public,
    }


def _correct(
    session: EventSession, part: Part, facts: Mapping[str, object], report: Report
) -> None:
    differing = [name for name, value in facts.items() if getattr(session, name) != value]
    for name in differing:
        report.note(part.line, COLUMNS[name], getattr(session, name), facts[name])
    moved = session.local_start is not None and session.starts_at != to_instant(
        session.local_start, session.event.zone
    )
    if not differing and not moved:
        report.count("sessions", Fate.UNCHANGED)
        return
    edit_session(session, attribution=session.attribution, text=session.text, **facts)  # type: ignore[arg-type]  # Likewise.
    report.count("sessions", Fate.CHANGED)


def _put_in_order(event: Event, meeting: Meeting) -> None:
    """Let the sessions stand as in the file; those that staff added come after them."""
    place = {part.ref: number for number, part in enumerate(meeting.parts)}
    last = len(place)
    now = sorted(event.sessions, key=lambda session: session.position)
    wanted = sorted(now, key=lambda session: place.get(session.source_ref or "", last))
    if now == wanted:
        return
    for number, session in enumerate(wanted, start=1):
        session.position = -number  # No two sessions may share a position, not even for a moment.
    db.session.flush()
    for number, session in enumerate(wanted, start=1):
        session.position = number
    db.session.flush()


def _write_recordings(event: Event, session: EventSession, part: Part, report: Report) -> None:
    here = [recording for recording in event.recordings if recording.session is session]
    heard = [recording for recording in here if recording.kind is not RecordingKind.TRANSCRIPT]
    if part.recording_url:
        _write_heard(event, session, part, heard, report)
    if part.transcript and len(here) == len(heard):
        # The file says that there is one, not where.
        add_recording(event, kind=RecordingKind.TRANSCRIPT, url="", session=session)
        report.count("recordings", Fate.ADDED)
    elif part.transcript:
        report.count("recordings", Fate.UNCHANGED)


def _write_heard(
    event: Event,
    session: EventSession,
    part: Part,
    heard: list[Recording],
    report: Report,
) -> None:
    url = part.recording_url
    if any(recording.url == url for recording in heard):
        report.count("recordings", Fate.UNCHANGED)
    elif len(heard) == 1:
        [old] = heard
        report.note(part.line, "recording_url", old.url, url)
        edit_recording(
            old, kind=_kind_of(url), url=url, session=session, title=old.title, public=old.public
        )
        report.count("recordings", Fate.CHANGED)
    else:
        add_recording(event, kind=_kind_of(url), url=url, session=session)
        report.count("recordings", Fate.ADDED)


def _kind_of(url: str) -> RecordingKind:
    """Sound by the ending of its address; everything else is taken to be seen."""
    return (
        RecordingKind.AUDIO if urlsplit(url).path.lower().endswith(_AUDIO) else RecordingKind.VIDEO
    )

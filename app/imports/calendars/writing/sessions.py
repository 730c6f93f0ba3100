"""Sessions of a file and their recordings; what comes to an event that is public already stays closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from urllib.parse import urlsplit

from app.core.messages import N_
from app.events.models import Event, EventSession
from app.events.operations import add_recording, add_session, edit_session
from app.events.rules import RecordingKind
from app.imports.calendars.found import Film, Found, Part, origin
from app.imports.calendars.writing.steps import Step, clock, shown

_AUDIO = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac")


def ref_of(event: Event, part: str) -> str:
    """The origin of a session, the same whether it comes with its people or with the whole event."""
    return origin(event.key, "talk", part)


def known_sessions(event: Event) -> Mapping[str, EventSession]:
    """The sessions that came from a file, by their origin."""
    return {session.source_ref: session for session in event.sessions if session.source_ref}


def add(event: Event, part: Part) -> EventSession:
    """Return a new session, closed if it is not sure, or if everyone would see it at once."""
    session = add_session(
        event,
        title=part.title,
        kind=part.kind,
        place=part.place if part.place != event.place else "",
        public=part.public and not event.is_released,
        text=part.text,
        **clock(part.dates, event.zone),
    )
    session.source_ref = ref_of(event, part.ref)
    return session


def steps(session: EventSession, part: Part) -> Iterator[Step]:
    """What has to change for the session to be as the file says; whether it is public is for staff."""
    differing = {
        N_("Session"): (session.title, part.title),
        N_("Place"): (session.place or session.event.place, part.place),
        N_("Text"): (session.text, part.text),
    }
    told = [
        (what, was, becomes)
        for what, (was, becomes) in differing.items()
        if becomes and becomes != was
    ]
    dates = part.dates
    if dates and (session.starts_at, session.ends_at) != (dates.starts_at, dates.ends_at):
        told.append((N_("Time"), _shown(session), shown(dates)))
    # One verb changes all of it, with the first of what is told.
    for number, (what, was, becomes) in enumerate(told):
        yield Step(what, was, becomes, partial(_edit, session, part) if number == 0 else _nothing)


def _nothing() -> None:
    """All of it was changed at once."""


def _shown(session: EventSession) -> str:
    return f"{session.local_start:%Y-%m-%d %H:%M}" if session.local_start else ""


def _edit(session: EventSession, part: Part) -> None:
    at, place = clock(part.dates, session.event.zone), part.place or session.place
    edit_session(
        session,
        title=part.title,
        kind=session.kind,
        local_start=at.get("local_start", session.local_start),
        local_end=at.get("local_end", session.local_end),
        fold=at.get("fold", 0),
        end_fold=at.get("end_fold", 0),
        place=place if place != session.event.place else "",
        attribution=session.attribution,
        public=session.public,
        text=part.text or session.text,
    )


def close(session: EventSession) -> None:
    """Hide from everyone what is not accepted any more."""
    edit_session(
        session,
        title=session.title,
        kind=session.kind,
        local_start=session.local_start,
        local_end=session.local_end,
        fold=0,
        end_fold=0,
        place=session.place,
        attribution=session.attribution,
        public=False,
        text=session.text,
    )


def missing_films(event: Event, films: list[Film]) -> list[Film]:
    """Those that the event does not have yet."""
    here = {recording.url for recording in event.recordings}
    return [film for film in films if film.url not in here]


def add_film(event: Event, session: EventSession | None, film: Film) -> None:
    """Add a recording that nobody sees before it is released, apart from the event."""
    sound = urlsplit(film.url).path.lower().endswith(_AUDIO)
    kind = RecordingKind.AUDIO if sound else RecordingKind.VIDEO
    add_recording(event, kind=kind, url=film.url, session=session, title=film.title, public=False)


def all_films(found: Found) -> int:
    """How many recordings the file has of an event and its sessions."""
    return len(found.films) + sum(len(part.films) for part in found.parts)

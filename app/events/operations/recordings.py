"""What can be heard, seen or read of an event afterwards."""

from __future__ import annotations

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.events.models import Event, EventSession, Recording
from app.events.operations.trail import changed
from app.events.rules import RecordingKind
from app.extensions import db

SCHEMES = ("https://", "http://")


def add_recording(
    event: Event,
    *,
    kind: RecordingKind,
    url: str,
    session: EventSession | None = None,
    title: str = "",
    public: bool = True,
) -> Recording:
    """Add a recording of the event or of one session; an empty ``url`` says it is known to exist.

    It is shown no sooner than the event and its session are. Raises InvalidInput for an address
    that is none.
    """
    recording = Recording(kind=kind, url=_checked(url), session=session, title=title, public=public)
    event.recordings.append(recording)
    db.session.flush()
    changed(event, N_("added a recording to"), url=url)
    return recording


def edit_recording(
    recording: Recording,
    *,
    kind: RecordingKind,
    url: str,
    session: EventSession | None,
    title: str,
    public: bool,
) -> Recording:
    """Change everything that is said of a recording. Raises InvalidInput."""
    recording.kind, recording.url, recording.session = kind, _checked(url), session
    recording.title, recording.public = title, public
    changed(recording.event, N_("changed a recording of"), url=url)
    return recording


def delete_recording(recording: Recording) -> None:
    """Take the recording off the event."""
    changed(recording.event, N_("deleted a recording of"), url=recording.url)
    recording.event.recordings.remove(recording)


def _checked(url: str) -> str:
    if url and not url.startswith(SCHEMES):
        raise InvalidInput(N_("An address begins with https://."))
    return url

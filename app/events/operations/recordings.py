"""What can be heard, seen or read of an event afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.clock import now
from app.core.cues import checked_webvtt
from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.core.text import random_key
from app.events.models import Caption, Event, EventSession, Recording
from app.events.operations.trail import changed
from app.events.queries import require_release
from app.events.rules import HEARD, RecordingKind, TranscriptState, audio_type, checked_language
from app.extensions import db

SCHEMES = ("https://", "http://")


@dataclass(frozen=True, kw_only=True)
class Details:
    """What is known of a recording besides where it is."""

    language: str = ""
    seconds: int | None = None
    uploaded_on: date | None = None
    file_url: str = ""
    file_bytes: int | None = None
    file_type: str = ""
    credit: str = ""
    licence: str = ""

    @classmethod
    def of(cls, recording: Recording) -> Details:
        """Return what is known of ``recording``."""
        return cls(**{name: getattr(recording, name) for name in cls.__dataclass_fields__})


def add_recording(
    event: Event,
    *,
    kind: RecordingKind,
    url: str,
    session: EventSession | None = None,
    title: str = "",
    public: bool = True,
    details: Details | None = None,
) -> Recording:
    """Add a recording of the event or of one session; an empty ``url`` says it is known to exist.

    It is shown no sooner than the event and its session are. Raises InvalidInput for an address
    that is none.
    """
    recording = Recording(kind=kind, url=_checked(url), session=session, title=title, public=public)
    _describe(recording, details or Details())
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
    details: Details | None = None,
) -> Recording:
    """Change everything that is said of a recording; without ``details`` these stay. Raises InvalidInput.

    A text that is kept here stays a transcript: as anything else it would escape its release.
    """
    if recording.transcript_state is not None and kind is not RecordingKind.TRANSCRIPT:
        raise Refused(N_("The text of a transcript is kept here. Delete the transcript first."))
    recording.kind, recording.url, recording.session = kind, _checked(url), session
    recording.title, recording.public = title, public
    if details is not None:
        _describe(recording, details)
    changed(recording.event, N_("changed a recording of"), url=url)
    return recording


def set_poster(recording: Recording, picture: bytes | None) -> None:
    """Keep the JPEG that is shown before the recording plays, or none."""
    recording.poster = picture
    recording.poster_key = random_key() if picture else None
    changed(recording.event, N_("changed the picture of a recording of"), url=recording.url)


def release_recording(recording: Recording) -> None:
    """Let visitors have the recording with its event. Raises Refused for who may not publish the event."""
    require_release(recording.event)
    recording.public = True
    changed(recording.event, N_("released a recording of"), url=recording.url)


def take_down(recording: Recording, *, reason: str) -> None:
    """Take the recording from every page, feed and list at once; ``reason`` is for staff alone."""
    if not reason:
        raise InvalidInput(N_("Say why, for those who will ask in some years."))
    recording.taken_down_at, recording.taken_down_reason = now(), reason
    changed(recording.event, N_("took down a recording of"), url=recording.url, reason=reason)


def put_back(recording: Recording) -> None:
    """Show the recording again. Raises Refused for who may not publish the event."""
    require_release(recording.event)
    recording.taken_down_at, recording.taken_down_reason = None, ""
    changed(recording.event, N_("put back a recording of"), url=recording.url)


def set_caption(
    recording: Recording, *, language: str, url: str = "", content: str = ""
) -> Caption:
    """Keep the captions in one language: a link, or a WebVTT file. Raises InvalidInput."""
    if not language:
        raise InvalidInput(N_("Say in which language the captions are."))
    if bool(url) == bool(content):
        raise InvalidInput(N_("Give either the address of the captions or a WebVTT file."))
    tag = checked_language(language)
    caption = next((one for one in recording.captions if one.language == tag), None)
    if caption is None:
        caption = Caption(language=tag)
        recording.captions.append(caption)
    caption.url = _checked(url)
    caption.content = checked_webvtt(content) if content else ""
    changed(recording.event, N_("changed the captions of a recording of"), language=tag)
    db.session.flush()
    return caption


def delete_caption(caption: Caption) -> None:
    """Take the captions of one language away."""
    recording = caption.recording
    recording.captions.remove(caption)
    changed(
        recording.event, N_("changed the captions of a recording of"), language=caption.language
    )


def set_transcript_state(recording: Recording, state: TranscriptState) -> None:
    """Say how far the text of ``recording``, which is kept here, has come."""
    if recording.kind is not RecordingKind.TRANSCRIPT:
        raise Refused(N_("Only a transcript has a text of its own."))
    recording.transcript_state = state


def delete_recording(recording: Recording) -> None:
    """Take the recording off the event."""
    changed(recording.event, N_("deleted a recording of"), url=recording.url)
    recording.event.recordings.remove(recording)


def _describe(recording: Recording, details: Details) -> None:
    for name in Details.__dataclass_fields__:
        setattr(recording, name, getattr(details, name))
    recording.language = checked_language(details.language)
    recording.file_url = _checked(details.file_url)
    if details.file_url and recording.kind not in HEARD:
        raise InvalidInput(N_("Only audio and podcasts have a file of sound."))
    if details.file_url and not (details.file_type or audio_type(details.file_url)):
        raise InvalidInput(N_("Say of which type the file of sound is, such as audio/mpeg."))


def _checked(url: str) -> str:
    if url and not url.startswith(SCHEMES):
        raise InvalidInput(N_("An address begins with https://."))
    return url

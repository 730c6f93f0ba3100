"""In which forms an event can be heard, seen or read afterwards, and the way of a transcript to the public."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import urlsplit

from app.core.errors import InvalidInput, Refused
from app.core.messages import N_


class RecordingKind(StrEnum):
    """In which form an event can be heard, seen or read afterwards."""

    VIDEO = "video"
    AUDIO = "audio"
    PODCAST = "podcast"
    TRANSCRIPT = "transcript"


RECORDING_KIND_LABELS: dict[RecordingKind, str] = {
    RecordingKind.VIDEO: N_("Video"),
    RecordingKind.AUDIO: N_("Audio"),
    RecordingKind.PODCAST: N_("Podcast"),
    RecordingKind.TRANSCRIPT: N_("Transcript"),
}

HEARD = frozenset({RecordingKind.AUDIO, RecordingKind.PODCAST})
"""Kinds that have a file of sound."""

AUDIO_TYPES: Mapping[str, str] = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
}


def audio_type(url: str) -> str:
    """Return the MIME type that the ending of a file's address says; empty if it says none."""
    path = urlsplit(url).path.lower()
    return next((kind for ending, kind in AUDIO_TYPES.items() if path.endswith(ending)), "")


class TranscriptState(StrEnum):
    """How far the text of a recording has come; visitors read only what is public."""

    MACHINE = "machine"
    EDITED = "edited"
    REVIEWED = "speaker_reviewed"
    PUBLIC = "public"


TRANSCRIPT_STATE_LABELS: dict[TranscriptState, str] = {
    TranscriptState.MACHINE: N_("As it came"),
    TranscriptState.EDITED: N_("Edited"),
    TranscriptState.REVIEWED: N_("Reviewed by the speakers"),
    TranscriptState.PUBLIC: N_("Public"),
}


class TranscriptAction(StrEnum):
    """What staff do to a transcript as a whole."""

    FINISH_EDITING = "finish_editing"
    NOTE_REVIEW = "note_review"
    RELEASE = "release"
    REOPEN = "reopen"
    TAKE_BACK = "take_back"


TRANSCRIPT_ACTION_LABELS: dict[TranscriptAction, str] = {
    TranscriptAction.FINISH_EDITING: N_("It is edited"),
    TranscriptAction.NOTE_REVIEW: N_("The speakers have reviewed it"),
    TranscriptAction.RELEASE: N_("Release it to the public"),
    TranscriptAction.REOPEN: N_("Edit it again"),
    TranscriptAction.TAKE_BACK: N_("Take it back from the public"),
}

TRANSCRIPT_TRANSITIONS: Mapping[tuple[TranscriptState, TranscriptAction], TranscriptState] = {
    (TranscriptState.MACHINE, TranscriptAction.FINISH_EDITING): TranscriptState.EDITED,
    (TranscriptState.EDITED, TranscriptAction.NOTE_REVIEW): TranscriptState.REVIEWED,
    (TranscriptState.EDITED, TranscriptAction.REOPEN): TranscriptState.MACHINE,
    (TranscriptState.REVIEWED, TranscriptAction.RELEASE): TranscriptState.PUBLIC,
    (TranscriptState.REVIEWED, TranscriptAction.REOPEN): TranscriptState.EDITED,
    (TranscriptState.PUBLIC, TranscriptAction.TAKE_BACK): TranscriptState.REVIEWED,
}
"""The only ways there are."""


def transcript_actions(state: TranscriptState) -> list[TranscriptAction]:
    """Return what can be done to a transcript in ``state``, the way forward first."""
    return [action for action in TranscriptAction if (state, action) in TRANSCRIPT_TRANSITIONS]


def next_transcript_state(state: TranscriptState, action: TranscriptAction) -> TranscriptState:
    """Return where ``action`` leads. Raises Refused where it leads nowhere."""
    if (state, action) not in TRANSCRIPT_TRANSITIONS:
        raise Refused(N_("The transcript is not at the point where that can be done."))
    return TRANSCRIPT_TRANSITIONS[state, action]


_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_DURATION = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")


def checked_language(tag: str) -> str:
    """Return a language as pages and players name it, such as "en" or "ko". Raises InvalidInput."""
    if tag and (not _LANGUAGE.fullmatch(tag) or len(tag) > 35):
        raise InvalidInput(N_("Write a language as a code, such as en, ko or zh-Hant."))
    return tag


def seconds_in(text: str) -> int | None:
    """Return the length written as "1:02:33" or "62:33"; None for nothing. Raises InvalidInput."""
    if not text:
        return None
    found = _DURATION.fullmatch(text)
    if found is None:
        raise InvalidInput(N_("Write a length as hours, minutes and seconds, such as 1:02:33."))
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def clock_of(seconds: int | None) -> str:
    """Return a length or a moment as players write it: "1:02:33", "2:33"."""
    if seconds is None:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"

"""Lists of recordings and transcripts, a row for each, for events that are here already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.events.rules import RecordingKind, checked_language, seconds_in
from app.imports.cells import Cells, Fault
from app.imports.sheet import Sheet
from app.transcripts.reading import Turn, read_turns, text_of

REQUIRED = ("event_title", "event_start")
OPTIONAL = (
    "session_order", "kind", "recording_url", "language", "duration", "uploaded_on",
    "file_url", "file_bytes", "file_type", "credit", "licence", "transcript_file",
)  # fmt: skip
KINDS: Mapping[str, RecordingKind] = {kind.value: kind for kind in RecordingKind}


@dataclass(frozen=True, kw_only=True)
class Medium:
    """One row: a recording, a transcript, or both, of an event or of the session with that number."""

    line: int
    title: str
    first_day: date
    session: int | None
    kind: RecordingKind
    url: str
    language: str
    seconds: int | None
    uploaded_on: date | None
    file_url: str
    file_bytes: int | None
    file_type: str
    credit: str
    licence: str
    turns: tuple[Turn, ...]


@dataclass
class MediaList:
    """What was read, what is wrong, and the columns that mean nothing here."""

    media: list[Medium] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored: tuple[str, ...] = ()


def read_media(sheet: Sheet, texts: Mapping[str, bytes]) -> MediaList:
    """Read all rows, whatever is wrong with some; ``texts`` are the files of transcripts by name."""
    read = MediaList(
        ignored=tuple(name for name in sheet.headings if name not in {*REQUIRED, *OPTIONAL})
    )
    for row in sheet.rows:
        medium = _medium(Cells(row, read.faults), texts)
        if medium is not None:
            read.media.append(medium)
    return read


def _medium(cells: Cells, texts: Mapping[str, bytes]) -> Medium | None:
    title, day = cells.needed("event_title"), cells.day("event_start")
    if day is None and not cells.text("event_start"):
        cells.wrong("event_start", N_("This cell is empty."))
    url, file = cells.address("recording_url"), cells.text("transcript_file")
    file_url = cells.address("file_url")
    if not (url or file_url or file):
        cells.wrong("recording_url", N_("Give an address, or the file of a transcript."))
    if not title or day is None:
        return None
    return Medium(
        line=cells.line,
        title=title,
        first_day=day,
        session=cells.number("session_order") if cells.text("session_order") else None,
        kind=cells.choice("kind", KINDS, default=RecordingKind.VIDEO),
        url=url,
        language=_language(cells),
        seconds=_seconds(cells),
        uploaded_on=cells.day("uploaded_on"),
        file_url=file_url,
        file_bytes=_bytes(cells),
        file_type=cells.text("file_type", 80),
        credit=cells.text("credit"),
        licence=cells.text("licence", 120),
        turns=_turns(cells, file, texts),
    )


def _language(cells: Cells) -> str:
    try:
        return checked_language(cells.text("language", 35))
    except InvalidInput as refusal:
        cells.wrong("language", refusal.message, **refusal.facts)
        return ""


def _seconds(cells: Cells) -> int | None:
    try:
        return seconds_in(cells.text("duration"))
    except InvalidInput as refusal:
        cells.wrong("duration", refusal.message, **refusal.facts)
        return None


def _bytes(cells: Cells) -> int | None:
    text = cells.text("file_bytes")
    if not text:
        return None
    if text.isascii() and text.isdecimal() and int(text) < 2**31:
        return int(text)
    cells.wrong("file_bytes", N_("“%(text)s” is no whole number from 1."), text=text)
    return None


def _turns(cells: Cells, file: str, texts: Mapping[str, bytes]) -> tuple[Turn, ...]:
    if not file:
        return ()
    # A path leads nowhere: files are known by their names alone.
    content = texts.get(PurePosixPath(file.replace("\\", "/")).name)
    if content is None:
        cells.wrong("transcript_file", N_("The file “%(name)s” is not there."), name=file)
        return ()
    try:
        return tuple(read_turns(text_of(content)))
    except InvalidInput as refusal:
        cells.wrong("transcript_file", refusal.message, **refusal.facts)
        return ()

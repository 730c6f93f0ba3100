"""A file from its first byte to the events in it; what it is shows by what it holds, not by its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.messages import N_
from app.imports.calendars.found import FileKind, Reading
from app.imports.calendars.ical.reading import read_calendar
from app.imports.calendars.linked.blocks import text_of
from app.imports.calendars.linked.nodes import is_linked
from app.imports.calendars.linked.reading import read_linked
from app.imports.calendars.schedules.frab_xml import as_values
from app.imports.calendars.schedules.reading import is_schedule, read_schedule
from app.imports.reading.grid import refuse_large
from app.imports.reading.refusals import Unreadable
from app.imports.reading.values import is_json, read_json

_LOOKED_AT = 20_000


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How a file is to be read: as what (or by what it holds), in which zone, as of which day."""

    zone: str
    today: date
    kind: FileKind | None = None
    title: str = ""


def read_events(content: bytes, asked: Asked) -> Reading:
    """Read the file. Raises Unreadable for one that tells of no events at all."""
    refuse_large(content)
    kind = asked.kind or kind_of(content)
    if kind is FileKind.ICAL:
        return read_calendar(content, zone=asked.zone, today=asked.today)
    if kind is FileKind.LINKED:
        return read_linked(content, zone=asked.zone)
    data = read_json(content) if is_json(content) else as_values(text_of(content))
    return read_schedule(data, zone=asked.zone, title=asked.title)


def kind_of(content: bytes) -> FileKind:
    """What sort of file it is. Raises Unreadable for none of those."""
    head = content[:_LOOKED_AT].replace(b"\x00", b"").upper()
    if b"BEGIN:V" in head:
        return FileKind.ICAL
    if is_json(content):
        data = read_json(content)
        return FileKind.SCHEDULE if not is_linked(data) and is_schedule(data) else FileKind.LINKED
    if b"<SCHEDULE" in head and b"<CONFERENCE" in head:
        return FileKind.SCHEDULE
    if b"<" in head:
        return FileKind.LINKED
    raise Unreadable(N_("This is neither a calendar nor a page with events nor a schedule."))

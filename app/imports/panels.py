"""Rows of a programme, one per person and session, as events: checked, and refused by line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from app.core.messages import N_
from app.core.text import fold
from app.events.rules import EventKind, SessionKind
from app.imports.cells import Cells, Fault
from app.imports.sheet import Row, Sheet
from app.participation.rules import Role

REQUIRED = ("event_title", "event_start", "session_order", "session_title", "name_as_printed")
OPTIONAL = (
    "event_type", "event_end", "time_zone", "venue", "visibility",
    "session_kind", "session_start", "session_end", "session_visibility",
    "role", "billing_order", "title_and_organisation_as_printed", "paper_title", "note",
    "recording_url", "transcript_available",
)  # fmt: skip

KINDS: Mapping[str, EventKind] = {kind.value: kind for kind in EventKind}
SESSION_KINDS: Mapping[str, SessionKind] = {kind.value: kind for kind in SessionKind}
ROLES: Mapping[str, Role] = {role.value: role for role in Role} | {"panelist": Role.PANELLIST}
VISIBILITIES: Mapping[str, bool] = {"public": True, "private": False}
ANSWERS: Mapping[str, bool] = {"yes": True, "no": False}


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """Somebody in a session; ``name`` and ``offices`` as printed.

    ``order`` is the place in the printed programme, None for who is not printed in it.
    """

    ref: str
    line: int
    name: str
    offices: str
    role: Role
    order: int | None
    paper: str
    note: str

    @property
    def unable(self) -> bool:
        """Whether the programme, or what came after, says that they did not come."""
        return fold(self.note).startswith("unable to attend")


@dataclass(kw_only=True)
class Part:
    """A session. Times are on the wall clock of the event's zone."""

    ref: str
    line: int
    order: int
    title: str
    kind: SessionKind
    local_start: datetime | None
    local_end: datetime | None
    public: bool
    venue: str
    recording_url: str
    transcript: bool
    appearances: list[Appearance] = field(default_factory=list)

    @property
    def in_order(self) -> list[Appearance]:
        """Who is printed, in that order, then who is not, as in the file."""
        last = len(self.appearances)
        return sorted(
            self.appearances, key=lambda one: last + 1 if one.order is None else one.order
        )


@dataclass(kw_only=True)
class Meeting:
    """An event as the file has it; ``ref`` is the same for the same title and first day."""

    ref: str
    line: int
    title: str
    kind: EventKind
    first_day: date
    last_day: date
    zone: str
    public: bool
    parts: list[Part] = field(default_factory=list)

    @property
    def venue(self) -> str:
        """Where most of its sessions are held."""
        venues = [part.venue for part in self.parts]
        return max(venues, key=venues.count) if venues else ""


@dataclass(frozen=True)
class Programmes:
    """What was read: the events, what is wrong, and the columns that mean nothing here."""

    meetings: tuple[Meeting, ...]
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...]

    @property
    def public_refs(self) -> list[str]:
        """The origins of the events that the file calls public."""
        return [meeting.ref for meeting in self.meetings if meeting.public]


def read_panels(sheet: Sheet, *, zone: str) -> Programmes:
    """Read all rows, whatever is wrong with some; ``zone`` is meant where the file names none."""
    reader = _Reader(zone)
    for row in sheet.rows:
        reader.read(row)
    for meeting in reader.meetings.values():
        meeting.parts.sort(key=lambda part: part.order)
    ignored = tuple(name for name in sheet.headings if name not in {*REQUIRED, *OPTIONAL})
    return Programmes(tuple(reader.meetings.values()), tuple(reader.faults), ignored)


class _Reader:
    """Gathers rows into events, and what is wrong with them into faults."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.meetings: dict[str, Meeting] = {}
        self.faults: list[Fault] = []

    def read(self, row: Row) -> None:
        """Take up one row."""
        cells = Cells(row, self.faults)
        meeting = self._meeting(cells)
        if meeting is None:
            return
        part = self._part(cells, meeting)
        if part is not None and (cells.text("name_as_printed", 240) or cells.text("role")):
            self._appearance(cells, part)

    def _meeting(self, cells: Cells) -> Meeting | None:
        title, start = cells.needed("event_title"), cells.day("event_start")
        end = cells.day("event_end") or start
        kind = cells.choice("event_type", KINDS, default=EventKind.CONFERENCE)
        zone = cells.zone("time_zone", self.zone)
        public = cells.choice("visibility", VISIBILITIES, default=True)
        if not title or start is None or end is None:
            return None
        if end < start:
            cells.wrong("event_end", N_("The end is before the start."))
            return None
        ref = _ref(fold(title), start.isoformat())
        read = Meeting(
            ref=ref,
            line=cells.line,
            title=title,
            kind=kind,
            first_day=start,
            last_day=end,
            zone=zone,
            public=public,
        )
        known = self.meetings.setdefault(ref, read)
        cells.compare(known, read, _MEETING_COLUMNS)
        return known

    def _part(self, cells: Cells, meeting: Meeting) -> Part | None:
        order, title = cells.number("session_order"), cells.needed("session_title")
        if order is None or not title:
            return None
        start, end = cells.times("session_start", "session_end", zone=meeting.zone)
        cells.within("session_start", start, meeting.first_day, meeting.last_day)
        read = Part(
            ref=f"{meeting.ref}/{order}",
            line=cells.line,
            order=order,
            title=title,
            kind=cells.choice("session_kind", SESSION_KINDS, default=SessionKind.SESSION),
            local_start=start,
            local_end=end,
            public=cells.choice("session_visibility", VISIBILITIES, default=True),
            venue=cells.text("venue"),
            recording_url=cells.address("recording_url"),
            transcript=cells.choice("transcript_available", ANSWERS, default=False),
        )
        for known in meeting.parts:
            if known.order == order:
                cells.compare(known, read, _PART_COLUMNS)
                return known
        meeting.parts.append(read)
        return read

    def _appearance(self, cells: Cells, part: Part) -> None:
        name = cells.needed("name_as_printed", 240)
        role = cells.choice("role", ROLES, default=Role.PARTICIPANT)
        printed = cells.text("billing_order")
        order = cells.number("billing_order") if printed else None
        if not name or (printed and order is None):
            return
        place = f"{order}" if printed else _ref(fold(name), role.value)[:12]
        read = Appearance(
            ref=f"{part.ref}/{place}",
            line=cells.line,
            name=name,
            offices=cells.text("title_and_organisation_as_printed", 2000),
            role=role,
            order=order,
            paper=cells.text("paper_title"),
            note=cells.text("note", 2000),
        )
        for known in part.appearances:
            if known.ref == read.ref:
                cells.wrong(
                    "billing_order",
                    N_("Line %(other)s has this place in this session already."),
                    other=known.line,
                )
                return
        part.appearances.append(read)


def _ref(*facts: str) -> str:
    """A name for what these facts say, the same whenever the file is read."""
    return sha256("\n".join(facts).encode()).hexdigest()[:32]


_MEETING_COLUMNS = {
    "kind": "event_type",
    "last_day": "event_end",
    "zone": "time_zone",
    "public": "visibility",
}
_PART_COLUMNS = {
    "title": "session_title",
    "kind": "session_kind",
    "local_start": "session_start",
    "local_end": "session_end",
    "public": "session_visibility",
    "venue": "venue",
    "recording_url": "recording_url",
    "transcript": "transcript_available",
}
"""Which columns say the same in every row of one event or session."""

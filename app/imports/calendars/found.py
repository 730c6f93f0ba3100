"""What a file says of events, whatever its format: plain values, cleaned and within bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from hashlib import sha256

from app.core.messages import N_
from app.events.dates import Dates
from app.events.rules import Format, SessionKind
from app.participation.rules import Role

MOST_EVENTS = 10_000
MOST_SESSIONS = 2_000
"""Of one event: all of them are written in one transaction, for which others wait."""
MOST_SPEAKERS = 100
"""Of one session: more than ever spoke in one."""
LONGEST_TITLE = 300
LONGEST_TEXT = 50_000


class FileKind(StrEnum):
    """In which format a file tells of events."""

    ICAL = "ical"
    LINKED = "jsonld"
    SCHEDULE = "schedule"


FILE_KIND_LABELS: Mapping[FileKind, str] = {
    FileKind.ICAL: N_("Calendar (iCalendar)"),
    FileKind.LINKED: N_("Web page or JSON-LD (schema.org)"),
    FileKind.SCHEDULE: N_("Schedule (frab or pretalx)"),
}


class Standing(StrEnum):
    """Whether something takes place, as far as the file knows."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Where:
    """A place in the file: a message id, and what fills it."""

    message: str
    facts: Mapping[str, int | str]

    def __str__(self) -> str:
        return self.message % self.facts


def line(number: int) -> Where:
    """A line of a text file, counted from 1."""
    return Where(N_("line %(line)s"), {"line": number})


def entry(number: int, block: int = 1) -> Where:
    """An entry of structured data, counted from 1 in its block."""
    return Where(N_("block %(block)s, entry %(entry)s"), {"block": block, "entry": number})


def talk(number: int) -> Where:
    """A talk of a schedule, counted from 1."""
    return Where(N_("talk %(number)s"), {"number": number})


@dataclass(frozen=True)
class Remark:
    """Something to know about a thing in the file; ``message`` is a message id."""

    where: Where
    title: str
    message: str
    facts: Mapping[str, str]

    def __str__(self) -> str:
        said = self.message % self.facts
        return f"{self.where}, “{self.title}”: {said}" if self.title else f"{self.where}: {said}"


@dataclass(frozen=True)
class Speaker:
    """Somebody billed, as printed; ``ref`` is the same whenever the file is read."""

    ref: str
    name: str
    offices: str = ""
    role: Role = Role.PRESENTER
    confirmed: bool = True


@dataclass(frozen=True)
class Film:
    """Something to see or hear afterwards."""

    url: str
    title: str = ""


@dataclass(kw_only=True)
class Part:
    """A session; ``ref`` is its name within its event. Without ``dates`` nobody knows when.

    One that is not ``public`` was not accepted for sure, and stays closed until staff open it.
    """

    ref: str
    where: Where
    title: str
    kind: SessionKind = SessionKind.SESSION
    dates: Dates | None = None
    place: str = ""
    text: str = ""
    public: bool = True
    speakers: list[Speaker] = field(default_factory=list)
    films: list[Film] = field(default_factory=list)


@dataclass(kw_only=True)
class Found:
    """An event. ``ref`` is its origin; under one of ``aliases`` it may have been loaded before.

    ``notes`` are for staff alone. ``gone`` are sessions that the file has, but not accepted.
    """

    ref: str
    where: Where
    title: str
    aliases: tuple[str, ...] = ()
    uid: str = ""
    page: str = ""
    sequence: int = 0
    dates: Dates | None = None
    former: tuple[Dates, ...] = ()
    standing: Standing = Standing.CONFIRMED
    format: Format = Format.IN_PERSON
    moved_online: bool = False
    confidential: bool = False
    meeting_of_many: bool = False
    place: str = ""
    text: str = ""
    language: str = ""
    notes: str = ""
    join_url: str = ""
    topics: tuple[str, ...] = ()
    parts: list[Part] = field(default_factory=list)
    gone: tuple[str, ...] = ()
    speakers: list[Speaker] = field(default_factory=list)
    films: list[Film] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """The same as long as the file says the same, wherever in it."""
        said = asdict(self)
        for nowhere in ("where", "sequence", "aliases"):
            del said[nowhere]
        for part in said["parts"]:
            del part["where"]
        return sha256(repr(said).encode("utf-8", "replace")).hexdigest()


@dataclass
class Reading:
    """A file as it was read: events to load, what was left out and why, and what else to know."""

    kind: FileKind
    events: list[Found] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    entries: int = 0
    dropped: dict[str, tuple[Where, str]] = field(default_factory=dict)
    """Dates that the file leaves out, by their origin: they may be here from an earlier one."""

    def skip(self, where: Where, title: str, message: str, **facts: object) -> None:
        """Leave something out, and say why."""
        self.skipped.append(_remark(where, title, message, facts))

    def note(self, where: Where, title: str, message: str, **facts: object) -> None:
        """Say something about what is loaded none the less."""
        self.remarks.append(_remark(where, title, message, facts))


def _remark(where: Where, title: str, message: str, facts: Mapping[str, object]) -> Remark:
    words = {name: str(fact)[:200] for name, fact in facts.items()}
    return Remark(where, title[:LONGEST_TITLE], message, words)


def origin(*words: str) -> str:
    """A name for what these words name together, the same whenever the file is read."""
    return sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:40]

"""What an import did, or would do: plain values that a job can keep and a page can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

MOST_CHANGES = 500
"""More than this nobody reads; the rest is counted."""


class Fate(StrEnum):
    """What becomes of one thing."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class EventLine:
    """One event of the file; ``key`` leads to it once it is there."""

    title: str
    day: str
    fate: str
    sessions: int
    appearances: int
    key: str

    @property
    def date(self) -> date:
        """The first day; ``day`` is the same as JSON can hold it."""
        return date.fromisoformat(self.day)


@dataclass(frozen=True)
class Change:
    """A cell that says something else than what is there; ``where`` is a line of the file."""

    line: int
    column: str
    was: str
    becomes: str


@dataclass
class Tally:
    """Counts are by kind and fate: ``counts["sessions added"]``."""

    counts: dict[str, int] = field(default_factory=dict)
    new_people: list[str] = field(default_factory=list)

    def count(self, kind: str, fate: Fate) -> None:
        """Count one thing of ``kind``."""
        name = f"{kind} {fate.value}"
        self.counts[name] = self.counts.get(name, 0) + 1

    def number(self, kind: str, fate: str) -> int:
        """How many things of ``kind`` had that fate."""
        return self.counts.get(f"{kind} {fate}", 0)

    def has(self, kind: str) -> bool:
        """Whether there is anything of ``kind`` in the file."""
        return any(self.number(kind, fate) for fate in Fate)

    @property
    def is_idle(self) -> bool:
        """Whether everything in the file is here already."""
        return not any(
            number for name, number in self.counts.items() if not name.endswith(Fate.UNCHANGED)
        )

    def as_values(self) -> dict[str, object]:
        """The report as JSON can hold it."""
        return asdict(self)


@dataclass
class MediaReport(Tally):
    """What a list of media did, or would do; ``keys`` lead to its recordings and transcripts."""

    keys: list[str] = field(default_factory=list)

    def attached(self, kind: str, fate: Fate, key: str) -> None:
        """Count a recording or a transcript, and remember it."""
        self.count(kind, fate)
        self.keys.append(key)

    @classmethod
    def of_values(cls, values: Mapping[str, Any]) -> Self:
        """The report that ``as_values`` gave."""
        return cls(counts=dict(values["counts"]), keys=list(values.get("keys", [])))


@dataclass
class Report(Tally):
    """What a file of past events did, or would do."""

    events: list[EventLine] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def note(self, line: int, column: str, was: object, becomes: object) -> None:
        """Remember a change, as far as there is room."""
        if len(self.changes) < MOST_CHANGES:
            self.changes.append(Change(line, column, str(was or ""), str(becomes or "")))

    @classmethod
    def of_values(cls, values: Mapping[str, Any]) -> Self:
        """The report that ``as_values`` gave."""
        return cls(
            counts=dict(values["counts"]),
            events=[EventLine(**line) for line in values["events"]],
            changes=[Change(**change) for change in values["changes"]],
            new_people=list(values["new_people"]),
        )

"""What a calendar or a schedule did, or would do: plain values that a job can keep and a page can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from app.imports.calendars.found import FileKind, Found, Remark, Where
from app.imports.report import Fate, Tally

MOST_LINES = 500
"""More than this of one kind nobody reads; the rest is counted."""
_LAST = 10
"""So far back an entry is looked for that says the same of another of its dates."""


@dataclass(frozen=True)
class EventLine:
    """One event of the file; ``key`` leads to it once it is there."""

    title: str
    day: str
    standing: str
    fate: str
    sessions: int
    appearances: int
    key: str

    @property
    def date(self) -> date | None:
        """The first day, if it has one; ``day`` is the same as JSON can hold it."""
        return date.fromisoformat(self.day) if self.day else None


@dataclass(frozen=True)
class Difference:
    """Something that the file says otherwise than it is here; ``what`` is a message id."""

    title: str
    what: str
    was: str
    becomes: str


@dataclass
class CalendarReport(Tally):
    """Of each list the first lines are kept; ``skipped_number`` and the like count all."""

    kind: str = FileKind.ICAL.value
    zone: str = ""
    entries: int = 0
    lines: list[EventLine] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    skipped_number: int = 0
    remarks: list[Remark] = field(default_factory=list)
    remarks_number: int = 0
    releasable: list[str] = field(default_factory=list)

    def skip(self, remark: Remark) -> None:
        """Remember what is left out, as far as there is room."""
        self.skipped_number += 1
        if len(self.skipped) < MOST_LINES:
            self.skipped.append(remark)

    def remark(self, remark: Remark) -> None:
        """Remember what else is to know, once for all dates of an entry, as far as there is room."""
        if remark in self.remarks[-_LAST:]:
            return
        self.remarks_number += 1
        if len(self.remarks) < MOST_LINES:
            self.remarks.append(remark)

    def differ(self, title: str, what: str, was: object, becomes: object) -> None:
        """Remember a difference, as far as there is room."""
        if len(self.differences) < MOST_LINES:
            said = (str(was or "")[:300], str(becomes or "")[:300])
            self.differences.append(Difference(title, what, *said))

    def tell(self, found: Found, fate: Fate, key: str = "") -> None:
        """Count an event, and remember it as far as there is room."""
        self.count("events", fate)
        # What is new or changed is worth more than what stays.
        if len(self.lines) >= MOST_LINES:
            return
        billed = len(found.speakers) + sum(len(part.speakers) for part in found.parts)
        day = found.dates.local_start.date().isoformat() if found.dates else ""
        self.lines.append(
            EventLine(
                found.title, day, found.standing.value, fate.value, len(found.parts), billed, key
            )
        )

    @classmethod
    def of_values(cls, values: Mapping[str, Any]) -> Self:
        """The report that ``as_values`` gave."""
        return cls(
            **{
                **values,
                "lines": [EventLine(**each) for each in values["lines"]],
                "differences": [Difference(**each) for each in values["differences"]],
                "skipped": _remarks(values["skipped"]),
                "remarks": _remarks(values["remarks"]),
            }
        )


def _remarks(values: Sequence[Mapping[str, Any]]) -> list[Remark]:
    return [Remark(**{**each, "where": Where(**each["where"])}) for each in values]

"""What became of a list of contacts, or would: plain values that a job can keep and a page can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from app.imports.cells import Fault

MOST_LINES = 500
"""More than this of one kind nobody reads; the rest is counted."""


class Fate(StrEnum):
    """What becomes of one contact of the file."""

    NEW = "new"
    FILLED = "filled"
    DIFFERENT = "different"
    KNOWN = "known"
    REPEATED = "repeated"
    REFUSED = "refused"


@dataclass(frozen=True)
class Remark:
    """Something about a cell. ``message`` and ``column`` are message ids; ``facts`` fill the former."""

    line: int
    column: str
    message: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """What the file says of somebody in the directory; nothing ``was`` there where it was added."""

    line: int
    name: str
    key: str
    column: str
    was: str
    says: str


@dataclass(frozen=True)
class Double:
    """Two who may be one: a line of the file, and another line, or 0 for a person in the directory.

    The keys lead to those who stand in the directory already.
    """

    line: int
    name: str
    key: str
    other_line: int
    other_name: str
    other_key: str
    reasons: Sequence[str]


@dataclass
class ContactReport:
    """Counts are by fate; ``lines`` is how many contacts the file has."""

    lines: int = 0
    encoding: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    doubles: list[Double] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    found_doubles: int = 0
    both_ways: int = 0
    month_first: bool = False

    def count(self, fate: Fate, number: int = 1) -> None:
        """Count contacts with this fate."""
        self.counts[fate.value] = self.counts.get(fate.value, 0) + number

    def number(self, fate: str) -> int:
        """How many contacts had that fate."""
        return self.counts.get(fate, 0)

    def remark(self, faults: Sequence[Fault]) -> None:
        """Remember what is wrong with cells, as far as there is room."""
        self.counts["remarks"] = self.counts.get("remarks", 0) + len(faults)
        for each in faults[: MOST_LINES - len(self.remarks)]:
            facts = {name: str(fact) for name, fact in each.facts.items()}
            self.remarks.append(Remark(each.line, each.column, each.message, facts))

    def tell(self, told: Told) -> None:
        """Remember what the file says of somebody who is known, as far as there is room."""
        self.counts["told"] = self.counts.get("told", 0) + 1
        if len(self.told) < MOST_LINES:
            self.told.append(told)

    @property
    def is_idle(self) -> bool:
        """Whether nothing of the file is missing in the directory."""
        return not self.number(Fate.NEW) and not self.number(Fate.FILLED)

    def as_values(self) -> dict[str, object]:
        """The report as JSON can hold it."""
        return asdict(self)

    @classmethod
    def of_values(cls, values: Mapping[str, Any]) -> Self:
        """The report that ``as_values`` gave."""
        lists = {"remarks": Remark, "told": Told, "doubles": Double}
        found = {name: [kind(**each) for each in values[name]] for name, kind in lists.items()}
        return cls(**{**values, **found})

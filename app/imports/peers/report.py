"""What became of the guests of a file, or would: plain values for a job and a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from app.imports.cells import Fault
from app.imports.contacts.report import MOST_LINES, Remark

KINDS = ("sessions", "seats", "people")
FATES = ("added", "changed", "unchanged")


@dataclass(frozen=True)
class Seated:
    """One seat: whose, in which state, and what the file does to it; ``why`` where it does nothing."""

    name: str
    state: str
    fate: str
    session: str
    why: str = ""


@dataclass
class GuestReport:
    """Counts are by kind and fate: ``counts["seats added"]``; ``event`` is the key of the event."""

    event: str = ""
    title: str = ""
    new_event: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)
    seats: list[Seated] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    refused: int = 0

    def count(self, kind: str, fate: str, number: int = 1) -> None:
        """Count things of ``kind``."""
        self.counts[f"{kind} {fate}"] = self.number(kind, fate) + number

    def number(self, kind: str, fate: str) -> int:
        """How many things of ``kind`` had that fate."""
        return self.counts.get(f"{kind} {fate}", 0)

    def tell(self, seat: Seated) -> None:
        """Count a seat and remember it, as far as there is room."""
        self.count("seats", seat.fate)
        self.states[seat.state] = self.states.get(seat.state, 0) + 1
        if len(self.seats) < MOST_LINES:
            self.seats.append(seat)

    def remark(self, faults: Sequence[Fault]) -> None:
        """Remember what is wrong, as far as there is room."""
        for each in faults[: MOST_LINES - len(self.remarks)]:
            facts = {name: str(fact) for name, fact in each.facts.items()}
            self.remarks.append(Remark(each.line, each.column, each.message, facts))

    @property
    def is_idle(self) -> bool:
        """Whether everything of the file is here already."""
        return not any(
            self.number(kind, fate) for kind in KINDS for fate in FATES if fate != "unchanged"
        )

    def as_values(self) -> dict[str, object]:
        """The report as JSON can hold it."""
        return asdict(self)

    @classmethod
    def of_values(cls, values: Mapping[str, Any]) -> Self:
        """The report that ``as_values`` gave."""
        seats = [Seated(**each) for each in values["seats"]]
        remarks = [Remark(**each) for each in values["remarks"]]
        return cls(**{**values, "seats": seats, "remarks": remarks})

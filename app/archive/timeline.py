"""A line of years drawn to scale, for ``components/timeline.html``: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MOST_LABELS = 12
LABELS_ON_A_PHONE = 5


@dataclass(frozen=True)
class Tick:
    """A year on the line; ``minor`` ones are left out where the line is short."""

    at: float
    label: str
    minor: bool


def position(day: date, first_year: int, last_year: int) -> float:
    """Return where ``day`` lies between the first day of the one year and the last of the other, in percent."""
    start, end = date(first_year, 1, 1), date(last_year + 1, 1, 1)
    return round(100 * (day - start).days / (end - start).days, 2)


def ticks(days: Sequence[date]) -> list[Tick]:
    """Return the years that ``days`` span, from the first January to the last, evenly thinned."""
    first, last = min(days).year, max(days).year
    count = last + 2 - first
    every = -(-count // MOST_LABELS)
    on_phone = every * -(-count // (every * LABELS_ON_A_PHONE))
    return [
        Tick(position(date(year, 1, 1), first, last), str(year), (year - first) % on_phone != 0)
        for year in range(first, last + 2, every)
    ]

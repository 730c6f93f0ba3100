"""Half-open stretches of time, [start, end): one that ends at ten does not meet one that begins at ten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from app.core.clock import ASSUMED_DURATION, Span

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Interval:
    """From one aware instant to another; one of no length is a point, which lies where it begins."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("An interval cannot end before it starts.")

    @classmethod
    def of(
        cls, start: datetime, end: datetime | None, *, assumed: timedelta = ASSUMED_DURATION
    ) -> Interval:
        """An interval whose missing end is ``assumed`` after its start."""
        return cls(start, start + assumed if end is None else end)

    @classmethod
    def of_span(cls, span: Span) -> Interval:
        """All the time a span takes: whole local days where no hour is known."""
        return cls(span.begins_at, span.ends_at)

    def overlap(self, other: Interval) -> Interval | None:
        """The time they share, or None. A point overlaps what holds it, and the same point."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        if start < end:
            return Interval(start, end)
        is_point = self.start == self.end or other.start == other.end
        held = start == end and self._holds(start) and other._holds(start)
        return Interval(start, end) if is_point and held else None

    def _holds(self, instant: datetime) -> bool:
        return self.start == instant or self.start <= instant < self.end


@dataclass(frozen=True)
class Taken(Generic[Thing]):
    """An interval, and what takes it."""

    interval: Interval
    by: Thing


def clashes(
    taken: Iterable[Taken[Thing]],
) -> Iterator[tuple[Taken[Thing], Taken[Thing], Interval]]:
    """Every pair that shares time, the earlier first, with the time shared; in order of start.

    Sorts once and looks only at what has not ended, so a long list without clashes is cheap.
    """
    running: list[Taken[Thing]] = []
    for later in sorted(taken, key=lambda one: (one.interval.start, one.interval.end)):
        # A point that begins where this one begins has not been passed yet.
        running = [
            one
            for one in running
            if one.interval.end > later.interval.start or one.interval.start == later.interval.start
        ]
        for earlier in running:
            shared = earlier.interval.overlap(later.interval)
            if shared is not None:
                yield earlier, later, shared
        running.append(later)

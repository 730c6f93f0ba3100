"""The days of a calendar and what is held on them, on one clock: pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.core.clock import Span, in_range, start_of_day

A_DAY = timedelta(days=1)
LIST_DAYS = 60
"""As far as the list looks ahead."""


class View(StrEnum):
    """How the calendar is laid out."""

    MONTH = "month"
    WEEK = "week"
    LIST = "list"


@dataclass(frozen=True)
class Page:
    """The days that a calendar shows around ``day``; weeks begin on Monday."""

    view: View
    day: date

    @property
    def first(self) -> date:
        """The first day that is shown."""
        if self.view is View.LIST:
            return self.day
        start = self.day.replace(day=1) if self.view is View.MONTH else self.day
        return start - A_DAY * start.weekday()

    @property
    def last(self) -> date:
        """The last day that is shown."""
        if self.view is View.LIST:
            return self.day + A_DAY * (LIST_DAYS - 1)
        if self.view is View.WEEK:
            return self.first + A_DAY * 6
        end = (self.day.replace(day=28) + A_DAY * 4).replace(day=1) - A_DAY
        return end + A_DAY * (6 - end.weekday())

    @property
    def days(self) -> list[date]:
        """Every day that is shown."""
        return [self.first + A_DAY * number for number in range((self.last - self.first).days + 1)]

    @property
    def weeks(self) -> list[list[date]]:
        """The days, seven to a week."""
        return [self.days[number : number + 7] for number in range(0, len(self.days), 7)]

    def turned(self, by: int) -> date | None:
        """The day to show on the page before (-1) or after (1); None where there are no more days."""
        if self.view is View.MONTH:
            middle = self.day.replace(day=15) + A_DAY * 30 * by
            day = middle.replace(day=1)
        else:
            day = self.day + A_DAY * by * (7 if self.view is View.WEEK else LIST_DAYS)
        return day if in_range(day) else None

    def instants(self, zone: str) -> tuple[datetime, datetime]:
        """From when to when the page lasts on the clock of ``zone``."""
        return start_of_day(self.first, zone), start_of_day(self.last + A_DAY, zone)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One event on the calendar."""

    key: str
    title: str
    span: Span
    state: str
    state_label: str
    private: bool
    programme: str = ""

    def span_on(self, zone: str) -> Span:
        """The span on the reader's clock; where only days are known they are the same everywhere."""
        if self.span.date_only:
            return self.span
        return Span(self.span.start, self.span.end, zone)


@dataclass(frozen=True)
class OnDay:
    """An entry on one of its days. ``begins`` and ``ends`` tell whether it does so on that day."""

    entry: Entry
    start: datetime | None
    begins: bool
    ends: bool


def by_day(entries: Iterable[Entry], page: Page, zone: str) -> dict[date, list[OnDay]]:
    """Put every entry on each of its days that the page shows, the earlier first.

    One that begins on a day stands after those that go on from the day before.
    """
    found: dict[date, list[OnDay]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: (one.span.start, one.title)):
        span = entry.span_on(zone)
        for day in _days(max(span.first_day, page.first), min(span.last_day, page.last)):
            begins = day == span.first_day
            start = span.local_start if begins and not span.date_only else None
            found[day].append(OnDay(entry, start, begins, day == span.last_day))
    return found


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += A_DAY


@dataclass(frozen=True)
class Clock:
    """What a clock elsewhere shows at the start. ``days`` is 1 where it is the next day already."""

    zone: str
    time: datetime
    days: int


def clocks(span: Span, zones: Iterable[str]) -> list[Clock]:
    """What clocks show in the event's own zone and then in each of ``zones``, from west to east."""
    if span.date_only:
        return []
    others = sorted(
        set(zones) - {span.zone},
        key=lambda zone: (span.start.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(), zone),
    )
    return [_clock(span, zone) for zone in (span.zone, *others)]


def _clock(span: Span, zone: str) -> Clock:
    time = span.start.astimezone(ZoneInfo(zone))
    return Clock(zone, time, (time.date() - span.first_day).days)

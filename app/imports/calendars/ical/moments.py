"""Values that tell a time: days, times on some clock, lengths, and lists of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.core.clock import OutOfRange
from app.imports.calendars.ical.lines import Line
from app.imports.calendars.times import wall_time

_DAY = re.compile(r"^(\d{4})-?(\d\d)-?(\d\d)$")
_TIME = re.compile(
    r"^(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z)?$", re.IGNORECASE
)
_LENGTH = re.compile(
    r"^([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Moment:
    """A day, or a time on the clock of ``zone``; ``zone`` is empty where none was said."""

    local: datetime
    whole_day: bool = False
    zone: str = ""

    @property
    def day(self) -> date:
        """The day on the calendar there."""
        return self.local.date()

    def instant(self, otherwise: str) -> datetime:
        """When that is; a time without a zone is meant in the zone ``otherwise``. Raises OutOfRange."""
        return wall_time(self.local, self.zone or otherwise)

    def key(self, otherwise: str) -> str:
        """A name for it that does not depend on the zone it was written in."""
        if self.whole_day:
            return self.day.isoformat()
        return self.instant(otherwise).isoformat()

    def as_day(self) -> Moment:
        """The day alone, in the zone that was said."""
        return Moment(datetime.combine(self.day, time()), whole_day=True, zone=self.zone)

    def moved(self, by: timedelta) -> Moment:
        """So much later on the same clock. Raises OutOfRange."""
        try:
            return Moment(self.local + by, self.whole_day, self.zone)
        except OverflowError:
            raise OutOfRange from None


def moment(value: str, zone: str) -> Moment | None:
    """Read one value; ``zone`` is that of its line. None for what is no time."""
    said = value.strip()
    try:
        if found := _DAY.match(said):
            day = date(int(found[1]), int(found[2]), int(found[3]))
            return Moment(datetime.combine(day, time()), whole_day=True)
        if found := _TIME.match(said):
            year, month, of_month, hour, minute = (int(found[each]) for each in range(1, 6))
            # A leap second is written 60, which no clock here shows.
            second = min(int(found[6] or 0), 59)
            # Some write midnight as 24:00 of the day before.
            later, hour = divmod(hour, 24) if (hour, minute, second) == (24, 0, 0) else (0, hour)
            clock = datetime.combine(date(year, month, of_month), time(hour, minute, second))
            return Moment(clock + timedelta(days=later), zone="UTC" if found[7] else zone)
    except (ValueError, OverflowError):
        return None
    return None


def moments(line: Line, zone: str) -> list[Moment]:
    """All that a line lists; of periods, their beginnings."""
    said = (moment(each.partition("/")[0], zone) for each in line.value.split(",")[:2000])
    return [each for each in said if each is not None]


def length(value: str) -> timedelta | None:
    """A duration; None for what is none, or less than nothing."""
    found = _LENGTH.match(value.strip())
    if found is None or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups()[1:])
    said = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return None if found[1] == "-" else said

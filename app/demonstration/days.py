"""Days relative to today, so that the demonstration never ages."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.core.clock import now

ZONE = "America/New_York"
"""Where the institute of the demonstration is at home."""

_SATURDAY = 5


def today() -> date:
    """The present day at home."""
    return now().astimezone(ZoneInfo(ZONE)).date()


def in_days(days: int, hour: int = 10, minute: int = 0) -> datetime:
    """A wall-clock time on a working day that many days from today, or the Monday after."""
    return datetime.combine(_working_day(today() + timedelta(days=days)), time(hour, minute))


def in_spring(years: int, *, day: int, hour: int = 10) -> datetime:
    """A working day in April: of the last spring that is over (0), the one to come (1), and so on."""
    this_year = today().year
    latest = this_year if date(this_year, 5, 1) <= today() else this_year - 1
    return datetime.combine(_working_day(date(latest + years, 4, day)), time(hour))


def _working_day(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= _SATURDAY else 0)

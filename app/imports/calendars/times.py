"""Times of a file as dates of an event: on the wall clock of a zone, whatever they were written in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.core.clock import ASSUMED_DURATION, OutOfRange
from app.events.dates import Dates, agreed_dates


def wall_time(local: datetime, zone: str) -> datetime:
    """The instant of a time on the wall; one that clocks skip is read as before they went forward.

    Of one that comes twice the first is meant (RFC 5545, 3.3.5).
    """
    try:
        return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    except (OverflowError, ValueError):
        raise OutOfRange from None


def between(start: datetime, end: datetime | None, zone: str) -> Dates:
    """The dates of something that lasts from one instant to another; an hour without ``end``.

    Raises InvalidInput for an end before the start, and for a day that is out of range.
    """
    try:
        ends = end if end is not None else start + ASSUMED_DURATION
        place = ZoneInfo(zone)
        first, last = start.astimezone(place), ends.astimezone(place)
    except (OverflowError, ValueError):
        raise OutOfRange from None
    return agreed_dates(
        zone=zone,
        local_start=_clock(first),
        local_end=_clock(last),
        fold=first.fold,
        end_fold=last.fold,
    )


def whole_days(first: date, last: date, zone: str) -> Dates:
    """The dates of something of which only the days are known. Raises InvalidInput."""
    return agreed_dates(
        zone=zone,
        local_start=datetime.combine(first, time()),
        local_end=datetime.combine(last, time()),
        date_only=True,
    )


def later(dates: Dates, by: timedelta) -> Dates:
    """The same so much later, on the wall clock. Raises InvalidInput."""
    try:
        start, end = dates.local_start + by, dates.local_end + by
    except OverflowError:
        raise OutOfRange from None
    if dates.date_only:
        return whole_days(start.date(), end.date(), dates.zone)
    return between(wall_time(start, dates.zone), wall_time(end, dates.zone), dates.zone)


def _clock(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, fold=0, microsecond=0)

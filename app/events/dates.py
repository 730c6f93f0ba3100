"""Dates as they are agreed on a wall clock, and the instants that follow from them: pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.core.clock import OutOfRange, Span, in_range, is_zone, start_of_day, to_instant
from app.core.errors import InvalidInput
from app.core.messages import N_


@dataclass(frozen=True, kw_only=True)
class Dates:
    """A beginning and an end, on the wall clock in ``zone`` (naive) and as instants."""

    local_start: datetime
    local_end: datetime
    starts_at: datetime
    ends_at: datetime
    zone: str
    date_only: bool = False

    @property
    def span(self) -> Span:
        """When it is held."""
        return Span(self.starts_at, self.ends_at, self.zone, self.date_only)


def agreed_dates(
    *,
    zone: str,
    local_start: datetime,
    local_end: datetime | None = None,
    date_only: bool = False,
    minutes: int = 60,
    fold: int | None = None,
    end_fold: int | None = None,
) -> Dates:
    """Return the dates that were agreed; without ``local_end`` it lasts ``minutes``.

    With ``date_only`` only the days count. Raises InvalidInput for an unknown zone, for a time
    that clocks skip or, without its fold, show twice, and for an end before the start.
    """
    if not is_zone(zone):
        raise InvalidInput(N_("Choose a time zone from the list."))
    if date_only:
        return _whole_days(zone, local_start, local_end or local_start)
    starts_at = to_instant(local_start, zone, fold=fold)
    if local_end is None:
        ends_at = starts_at + timedelta(minutes=minutes)
        local_end = ends_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    else:
        ends_at = to_instant(local_end, zone, fold=end_fold)
    dates = Dates(
        local_start=local_start,
        local_end=local_end,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=zone,
    )
    _ = dates.span  # Refuses an end before the start.
    return dates


def _whole_days(zone: str, first: datetime, last: datetime) -> Dates:
    if not (in_range(first.date()) and in_range(last.date())):
        raise OutOfRange
    if last.date() < first.date():
        raise InvalidInput(N_("The end is before the start."))
    return Dates(
        local_start=datetime.combine(first.date(), time()),
        local_end=datetime.combine(last.date(), time()),
        starts_at=start_of_day(first.date(), zone),
        ends_at=start_of_day(last.date() + timedelta(days=1), zone),
        zone=zone,
        date_only=True,
    )

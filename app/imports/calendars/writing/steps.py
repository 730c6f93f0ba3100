"""A step towards what the file says: told in a rehearsal, taken when the file is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

from app.events.dates import Dates


@dataclass(frozen=True)
class Step:
    """What differs, how it was and becomes, and what makes it so."""

    what: str
    was: object
    becomes: object
    take: Callable[[], object]


class Clock(TypedDict, total=False):
    """A beginning and an end on the wall clock of a zone, as the verbs of events take them."""

    local_start: datetime
    local_end: datetime
    fold: int
    end_fold: int


def clock(dates: Dates | None, zone: str = "") -> Clock:
    """The dates on the wall clock of ``zone``, or of their own; of a time that comes twice, the right one."""
    if dates is None:
        return Clock()
    if dates.date_only:
        return Clock(local_start=dates.local_start, local_end=dates.local_end)
    place = ZoneInfo(zone or dates.zone)
    start, end = dates.starts_at.astimezone(place), dates.ends_at.astimezone(place)
    return Clock(
        local_start=start.replace(tzinfo=None, fold=0),
        local_end=end.replace(tzinfo=None, fold=0),
        fold=start.fold,
        end_fold=end.fold,
    )


def shown(dates: Dates | None) -> str:
    """The dates in a report, or nothing."""
    if dates is None:
        return ""
    first, last = dates.local_start, dates.local_end
    if dates.date_only:
        return f"{first:%Y-%m-%d}" + (f" – {last:%Y-%m-%d}" if last != first else "")
    same = first.date() == last.date()
    end = f"{last:%H:%M}" if same else f"{last:%Y-%m-%d %H:%M}"
    return f"{first:%Y-%m-%d %H:%M} – {end}, {dates.zone}"

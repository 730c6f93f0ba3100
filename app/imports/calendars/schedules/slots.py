"""When a talk of a schedule is: by its date, by its slot, or by the clock on the day under which it stands."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.core.errors import InvalidInput
from app.imports.calendars.times import wall_time
from app.imports.reading.values import Values, after, day, first, instant, length, list_of, mapping

_STARTS = ("date", "start", "starts-at", "start_time", "starts_at")
_ENDS = ("end", "ends-at", "end_time", "ends_at")


def slot_of(values: Values) -> Values:
    """The slot that a talk was given, where it is a thing of its own."""
    slots = list_of(values.get("slots"))
    return mapping(values.get("slot")) or (mapping(slots[0]) if slots else {})


def with_slot(values: Values) -> Values:
    """A talk, and what its slot says of it."""
    return {**values, **slot_of(values)}


def first_instant(values: Values) -> datetime | None:
    """When a talk begins, if it says so with its offset."""
    said = (instant(with_slot(values).get(name)) for name in _STARTS)
    return next((each for each in said if each is not None), None)


def span_of(values: Values, zone: str) -> tuple[datetime | None, datetime | None]:
    """Beginning and end, either of which may be unknown; the end may be before the beginning."""
    said = with_slot(values)
    starts = (_instant(said.get(name), zone) for name in _STARTS)
    start = next((each for each in starts if each is not None), None) or _by_clock(said, zone)
    end = _instant(first(said, *_ENDS), zone)
    return start, end if end is not None else after(start, length(said.get("duration")))


def _instant(text: object, zone: str) -> datetime | None:
    """A time with its offset, or one on the clocks of the conference."""
    found = instant(text)
    if found is not None or not isinstance(text, str) or len(text) < len("2026-09-25 10:00"):
        return found
    try:
        return wall_time(datetime.fromisoformat(text.strip()), zone)
    except (ValueError, InvalidInput):
        return None


def _by_clock(said: Values, zone: str) -> datetime | None:
    """A clock time alone, on the day under which it stands; before that day begins, the next one."""
    under = mapping(said.get("under"))
    on, clock = day(under.get("date")), _clock(said.get("start"))
    if on is None or clock is None:
        return None
    begins = instant(under.get("day_start"))
    try:
        early = begins is not None and clock < begins.astimezone(ZoneInfo(zone)).time()
        return wall_time(datetime.combine(on, clock) + timedelta(days=1 if early else 0), zone)
    except (OverflowError, ValueError, InvalidInput):
        return None


def _clock(text: object) -> time | None:
    try:
        return time.fromisoformat(str(text or "").strip().zfill(5)).replace(tzinfo=None)
    except ValueError:
        return None

"""When an event of a page is: times with an offset, without one, or days alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from app.core.clock import OutOfRange, is_zone
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.events.dates import Dates
from app.imports.calendars.ical.moments import length
from app.imports.calendars.times import between, wall_time, whole_days

_DAY = re.compile(r"^\d{4}-?\d\d-?\d\d$")
_LATE_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")


@dataclass(frozen=True)
class Said:
    """What a page says of a time: an instant, a time on an unknown clock, or a day."""

    local: datetime
    whole_day: bool = False

    @property
    def offset(self) -> timedelta | None:
        """How far that clock is from UTC, if it is said."""
        return self.local.utcoffset()

    @property
    def is_utc(self) -> bool:
        """Whether it was written as programmes do that know no place."""
        return self.local.tzname() == "UTC"

    def zone_among(self, zones: Sequence[str]) -> str | None:
        """The first of the zones whose clocks showed that offset then; None without an offset."""
        if self.offset is None:
            return None
        return next((each for each in zones if _agrees(self, each)), None)

    def instant(self, zone: str) -> datetime:
        """When that is, in ``zone`` if the page says no offset."""
        return self.local if self.offset is not None else wall_time(self.local, zone)


@dataclass(frozen=True)
class Told:
    """The dates, and what is to be said of them."""

    dates: Dates | None
    remarks: Sequence[tuple[str, Mapping[str, object]]] = ()


def read(value: object) -> Said | None:
    """A time of ISO 8601, or a day; None for anything else."""
    if not isinstance(value, str):
        return None
    said = _LATE_OFFSET.sub("", value.strip()[:60])
    try:
        if _DAY.match(said):
            return Said(datetime.combine(date.fromisoformat(said), time()), whole_day=True)
        return Said(datetime.fromisoformat(said)) if len(said) > len("2026-09-25") else None
    except ValueError:
        return None


def told(start: object, end: object, lasts: object, *, zones: Sequence[str]) -> Told:
    """The dates of an event; the first of ``zones`` is meant where nothing else is said.

    An offset alone names no place: it is that of the first zone whose clocks showed it then.
    Raises InvalidInput.
    """
    begins = read(start)
    if begins is None:
        raise InvalidInput(
            N_("Its beginning cannot be read.") if start else N_("It has no beginning.")
        )
    remarks: list[tuple[str, Mapping[str, object]]] = []
    ends, zone = read(end), zones[0]
    if end and ends is None:
        remarks.append((N_("Its end cannot be read, and was left out."), {}))
    if begins.whole_day or (ends and ends.whole_day and ends.local.date() > begins.local.date()):
        return _days(begins, ends, zone, remarks)
    where = begins.zone_among(zones) or (zone if begins.is_utc or begins.offset is None else None)
    if where is None:
        remarks.append(
            (
                N_(
                    "Its times are %(offset)s from UTC, but those of %(zone)s are not; shown as there."
                ),
                {"offset": _shown(begins.offset), "zone": zone},
            )
        )
    place = where or zone
    starts = begins.instant(place)
    last = ends.instant(place) if ends and not ends.whole_day else None
    if last is None and isinstance(lasts, str):
        last = _after(starts, length(lasts))
    if last is not None and last < starts:
        remarks.append((N_("Its end is before its start, or no time; it was left out."), {}))
        last = None
    return Told(between(starts, last, place), remarks)


def _days(
    begins: Said, ends: Said | None, zone: str, remarks: list[tuple[str, Mapping[str, object]]]
) -> Told:
    first = begins.local.date()
    last = ends.local.date() if ends else first
    if last < first:
        remarks.append((N_("Its end is before its start, or no time; it was left out."), {}))
        last = first
    return Told(whole_days(first, last, zone), remarks)


def _after(start: datetime, by: timedelta | None) -> datetime | None:
    try:
        return start + by if by is not None else None
    except OverflowError:
        raise OutOfRange from None


def _agrees(said: Said, zone: str) -> bool:
    try:
        return said.local.astimezone(ZoneInfo(zone)).utcoffset() == said.offset
    except (OverflowError, ValueError):
        return False


def _shown(offset: timedelta | None) -> str:
    minutes = int((offset or timedelta()).total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@cache
def _countries() -> Mapping[str, tuple[str, ...]]:
    """By the code or the name of a country its zones."""
    found: dict[str, list[str]] = {}
    for codes, _, zone, *_ in _table("zone1970.tab"):
        for code in codes.split(","):
            found.setdefault(code.lower(), []).append(zone.strip())
    named = {name.strip().lower(): code.lower() for code, name, *_ in _table("iso3166.tab")}
    by_name = {name: found[code] for name, code in {**named, **_NAMES}.items() if code in found}
    return {name: tuple(filter(is_zone, zones)) for name, zones in {**found, **by_name}.items()}


_NAMES = {
    "usa": "us", "u.s.": "us", "united states of america": "us", "uk": "gb", "united kingdom": "gb",
    "south korea": "kr", "republic of korea": "kr", "korea": "kr", "대한민국": "kr", "한국": "kr", "일본": "jp",
    "日本": "jp", "中国": "cn", "deutschland": "de",
}  # fmt: skip


def _table(name: str) -> list[list[str]]:
    try:
        text = files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    except (ModuleNotFoundError, FileNotFoundError):
        return []
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def zones_in(country: str) -> tuple[str, ...]:
    """The zones of a country, by its code or its name."""
    return _countries().get(country.strip().lower(), ())

"""Which zone is meant: by its name in any of the ways that calendars write it, or by its rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from app.core.clock import is_zone, zones

_UTC_NAMES = frozenset({"utc", "gmt", "z", "etc/utc", "etc/gmt", "etc/universal", "zulu", "uct"})
_DISPLAYED = re.compile(r"^\((?:utc|gmt)([+-]\d\d?)[:.]?(\d\d)?\)\s*(.*)$")
_CITIES = re.compile(r"[,;&/]|\band\b")
_WORDS: Mapping[str, str] = {
    "eastern time us canada": "America/New_York",
    "central time us canada": "America/Chicago",
    "mountain time us canada": "America/Denver",
    "pacific time us canada": "America/Los_Angeles",
    "atlantic time canada": "America/Halifax",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix",
    "newfoundland": "America/St_Johns",
    "greenwich mean time dublin edinburgh lisbon london": "Europe/London",
    "beijing chongqing hong kong urumqi": "Asia/Shanghai",
    "osaka sapporo tokyo": "Asia/Tokyo",
    "chennai kolkata mumbai new delhi": "Asia/Kolkata",
    "abu dhabi muscat": "Asia/Dubai",
    "bangkok hanoi jakarta": "Asia/Bangkok",
    "kuala lumpur singapore": "Asia/Singapore",
    "canberra melbourne sydney": "Australia/Sydney",
    "eastern time": "America/New_York",
    "us eastern": "America/New_York",
    "us pacific": "America/Los_Angeles",
    "est": "America/New_York",
    "edt": "America/New_York",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "kst": "Asia/Seoul",
    "jst": "Asia/Tokyo",
    "cet": "Europe/Berlin",
    "cest": "Europe/Berlin",
    "bst": "Europe/London",
}
"""Names on screens and short forms in calendars of a house that meets in Washington and Seoul."""


_LIKELY = (
    "America/New_York",
    "Asia/Seoul",
    "Asia/Tokyo",
    "Asia/Shanghai",
    "Europe/London",
    "Europe/Berlin",
)
"""Of zones that keep the same time, those of more people."""


@cache
def _windows() -> Mapping[str, str]:
    """The names of zones in Windows, from CLDR, and those of zones of IANA whatever their case."""
    # Imported where it is used: only imports and mail know of calendars.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    named = {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items()}
    return {**{name.lower(): name for name in zones()}, **named}


def zone_called(name: str) -> str:
    """The zone that is called so; empty if nobody knows."""
    said = name.strip().strip("\"'").strip()[:120]
    lower = said.lower().replace("tzone://microsoft/", "")
    if lower in _UTC_NAMES:
        return "UTC"
    if is_zone(said):
        return said
    known = _windows()
    return (
        known.get(lower) or known.get(lower.replace(" ", "_")) or _by_path(said) or _by_words(lower)
    )


def _by_path(name: str) -> str:
    """A name after a prefix: "/freeassociation.sourceforge.net/Tzfile/Asia/Seoul"."""
    parts = [part for part in name.replace(" ", "_").split("/") if part]
    for start in range(1, len(parts)):
        rest = "/".join(parts[start:])
        if rest.lower() in _windows() and "/" in rest:
            return _windows()[rest.lower()]
    return ""


def _by_words(lower: str) -> str:
    """A name as shown on a screen: "(UTC+09:00) Seoul"."""
    shown = _DISPLAYED.match(lower)
    words = shown[3] if shown else lower
    plain = " ".join(re.sub(r"[^\w]+", " ", words).split())
    if plain in _WORDS:
        return _WORDS[plain]
    standard = _windows().get(f"{plain} standard time") or _windows().get(plain)
    if standard:
        return standard
    offset = _offset(shown[1], shown[2]) if shown else None
    return _by_city(words, offset)


def _offset(hours: str, minutes: str | None) -> timedelta:
    size = timedelta(hours=abs(int(hours)), minutes=int(minutes or 0))
    return -size if hours.startswith("-") else size


@lru_cache(maxsize=2_000)
def _by_city(words: str, offset: timedelta | None) -> str:
    """A zone named after one of the cities, whose winter or summer has that offset, if one is said."""
    for city in _CITIES.split(words):
        ending = f"/{city.strip().replace(' ', '_')}"
        for name in zones():
            if name.lower().endswith(ending) and offset in (None, *_offsets(name, 2020)[::6]):
                return name
    return ""


def zones_of(place: str) -> tuple[str, ...]:
    """Zones named after a city that the words of a place name, as "Hall A, Seoul"."""
    cities = (_by_city(part.lower(), None) for part in place.split(",")[:10])
    return tuple(filter(None, cities))


def likely_zone(moment: datetime, *, rather: str) -> str:
    """A zone whose clocks showed the offset of ``moment``; empty if none of the likely ones did."""
    try:
        there = {zone: moment.astimezone(ZoneInfo(zone)) for zone in (rather, *_LIKELY)}
    except (OverflowError, ValueError):
        return ""
    wanted = moment.utcoffset()
    return next((zone for zone, local in there.items() if local.utcoffset() == wanted), "")


@cache
def _offsets(zone: str, year: int) -> tuple[timedelta, ...]:
    """How far the zone is from UTC in the middle of each month."""
    place = ZoneInfo(zone)
    noons = (datetime(year, month, 15, 12, tzinfo=UTC) for month in range(1, 13))
    return tuple(noon.astimezone(place).utcoffset() or timedelta() for noon in noons)


def zone_that_keeps(offsets: Iterable[timedelta], year: int, *, rather: str) -> str:
    """A zone that is so far from UTC in the middle of each month of ``year``; empty if none is.

    ``rather`` is taken if it fits: of several that keep the same time, it is the likeliest.
    """
    wanted = tuple(offsets)
    likely = (rather, *_LIKELY, *dict.fromkeys(_windows().values()))
    return next((zone for zone in likely if is_zone(zone) and _offsets(zone, year) == wanted), "")

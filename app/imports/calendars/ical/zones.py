"""Which zones a calendar means: by their names, by what stands beside them, or by their rules."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from app.imports.calendars.ical.components import Component
from app.imports.calendars.zones import zone_called, zone_that_keeps

_LONGEST = 20_000


class Zones:
    """The zones of one calendar; ``own`` is that of the times which name none.

    ``shown`` is the zone of events whose times are in UTC, for nobody meets there.
    """

    def __init__(self, calendar: Component, *, otherwise: str, year: int) -> None:
        self.otherwise, self._year = otherwise, year
        said = calendar.text("X-WR-TIMEZONE", "TIMEZONE-ID")
        self._defined = {
            part.text("TZID").strip('"'): part
            for part in calendar.parts
            if part.name == "VTIMEZONE" and part.one("TZID")
        }
        self._found: dict[str, str] = {}
        self.unknown: set[str] = set()
        self.own = otherwise
        self.own = self.find(said) if said else otherwise
        self.shown = otherwise if self.own == "UTC" else self.own

    def find(self, name: str) -> str:
        """The zone called so in this calendar; if nobody knows it, that of the calendar itself."""
        if name not in self._found:
            self._found[name] = self._find(name)
        if not self._found[name]:
            self.unknown.add(name)
        return self._found[name] or self.own

    def _find(self, name: str) -> str:
        defined = self._defined.get(name)
        beside = defined.text("X-LIC-LOCATION") if defined else ""
        zone = zone_called(name) or (zone_called(beside) if beside else "")
        return zone or (self._by_rules(defined) if defined else "")

    def _by_rules(self, defined: Component) -> str:
        """A known zone that kept the same time this year as the one that is described here."""
        try:
            offsets = list(_offsets(_described(defined), self._year))
        except Exception:  # noqa: BLE001 - the library has no word for what a broken zone makes it raise.
            return ""
        return zone_that_keeps(offsets, self._year, rather=self.otherwise)


def _described(defined: Component) -> tzinfo:
    # Imported where it is used: only imports and mail know of calendars.
    from icalendar import Timezone

    lines = [f"BEGIN:{defined.name}", f"TZID:{defined.text('TZID')}"]
    for part in defined.parts[:20]:
        kept = [line for line in part.lines if line.name in _RULES and not _never_ends(line.value)]
        lines += [f"BEGIN:{part.name}", *(f"{line.name}:{line.value}" for line in kept)]
        lines.append(f"END:{part.name}")
    text = "\r\n".join([*lines, f"END:{defined.name}", ""])
    if len(text) > _LONGEST:
        raise ValueError("That is no zone.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Timezone.from_ical(text).to_tz(lookup_tzid=False)  # type: ignore[attr-defined,no-any-return]  # Of one zone.


_RULES = frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE", "TZNAME"})


def _never_ends(value: str) -> bool:
    """Whether following this rule would take for ever: clocks change by the year."""
    return "FREQ=" in value.upper() and "FREQ=YEARLY" not in value.upper()


def _offsets(zone: tzinfo, year: int) -> Iterator[timedelta]:
    for month in range(1, 13):
        noon = datetime(year, month, 15, 12, tzinfo=UTC).astimezone(zone)
        yield noon.utcoffset() or timedelta()

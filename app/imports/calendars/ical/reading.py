"""A calendar file as events: entries that are one are put together, those that come again are spread out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.imports.calendars.found import MOST_EVENTS, FileKind, Reading, line
from app.imports.calendars.ical.components import Component, components_of, walk
from app.imports.calendars.ical.entries import Entry, read_entry
from app.imports.calendars.ical.together import Together
from app.imports.calendars.ical.zones import Zones
from app.imports.reading.grid import refuse_large
from app.imports.reading.refusals import Unreadable

_NOT_EVENTS = ("VTODO", "VJOURNAL", "VFREEBUSY")
_ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})


def read_calendar(content: bytes, *, zone: str, today: date) -> Reading:
    """Read the file; times that say no zone are in ``zone``. Raises Unreadable.

    Of what comes again without end, so much is read as lies within bounds from ``today``.
    """
    refuse_large(content)
    reading = Reading(FileKind.ICAL)
    by_uid: dict[str, list[Entry]] = defaultdict(list)
    whole = components_of(content)
    calendars = [part for part in whole.parts if part.name == "VCALENDAR"] or [whole]
    for calendar in calendars:
        for entry in _entries(calendar, reading, zone=zone, today=today):
            by_uid[entry.uid or f"{entry.facts.title}\n{entry.key}"].append(entry)
    if not reading.entries and not any(part.name in _NOT_EVENTS for part in walk(whole)):
        raise Unreadable(N_("There is no entry in this calendar."))
    for number in [number for part in (whole, *calendars) for number in part.broken][:100]:
        reading.note(line(number), "", N_("This line cannot be read, and was left out."))
    for entries in by_uid.values():
        reading.events.extend(Together(entries, reading, today).events())
        if len(reading.events) > MOST_EVENTS:
            raise Unreadable(N_("This file has more than %(most)s events."), most=MOST_EVENTS)
    return reading


def _entries(calendar: Component, reading: Reading, *, zone: str, today: date) -> Iterator[Entry]:
    method = calendar.text("METHOD").strip().upper()
    zones = Zones(calendar, otherwise=zone, year=today.year)
    others = Counter(part.name for part in walk(calendar) if part.name in _NOT_EVENTS)
    for name, number in sorted(others.items()):
        reading.skip(
            line(calendar.number), name, N_("%(number)s entries are no events."), number=number
        )
    for part in calendar.parts:
        if part.name != "VEVENT":
            continue
        reading.entries += 1
        if reading.entries > MOST_EVENTS:
            raise Unreadable(N_("This file has more than %(most)s events."), most=MOST_EVENTS)
        if method in _ANSWERS:
            reading.skip(
                line(part.number), part.text("SUMMARY"), N_("It is the answer of a guest.")
            )
            continue
        entry = _read(part, zones, reading, called_off=method == "CANCEL")
        if entry is not None:
            yield entry
    for name in sorted(zones.unknown)[:50]:
        reading.note(
            line(calendar.number),
            "",
            N_("Nobody knows the time zone “%(name)s”; its times are read as in %(zone)s."),
            name=name,
            zone=zones.own,
        )


def _read(part: Component, zones: Zones, reading: Reading, *, called_off: bool) -> Entry | None:
    try:
        entry = read_entry(part, zones, reading, called_off=called_off)
        if entry is not None:
            entry.at(entry.start)
    except InvalidInput as why:
        reading.skip(line(part.number), part.text("SUMMARY"), why.message, **why.facts)
        return None
    return entry

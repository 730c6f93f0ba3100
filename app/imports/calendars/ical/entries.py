"""One entry of a calendar: what it says, apart from how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.events.dates import Dates
from app.imports.calendars import texts
from app.imports.calendars.found import Found, Reading, line, origin
from app.imports.calendars.ical.components import Component
from app.imports.calendars.ical.facts import facts_of
from app.imports.calendars.ical.lines import Line
from app.imports.calendars.ical.moments import Moment, length, moment, moments
from app.imports.calendars.ical.zones import Zones
from app.imports.calendars.times import between, whole_days

_MOST_LISTS = 2_000


@dataclass(frozen=True)
class Entry:
    """What one VEVENT says. ``instead_of`` is the date that it replaces, and maybe all later ones."""

    component: Component
    start: Moment
    lasts: timedelta | None
    days: int
    added: tuple[Moment, ...]
    excluded: tuple[Moment, ...]
    instead_of: Moment | None
    and_later: bool
    stamp: str
    zone: str
    facts: Found

    @property
    def uid(self) -> str:
        """What all entries share that are one."""
        return self.facts.uid

    @property
    def key(self) -> str:
        """When it begins, in whatever zone that was written."""
        return self.start.key(self.zone)

    @property
    def age(self) -> tuple[int, str, str, str]:
        """By this the newest of several that are one is found."""
        return self.facts.sequence, self.stamp, self.key, self.facts.title

    def at(self, start: Moment) -> Dates:
        """Its dates if it begins then. Raises InvalidInput."""
        zone = start.zone if start.zone not in {"", "UTC"} else self.zone
        if start.whole_day:
            return whole_days(start.day, start.moved(timedelta(days=self.days - 1)).day, zone)
        begins = start.instant(self.zone)
        ends = begins + self.lasts if self.lasts is not None else None
        return between(begins, ends, zone)

    def found(self, ref: str, start: Moment, *, aliases: tuple[str, ...] = ()) -> Found:
        """The event that begins then. Raises InvalidInput."""
        return replace(self.facts, ref=ref, aliases=aliases, dates=self.at(start))


def read_entry(
    component: Component, zones: Zones, reading: Reading, *, called_off: bool
) -> Entry | None:
    """Read an entry, or say why it is left out."""
    where, title = line(component.number), texts.line(component.text("SUMMARY"))
    start = _moment(component.one("DTSTART"), zones)
    if start is not None and _is_all_day(component, start):
        start = start.as_day()
    problem = _problem(component, title, start)
    if problem or start is None:
        reading.skip(where, title, problem)
        return None
    for number in component.broken[:20]:
        reading.note(line(number), title, N_("This line cannot be read, and was left out."))
    lasts, days = _length(component, start, zones, reading, title)
    instead = component.one("RECURRENCE-ID")
    replaced = _moment(instead, zones)
    return Entry(
        component=component,
        start=start,
        lasts=lasts,
        days=days,
        added=_moments(component.all("RDATE"), zones),
        excluded=_moments(component.all("EXDATE"), zones),
        instead_of=replaced.as_day() if replaced and start.whole_day else replaced,
        and_later=bool(instead and instead.parameters.get("RANGE", "").upper() == "THISANDFUTURE"),
        stamp=component.text("LAST-MODIFIED", "DTSTAMP")[:40],
        zone=zones.shown,
        facts=facts_of(component, title, reading, called_off=called_off),
    )


def _problem(component: Component, title: str, start: Moment | None) -> str:
    if not title:
        return N_("It has no title.")
    if start is None and component.one("DTSTART"):
        return N_("Its beginning cannot be read.")
    if start is None:
        return N_("It has no beginning.")
    return (
        ""
        if component.complete
        else N_("It was cut off: the file ends within it, or another begins.")
    )


def _moment(said: Line | None, zones: Zones) -> Moment | None:
    if said is None:
        return None
    name = said.parameters.get("TZID", "")
    return moment(said.value, zones.find(name) if name else zones.own)


def _moments(said: Sequence[Line], zones: Zones) -> tuple[Moment, ...]:
    """All that these lines list, each in the zone of its line."""
    found: list[Moment] = []
    for each in said[:_MOST_LISTS]:
        name = each.parameters.get("TZID", "")
        found.extend(moments(each, zones.find(name) if name else zones.own))
    return tuple(found)


def _is_all_day(component: Component, start: Moment) -> bool:
    """Whether it is from midnight to midnight, as Outlook and Exchange write whole days."""
    said = component.text("X-MICROSOFT-CDO-ALLDAYEVENT").strip().upper() == "TRUE"
    return said and start.local.time() == time()


def _length(
    component: Component, start: Moment, zones: Zones, reading: Reading, title: str
) -> tuple[timedelta | None, int]:
    """How long it lasts, or how many days; an end before the start is no end."""
    end, lasts = _moment(component.one("DTEND"), zones), component.one("DURATION")
    said = _between(start, end, zones.own) if end else length(lasts.value) if lasts else None
    if (end and (said is None or said < timedelta())) or (lasts and not end and said is None):
        reading.note(
            line(component.number),
            title,
            N_("Its end is before its start, or no time; it was left out."),
        )
        said = None
    # The end of whole days is the day after the last one.
    return said, max(1, said.days if said else 1)


def _between(start: Moment, end: Moment, zone: str) -> timedelta | None:
    if start.whole_day or end.whole_day:
        return end.local.replace(tzinfo=None) - start.local.replace(tzinfo=None)
    try:
        return end.instant(zone) - start.instant(zone)
    except InvalidInput:
        return None


def ref_of(uid: str, *more: str) -> str:
    """The origin of what has this UID, or of one date of it."""
    return origin("ical", uid, *more)

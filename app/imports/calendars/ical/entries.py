"""One entry of a calendar: what it says, apart from how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta
from urllib.parse import unquote

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.events.dates import Dates
from app.events.rules import Format
from app.imports.calendars import joining, texts
from app.imports.calendars.found import Found, Reading, Standing, line, origin
from app.imports.calendars.ical.components import Component
from app.imports.calendars.ical.lines import Line
from app.imports.calendars.ical.moments import Moment, length, moment, moments
from app.imports.calendars.ical.zones import Zones
from app.imports.calendars.times import between, whole_days

_STANDINGS = {
    "CANCELLED": Standing.CANCELLED,
    "CANCELED": Standing.CANCELLED,
    "TENTATIVE": Standing.TENTATIVE,
}
_LINKS = (
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)
_LONGEST_UID = 1_000
_MOST_LISTS = 2_000


@dataclass(frozen=True)
class Entry:
    """What one VEVENT says. ``instead_of`` is the date that it replaces, and maybe all later ones."""

    component: Component
    uid: str
    start: Moment
    lasts: timedelta | None
    days: int
    added: tuple[Moment, ...]
    excluded: tuple[Moment, ...]
    instead_of: Moment | None
    and_later: bool
    sequence: int
    stamp: str
    zone: str
    facts: Found

    @property
    def key(self) -> str:
        """When it begins, in whatever zone that was written."""
        return self.start.key(self.zone)

    @property
    def age(self) -> tuple[int, str, str, str]:
        """By this the newest of several that are one is found."""
        return self.sequence, self.stamp, self.key, self.facts.title

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
        uid=component.text("UID").strip()[:_LONGEST_UID],
        start=start,
        lasts=lasts,
        days=days,
        added=_moments(component.all("RDATE"), zones),
        excluded=_moments(component.all("EXDATE"), zones),
        instead_of=replaced.as_day() if replaced and start.whole_day else replaced,
        and_later=bool(instead and instead.parameters.get("RANGE", "").upper() == "THISANDFUTURE"),
        sequence=_number(component.text("SEQUENCE")),
        stamp=component.text("LAST-MODIFIED", "DTSTAMP")[:40],
        zone=zones.shown,
        facts=_facts(component, title, reading, called_off=called_off),
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


def _facts(component: Component, title: str, reading: Reading, *, called_off: bool) -> Found:
    where = line(component.number)
    text, place = texts.text(component.text("DESCRIPTION")), texts.line(component.text("LOCATION"))
    link = joining.join_link(
        *(component.text(name) for name in _LINKS), component.text("LOCATION"), text
    )
    online = joining.is_online(place)
    notes = _notes(component)
    if joining.has_join_link(text):
        reading.note(
            where,
            title,
            N_("Its text has a link for joining, so it is kept among the notes of staff."),
        )
        notes, text = [*notes, text], ""
    standing = _STANDINGS.get(component.text("STATUS").strip().upper(), Standing.CONFIRMED)
    format_ = (
        Format.VIRTUAL
        if online or (link and not place)
        else Format.HYBRID
        if link
        else Format.IN_PERSON
    )
    return Found(
        ref="",
        where=where,
        title=title,
        uid=component.text("UID").strip()[:_LONGEST_UID],
        sequence=_number(component.text("SEQUENCE")),
        standing=Standing.CANCELLED if called_off else standing,
        format=format_,
        confidential=component.text("CLASS").strip().upper() not in {"", "PUBLIC"},
        place="" if online else place,
        text=text,
        notes="\n\n".join(notes),
        join_url=link,
        topics=_topics(component),
    )


def _notes(component: Component) -> list[str]:
    """What is known of who organises it and where it is told of; nobody outside reads it."""
    notes = []
    organiser = component.one("ORGANIZER")
    if organiser:
        name = texts.line(unquote(organiser.parameters.get("CN", "")))
        mail = texts.line(organiser.value).removeprefix("mailto:").removeprefix("MAILTO:")
        notes.append(
            f"ORGANIZER: {name} <{mail}>" if name and "@" in mail else f"ORGANIZER: {name or mail}"
        )
    if page := texts.address(component.text("URL")):
        notes.append(f"URL: {page}")
    return notes


def _topics(component: Component) -> tuple[str, ...]:
    said = [part for each in component.all("CATEGORIES")[:50] for part in _parts(each.value)]
    return tuple(sorted(set(filter(None, (texts.line(each, 120) for each in said[:100])))))


def _parts(value: str) -> list[str]:
    """The texts of a list: a comma parts them, unless it is escaped."""
    return [part.replace("\0", ",") for part in value.replace("\\,", "\0").split(",")]


def _number(said: str) -> int:
    plain = said.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 9 else 0


def ref_of(uid: str, *more: str) -> str:
    """The origin of what has this UID, or of one date of it."""
    return origin("ical", uid, *more)

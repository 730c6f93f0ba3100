"""The conference that a schedule is of: the event that holds all its sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.core.clock import is_zone
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.events.dates import Dates
from app.imports.calendars import texts
from app.imports.calendars.found import Found, Part, entry, origin
from app.imports.calendars.times import whole_days
from app.imports.calendars.zones import likely_zone, zone_called
from app.imports.reading.refusals import Unreadable
from app.imports.reading.values import day, first, mapping, words


@dataclass(frozen=True)
class Conference:
    """What a file says of the whole."""

    title: str
    acronym: str
    zone: str
    first_day: date | None
    last_day: date | None
    page: str
    guessed: bool

    @classmethod
    def of(cls, data: Any, *, zone: str, title: str, begins: datetime | None) -> Conference:
        schedule = mapping(mapping(data).get("schedule"))
        said = mapping(schedule.get("conference")) or mapping(mapping(data).get("conference"))
        whole = said or mapping(data)
        named = texts.line(words(first(whole, "title", "name"))) or texts.line(title)
        if not named:
            raise Unreadable(N_("This file does not say what the event is called. Give its title."))
        starts = day(first(whole, "start", "date_from", "starts-at"))
        said_zone = zone_called(str(first(whole, "time_zone_name", "timezone") or ""))
        likely = likely_zone(begins, rather=zone) if begins is not None else zone
        return cls(
            title=named,
            acronym=texts.line(first(said, "acronym"), 200),
            zone=said_zone or likely or zone,
            first_day=starts,
            last_day=day(first(whole, "end", "date_to", "ends-at")) or starts,
            page=texts.address(first(schedule, "base_url") or first(said, "url")),
            guessed=not said_zone and likely != zone,
        )

    def event(self, parts: list[Part], gone: Sequence[str]) -> Found:
        """The event that holds all these sessions."""
        held = [part.dates for part in parts if part.dates is not None]
        days = [part.local_start.date() for part in held] + [part.local_end.date() for part in held]
        starts = self.first_day or min(days, default=None)
        ends = self.last_day or max(days, default=None)
        seen = origin("guests", self.title, starts.isoformat()) if starts else ""
        ref = origin("schedule", self.acronym or self.title)
        return Found(
            ref=ref,
            # What was loaded as people of an event is the same event.
            aliases=(seen,) if seen else (),
            where=entry(1),
            title=self.title,
            page=self.page,
            meeting_of_many=True,
            dates=self._days(starts, ends),
            notes=f"URL: {self.page}" if self.page else "",
            parts=sorted(parts, key=_by_time),
            gone=tuple(gone),
        )

    def _days(self, starts: date | None, ends: date | None) -> Dates | None:
        if starts is None or not is_zone(self.zone):
            return None
        try:
            return whole_days(starts, max(starts, ends or starts), self.zone)
        except InvalidInput:
            return None


def _by_time(part: Part) -> tuple[bool, str, str]:
    start = part.dates.starts_at.isoformat() if part.dates else ""
    return part.dates is None, start, part.place

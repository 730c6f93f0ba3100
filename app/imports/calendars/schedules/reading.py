"""A schedule as one event with its sessions, of which only what was accepted is taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.core.messages import N_
from app.imports.calendars.found import MOST_SESSIONS, FileKind, Reading, entry
from app.imports.calendars.schedules.conference import Conference
from app.imports.calendars.schedules.slots import first_instant
from app.imports.calendars.schedules.talks import Talks
from app.imports.peers.pretalx import talks_of
from app.imports.reading.refusals import Unreadable
from app.imports.reading.values import Values, list_of, mapping


def read_schedule(data: Any, *, zone: str, title: str = "") -> Reading:
    """Read what a file holds; ``title`` is that of the event where the file has none. Raises Unreadable."""
    talks = list(_talks(data))
    if not talks:
        raise Unreadable(N_("There is no talk in this file."))
    if len(talks) > MOST_SESSIONS:
        raise Unreadable(N_("This file has more than %(most)s talks."), most=MOST_SESSIONS)
    reading = Reading(FileKind.SCHEDULE, entries=len(talks))
    begins = next(filter(None, map(first_instant, talks)), None)
    conference = Conference.of(data, zone=zone, title=title, begins=begins)
    if conference.guessed:
        reading.note(
            entry(1),
            conference.title,
            N_("It does not say its time zone, which is taken to be %(zone)s."),
            zone=conference.zone,
        )
    talks_read = Talks(data, conference, reading)
    for number, values in enumerate(talks, start=1):
        talks_read.take(number, values)
    reading.events.append(conference.event(talks_read.parts, talks_read.gone))
    return reading


def is_schedule(data: Any) -> bool:
    """Whether the values are of a schedule, or a list of talks."""
    return next(_talks(data), None) is not None


def _talks(data: Any) -> Iterator[Values]:
    """The talks, each with the day under which it stands."""
    schedule = mapping(mapping(data).get("schedule"))
    days = list_of(mapping(schedule.get("conference")).get("days") or schedule.get("days"))
    seen: set[int] = set()
    for each in map(mapping, days):
        for room, there in mapping(each.get("rooms")).items():
            for one in map(mapping, list_of(there)):
                seen.add(id(one))
                # What stands in a released schedule was accepted and confirmed.
                yield {"state": "confirmed", "room": room, "under": each, **one}
    if not seen:
        yield from talks_of(data)

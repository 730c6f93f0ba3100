"""A schedule as one event with its sessions, of which only what was accepted is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.core.clock import is_zone
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.events.dates import Dates
from app.events.rules import SessionKind
from app.imports.calendars import texts
from app.imports.calendars.found import (
    LONGEST_TITLE,
    MOST_SESSIONS,
    MOST_SPEAKERS,
    FileKind,
    Film,
    Found,
    Part,
    Reading,
    Speaker,
    entry,
    origin,
    talk,
)
from app.imports.calendars.sessions import session_kind
from app.imports.calendars.times import between, wall_time, whole_days
from app.imports.calendars.zones import likely_zone, zone_called
from app.imports.peers.pretalx import code_of, speakers_of, talks_of
from app.imports.peers.states import IN_PROGRAMME, state_called
from app.imports.reading.refusals import Unreadable
from app.imports.reading.values import (
    Values,
    day,
    first,
    instant,
    length,
    list_of,
    mapping,
    words,
)
from app.participation.rules import Role, SeatState

_FILMS = ("video_download_url", "recording_url", "video_url")


def read_schedule(data: Any, *, zone: str, title: str = "") -> Reading:
    """Read what a file holds; ``title`` is that of the event where the file has none. Raises Unreadable."""
    talks = list(_talks(data))
    if not talks:
        raise Unreadable(N_("There is no talk in this file."))
    if len(talks) > MOST_SESSIONS:
        raise Unreadable(N_("This file has more than %(most)s talks."), most=MOST_SESSIONS)
    reading = Reading(FileKind.SCHEDULE, entries=len(talks))
    begins = next(filter(None, map(_first_instant, talks)), None)
    conference = _Conference.of(data, zone=zone, title=title, begins=begins)
    if conference.guessed:
        reading.note(
            entry(1),
            conference.title,
            N_("It does not say its time zone, which is taken to be %(zone)s."),
            zone=conference.zone,
        )
    talks_read = _Talks(data, conference, reading)
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


@dataclass(frozen=True)
class _Conference:
    """What a file says of the whole."""

    title: str
    acronym: str
    zone: str
    first_day: date | None
    last_day: date | None
    page: str
    guessed: bool

    @classmethod
    def of(cls, data: Any, *, zone: str, title: str, begins: datetime | None) -> _Conference:
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


class _Talks:
    """Reads one talk after the other; speakers and rooms are known by their codes."""

    def __init__(self, data: Any, conference: _Conference, reading: Reading) -> None:
        self.parts: list[Part] = []
        self.gone: list[str] = []
        self._conference, self._reading = conference, reading
        self._speakers = {code_of(each): each for each in speakers_of(data)}
        rooms = list_of(mapping(data).get("rooms") or mapping(data).get("microlocations"))
        self._rooms = {
            str(each.get("id")): texts.line(words(each.get("name"))) for each in map(mapping, rooms)
        }
        self._refs: set[str] = set()

    def take(self, number: int, values: Values) -> None:
        """Take up one talk, or say why not."""
        where, title = talk(number), texts.line(words(values.get("title")), LONGEST_TITLE)
        if not title:
            self._reading.skip(where, "", N_("It has no title."))
            return
        ref = self._ref(values, title)
        if ref in self._refs:
            self._reading.skip(where, title, N_("It is there twice."))
            return
        self._refs.add(ref)
        word = texts.line(words(values.get("state")) or "", 60)
        state = _state(values, word)
        if state not in IN_PROGRAMME:
            self.gone.append(ref)
            self._reading.skip(
                where,
                title,
                N_("It was not accepted: its state is “%(state)s”."),
                state=word or "?",
            )
            return
        self._accept(number, ref, title, values, confirmed=state is SeatState.CONFIRMED)

    def _ref(self, values: Values, title: str) -> str:
        code = code_of(values)[:200]
        # A talk that is held twice has one code, and two slots.
        slot = first(_slot(values), "id") if code else first(_all(values), "date", "start")
        ref = code or title
        return f"{ref}\n{slot}" if slot and (ref in self._refs or not code) else ref

    def _accept(
        self, number: int, ref: str, title: str, values: Values, *, confirmed: bool
    ) -> None:
        where = talk(number)
        if not confirmed:
            self._reading.note(
                where,
                title,
                N_("It is accepted, but not confirmed: its session is closed for now."),
            )
        self.parts.append(
            Part(
                ref=ref,
                where=where,
                title=title,
                kind=_kind(values, title),
                dates=self._dates(number, title, values),
                place=self._room(values),
                text=_text(values),
                public=confirmed,
                speakers=self._people(values, confirmed=confirmed),
                films=[] if values.get("do_not_record") else _films(values),
            )
        )

    def _room(self, values: Values) -> str:
        slot = _slot(values)
        said = slot.get("room") or values.get("room") or values.get("microlocation")
        by_number = self._rooms.get(str(said)) if isinstance(said, str | int) else ""
        # A room is named by itself, in several languages, or as a thing with a name.
        named = mapping(said).get("name") or by_number or ("" if isinstance(said, int) else said)
        return texts.line(words(named))

    def _dates(self, number: int, title: str, values: Values) -> Dates | None:
        said = _all(values)
        start = self._start(said)
        if start is None:
            return None
        end = self._instant(first(said, "end", "ends-at", "end_time", "ends_at"))
        lasts = length(said.get("duration"))
        last = end if end is not None else start + lasts if lasts is not None else None
        if last is not None and last < start:
            self._reading.note(
                talk(number), title, N_("Its end is before its start, or no time; it was left out.")
            )
            last = None
        try:
            return between(start, last, self._conference.zone)
        except InvalidInput as why:
            self._reading.note(talk(number), title, why.message, **why.facts)
            return None

    def _start(self, said: Values) -> datetime | None:
        for name in _STARTS:
            if (found := self._instant(said.get(name))) is not None:
                return found
        return self._by_clock(said)

    def _instant(self, text: object) -> datetime | None:
        """A time with its offset, or one on the clocks of the conference."""
        found = instant(text)
        if found is not None or not isinstance(text, str) or len(text) < len("2026-09-25 10:00"):
            return found
        try:
            return wall_time(datetime.fromisoformat(text.strip()), self._conference.zone)
        except (ValueError, InvalidInput):
            return None

    def _by_clock(self, said: Values) -> datetime | None:
        """A clock time alone, on the day under which it stands; before that day begins, the next one."""
        under = mapping(said.get("under"))
        on, clock = day(under.get("date")), _clock(said.get("start"))
        if on is None or clock is None:
            return None
        begins = instant(under.get("day_start"))
        zone = self._conference.zone
        early = begins is not None and clock < begins.astimezone(ZoneInfo(zone)).time()
        try:
            return wall_time(datetime.combine(on, clock) + timedelta(days=1 if early else 0), zone)
        except (OverflowError, InvalidInput):
            return None

    def _people(self, values: Values, *, confirmed: bool) -> list[Speaker]:
        found: dict[str, Speaker] = {}
        for said in list_of(values.get("persons") or values.get("speakers"))[:MOST_SPEAKERS]:
            code = code_of(said) if isinstance(said, Mapping) else str(said)
            known = self._speakers.get(code, {})
            person = {**known, **said} if isinstance(said, Mapping) else known
            name = texts.line(
                words(first(person, "public_name", "full_public_name", "name", "full_name")), 240
            )
            if name:
                found.setdefault(
                    code or name,
                    Speaker(
                        code[:200] or origin(name),
                        name,
                        _offices(person),
                        Role.PRESENTER,
                        confirmed,
                    ),
                )
        return list(found.values())


def _first_instant(values: Values) -> datetime | None:
    """When a talk begins, if it says with its offset."""
    said = (instant(_all(values).get(name)) for name in _STARTS)
    return next((each for each in said if each is not None), None)


_STARTS = ("date", "start", "starts-at", "start_time", "starts_at")


def _state(values: Values, word: str) -> SeatState | None:
    """What became of it; without a word nobody knows."""
    if values.get("deleted-at") or values.get("deleted_at"):
        return SeatState.WITHDREW
    return state_called(word) if word else None


def _kind(values: Values, title: str) -> SessionKind:
    said = first(values, "type", "submission_type", "session_type", "session-type")
    return session_kind(texts.line(words(mapping(said).get("name") or said), 120), title)


def _text(values: Values) -> str:
    """Its abstract, and what is said of it at length unless that is the same."""
    said = (
        first(values, "abstract", "short_abstract", "short-abstract"),
        first(values, "description", "long_abstract", "long-abstract"),
    )
    short, long = (texts.text(_language(each), 20_000) for each in said)
    return "\n\n".join(filter(None, (short, long if long != short else "")))


def _language(value: object) -> object:
    if isinstance(value, Mapping):
        return value.get("en") or next(iter(value.values()), "")
    return value


def _films(values: Values) -> list[Film]:
    urls = dict.fromkeys(filter(None, (texts.address(values.get(name)) for name in _FILMS)))
    return [Film(url) for url in urls]


def _offices(person: Values) -> str:
    said = (first(person, "position", "job_title"), first(person, "organisation", "organization"))
    return texts.line(", ".join(filter(None, (texts.line(words(each)) for each in said))), 1000)


def _slot(values: Values) -> Values:
    slots = list_of(values.get("slots"))
    return mapping(values.get("slot")) or (mapping(slots[0]) if slots else {})


def _all(values: Values) -> Values:
    return {**values, **_slot(values)}


def _clock(text: object) -> time | None:
    try:
        return time.fromisoformat(str(text or "").strip().zfill(5)).replace(tzinfo=None)
    except ValueError:
        return None

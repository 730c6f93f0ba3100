"""Talks and speakers of pretalx: its exported schedule (frab), its API, and files that look like either."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from app.core.clock import is_zone
from app.core.messages import N_
from app.imports.cells import Fault
from app.imports.contacts.contact import Contact, Reader
from app.imports.contacts.entries import Entry
from app.imports.contacts.fields import Field
from app.imports.peers.guests import MOST_GUESTS, Guest, GuestFile, Talk
from app.imports.peers.states import IN_PROGRAMME, state_called
from app.imports.reading.grid import refuse_large
from app.imports.reading.refusals import Unreadable
from app.participation.rules import Role, SeatState

Values = Mapping[str, Any]
LONGEST_TITLE = 300


def is_json(content: bytes) -> bool:
    """Whether the file begins as JSON does, whatever it is called."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read_pretalx(content: bytes) -> GuestFile:
    """Read the file. Raises Unreadable for JSON that holds neither talks nor speakers."""
    refuse_large(content)
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Unreadable(N_("This is no complete JSON file.")) from None
    reading = _Reading()
    _read_conference(data, reading.file)
    talks = list(_talks(data))
    speakers = list(_speakers(data))
    if not talks and not speakers:
        raise Unreadable(N_("This file holds neither talks nor speakers that pretalx would write."))
    reading.know(speakers)
    for number, talk in enumerate(talks, start=1):
        reading.talk(number, talk)
    if not talks:
        reading.speakers_alone(speakers)
    if len(reading.file.guests) > MOST_GUESTS:
        raise Unreadable(N_("This file has more than %(most)s rows."), most=MOST_GUESTS)
    return reading.file


def _read_conference(data: object, file: GuestFile) -> None:
    schedule = _mapping(_mapping(data).get("schedule"))
    conference = _mapping(schedule.get("conference")) or _mapping(data)
    file.title = _words(conference.get("title") or conference.get("name"))[:LONGEST_TITLE]
    zone = str(conference.get("time_zone_name") or conference.get("timezone") or "")
    file.zone = zone if is_zone(zone) else ""
    file.first_day = _day(conference.get("start") or conference.get("date_from"))
    file.last_day = _day(conference.get("end") or conference.get("date_to")) or file.first_day


def _talks(data: object) -> Iterator[Values]:
    """The talks, wherever the format puts them; a frab schedule has them by day and room."""
    schedule = _mapping(_mapping(data).get("schedule"))
    days = _mapping(schedule.get("conference")).get("days") or schedule.get("days") or []
    for day in map(_mapping, _list(days)):
        for room, talks in _mapping(day.get("rooms")).items():
            for talk in map(_mapping, _list(talks)):
                # What stands in a released schedule was accepted and confirmed.
                yield {"state": "confirmed", "room": room, **talk}
    for talk in _records(data, ("submissions", "sessions", "talks")):
        if "title" in talk:
            yield talk


def _speakers(data: object) -> Iterator[Values]:
    for speaker in _records(data, ("speakers",)):
        if "title" not in speaker and ("name" in speaker or "public_name" in speaker):
            yield speaker


def _records(data: object, names: Sequence[str]) -> Iterator[Values]:
    """The records of a list, of a page of the API, or under one of ``names``."""
    whole = _mapping(data)
    lists = [data, whole.get("results"), *(whole.get(name) for name in names)]
    for each in lists:
        records = _list(each) or _list(_mapping(each).get("results"))
        yield from (_mapping(record) for record in records if isinstance(record, Mapping))


class _Reading:
    """Gathers what is read; speakers are known by their code once they have been met."""

    def __init__(self) -> None:
        self.file = GuestFile()
        self._reader = Reader(month_first=False, faults=self.file.faults)
        self._speakers: dict[str, Values] = {}
        self._contacts: dict[str, Contact] = {}

    def know(self, speakers: Sequence[Values]) -> None:
        """Remember who is meant by which code."""
        for speaker in speakers:
            self._speakers[_code(speaker)] = speaker

    def talk(self, number: int, talk: Values) -> None:
        """Take up one talk and whoever gives it."""
        title = _words(talk.get("title"))[:LONGEST_TITLE]
        ref = _code(talk) or title
        if not title:
            self._say(number, N_("This talk has no title, and was left out."))
            return
        state = self._state(number, talk)
        accepted = state in IN_PROGRAMME
        if accepted:
            self.file.talks.append(_talk(ref, title, talk, confirmed=state is SeatState.CONFIRMED))
        for person in _list(talk.get("speakers") or talk.get("persons")):
            speaker = self._speaker(person)
            contact = self._contact(number, speaker)
            if contact:
                self.file.guests.append(
                    Guest(
                        ref=f"{ref}/{_code(speaker) or contact.ref}",
                        contact=contact,
                        state=state,
                        role=Role.PRESENTER,
                        talk=ref if accepted else "",
                        title="" if accepted else title,
                        speaks=True,
                    )
                )

    def speakers_alone(self, speakers: Sequence[Values]) -> None:
        """Take up speakers of whose talks the file says nothing: nobody knows who was accepted."""
        for number, speaker in enumerate(speakers, start=1):
            word = str(speaker.get("state") or "")
            state = (state_called(word) if word else None) or SeatState.SHORTLISTED
            contact = self._contact(number, speaker)
            if contact:
                ref = _code(speaker) or contact.ref
                self.file.guests.append(Guest(ref, contact, state, Role.PRESENTER, speaks=True))

    def _state(self, number: int, talk: Values) -> SeatState:
        word = _words(talk.get("state"))
        state = state_called(word) if word else None
        if state is None:
            self._say(
                number,
                N_("Nobody knows what “%(text)s” means here, so this one is on the short list."),
                text=word,
            )
        return state or SeatState.SHORTLISTED

    def _speaker(self, person: object) -> Values:
        if isinstance(person, Mapping):
            return {**self._speakers.get(_code(person), {}), **person}
        return self._speakers.get(str(person), {})

    def _contact(self, number: int, speaker: Values) -> Contact | None:
        code = _code(speaker)
        if code and code in self._contacts:
            return self._contacts[code]
        said = {
            Field.NAME: [_words(speaker.get("name") or speaker.get("public_name"))],
            Field.EMAIL: [_words(speaker.get("email"))],
            Field.TITLE: [_words(speaker.get("position"))],
            Field.ORGANISATION: [
                _words(speaker.get("organisation") or speaker.get("organization"))
            ],
            Field.COUNTRY: [_words(speaker.get("country"))],
        }
        entry = Entry(number, {field: texts for field, texts in said.items() if texts[0]})
        contact = self._reader.read(entry)
        if contact is None:
            self.file.refused += 1
        elif code:
            self._contacts[code] = contact
        return contact

    def _say(self, number: int, message: str, **facts: object) -> None:
        self.file.faults.append(Fault(number, N_("Talk"), message, facts))


def _talk(ref: str, title: str, talk: Values, *, confirmed: bool) -> Talk:
    slots = _list(talk.get("slots"))
    slot = _mapping(talk.get("slot")) or (_mapping(slots[0]) if slots else {})
    start = _instant(
        _first({**talk, **slot}, "start", "date", "starts-at", "start_time", "starts_at")
    )
    end = _instant(_first({**talk, **slot}, "end", "ends-at", "end_time", "ends_at"))
    if end is None and start is not None:
        end = _after(start, talk.get("duration"))
    room = slot.get("room") or talk.get("room")
    # A number alone names a room nowhere but there.
    named = _mapping(room).get("name") or (room if isinstance(room, str) else "")
    place = _words(named)[:LONGEST_TITLE]
    return Talk(ref, title, start, end, place, confirmed)


def _after(start: datetime, duration: object) -> datetime | None:
    """The end, of a length in minutes or written 01:30."""
    hours, _, minutes = str(duration or "").rpartition(":")
    try:
        length = timedelta(hours=int(hours or 0), minutes=int(minutes))
    except ValueError:
        return None
    return start + length if timedelta() < length < timedelta(days=2) else None


def _instant(text: object) -> datetime | None:
    """A time that says its zone; any other could be anywhere."""
    try:
        read = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return read if read.tzinfo is not None else None


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text or "")[:10])
    except ValueError:
        return None


def _first(values: Values, *names: str) -> object:
    return next((values[name] for name in names if values.get(name)), None)


def _code(record: Values) -> str:
    return str(_first(record, "code", "guid", "id") or "")


def _words(value: object) -> str:
    """A text; of one in several languages the English one, else the first."""
    if isinstance(value, Mapping):
        value = value.get("en") or next(iter(value.values()), "")
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def _mapping(value: object) -> Values:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else []

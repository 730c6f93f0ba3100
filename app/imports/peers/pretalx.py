"""Talks and speakers of pretalx: its exported schedule (frab), its API, and files that look like either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.core.clock import is_zone
from app.core.messages import N_
from app.imports.cells import Fault
from app.imports.contacts.contact import Contact, Reader
from app.imports.contacts.entries import Entry
from app.imports.contacts.fields import Field
from app.imports.peers.guests import MOST_GUESTS, Guest, GuestFile, Talk
from app.imports.peers.states import IN_PROGRAMME, state_called
from app.imports.reading.refusals import Unreadable
from app.imports.reading.values import (
    Values,
    after,
    day,
    first,
    instant,
    is_json,
    length,
    list_of,
    mapping,
    read_json,
    words,
)
from app.participation.rules import Role, SeatState

__all__ = [
    "LONGEST_TITLE",
    "code_of",
    "is_json",
    "read_pretalx",
    "speakers_of",
    "talk_of",
    "talks_of",
]
LONGEST_TITLE = 300


def read_pretalx(content: bytes) -> GuestFile:
    """Read the file. Raises Unreadable for JSON that holds neither talks nor speakers."""
    data = read_json(content)
    reading = _Reading()
    _read_conference(data, reading.file)
    talks = list(talks_of(data))
    speakers = list(speakers_of(data))
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
    schedule = mapping(mapping(data).get("schedule"))
    conference = mapping(schedule.get("conference")) or mapping(data)
    file.title = words(conference.get("title") or conference.get("name"))[:LONGEST_TITLE]
    zone = str(conference.get("time_zone_name") or conference.get("timezone") or "")
    file.zone = zone if is_zone(zone) else ""
    file.first_day = day(conference.get("start") or conference.get("date_from"))
    file.last_day = day(conference.get("end") or conference.get("date_to")) or file.first_day


def talks_of(data: object) -> Iterator[Values]:
    """The talks, wherever the format puts them; a frab schedule has them by day and room."""
    schedule = mapping(mapping(data).get("schedule"))
    days = mapping(schedule.get("conference")).get("days") or schedule.get("days") or []
    for under in map(mapping, list_of(days)):
        for room, talks in mapping(under.get("rooms")).items():
            for talk in map(mapping, list_of(talks)):
                # What stands in a released schedule was accepted and confirmed.
                yield {"state": "confirmed", "room": room, **talk}
    for talk in _records(data, ("submissions", "sessions", "talks")):
        if "title" in talk:
            yield talk


def speakers_of(data: object) -> Iterator[Values]:
    """The speakers of whom the file tells apart from their talks."""
    for speaker in _records(data, ("speakers",)):
        if "title" not in speaker and ("name" in speaker or "public_name" in speaker):
            yield speaker


def _records(data: object, names: Sequence[str]) -> Iterator[Values]:
    """The records of a list, of a page of the API, or under one of ``names``."""
    whole = mapping(data)
    lists = [data, *(whole.get(name) for name in names)]
    for each in lists:
        records = list_of(each) or list_of(mapping(each).get("results"))
        yield from (mapping(record) for record in records if isinstance(record, Mapping))


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
            self._speakers[code_of(speaker)] = speaker

    def talk(self, number: int, talk: Values) -> None:
        """Take up one talk and whoever gives it."""
        title = words(talk.get("title"))[:LONGEST_TITLE]
        ref = code_of(talk) or title
        if not title:
            self._say(number, N_("This talk has no title, and was left out."))
            return
        state = self._state(number, talk)
        accepted = state in IN_PROGRAMME
        if accepted:
            self.file.talks.append(
                talk_of(ref, title, talk, confirmed=state is SeatState.CONFIRMED)
            )
        for person in list_of(talk.get("speakers") or talk.get("persons")):
            speaker = self._speaker(person)
            contact = self._contact(number, speaker)
            if contact:
                self.file.guests.append(
                    Guest(
                        ref=f"{ref}/{code_of(speaker) or contact.ref}",
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
                ref = code_of(speaker) or contact.ref
                self.file.guests.append(Guest(ref, contact, state, Role.PRESENTER, speaks=True))

    def _state(self, number: int, talk: Values) -> SeatState:
        word = words(talk.get("state"))
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
            return {**self._speakers.get(code_of(person), {}), **person}
        return self._speakers.get(str(person), {})

    def _contact(self, number: int, speaker: Values) -> Contact | None:
        code = code_of(speaker)
        if code and code in self._contacts:
            return self._contacts[code]
        said = {
            Field.NAME: [words(speaker.get("name") or speaker.get("public_name"))],
            Field.EMAIL: [words(speaker.get("email"))],
            Field.TITLE: [words(speaker.get("position"))],
            Field.ORGANISATION: [words(speaker.get("organisation") or speaker.get("organization"))],
            Field.COUNTRY: [words(speaker.get("country"))],
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


def talk_of(ref: str, title: str, talk: Values, *, confirmed: bool) -> Talk:
    """When and where a talk is, as far as the file knows."""
    slots = list_of(talk.get("slots"))
    slot = mapping(talk.get("slot")) or (mapping(slots[0]) if slots else {})
    start = instant(
        first({**talk, **slot}, "start", "date", "starts-at", "start_time", "starts_at")
    )
    end = instant(first({**talk, **slot}, "end", "ends-at", "end_time", "ends_at"))
    if end is None:
        end = after(start, length(talk.get("duration")) or None)
    room = slot.get("room") or talk.get("room")
    # A number alone names a room nowhere but there.
    named = mapping(room).get("name") or (room if isinstance(room, str) else "")
    place = words(named)[:LONGEST_TITLE]
    return Talk(ref, title, start, end, place, confirmed)


def code_of(record: Values) -> str:
    """By what the other system knows a record."""
    return str(first(record, "code", "guid", "id") or "")

"""The talks of a schedule as sessions; only what was accepted becomes one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.events.dates import Dates
from app.events.rules import SessionKind
from app.imports.calendars import texts
from app.imports.calendars.found import (
    LONGEST_TITLE,
    MOST_SPEAKERS,
    Film,
    Part,
    Reading,
    Speaker,
    origin,
    talk,
)
from app.imports.calendars.schedules.conference import Conference
from app.imports.calendars.schedules.slots import slot_of, span_of, with_slot
from app.imports.calendars.sessions import session_kind
from app.imports.calendars.times import between
from app.imports.peers.pretalx import code_of, speakers_of
from app.imports.peers.states import IN_PROGRAMME, state_called
from app.imports.reading.values import Values, first, list_of, mapping, words
from app.participation.rules import Role, SeatState

_FILMS = ("video_download_url", "recording_url", "video_url")


class Talks:
    """Reads one talk after the other; speakers and rooms are known by their codes."""

    def __init__(self, data: Any, conference: Conference, reading: Reading) -> None:
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
        slot = first(slot_of(values), "id") if code else first(with_slot(values), "date", "start")
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
        slot = slot_of(values)
        said = slot.get("room") or values.get("room") or values.get("microlocation")
        by_number = self._rooms.get(str(said)) if isinstance(said, str | int) else ""
        # A room is named by itself, in several languages, or as a thing with a name.
        named = mapping(said).get("name") or by_number or ("" if isinstance(said, int) else said)
        return texts.line(words(named))

    def _dates(self, number: int, title: str, values: Values) -> Dates | None:
        zone = self._conference.zone
        start, end = span_of(values, zone)
        if start is None:
            return None
        if end is not None and end < start:
            self._reading.note(
                talk(number), title, N_("Its end is before its start, or no time; it was left out.")
            )
            end = None
        try:
            return between(start, end, zone)
        except InvalidInput as why:
            self._reading.note(talk(number), title, why.message, **why.facts)
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

"""What belongs to an event: its sessions, recordings and seats, added or led to what the file says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from app.core.messages import N_
from app.events.models import Event, EventSession
from app.imports.calendars.found import Film, Found, Part, Remark
from app.imports.calendars.report import CalendarReport
from app.imports.calendars.writing import seats, sessions
from app.imports.calendars.writing.steps import Step
from app.imports.directory import Directory
from app.imports.report import Fate
from app.participation.queries import seats_of


@dataclass
class Hand:
    """Takes steps, or only tells them: those of an event that is here are told one by one."""

    found: Found
    report: CalendarReport
    keep: bool
    is_new: bool = False
    changed: bool = field(default=False, init=False)

    def follow(self, steps: Iterable[Step]) -> Fate:
        """Tell each step, and take it if it is to be kept."""
        fate = Fate.UNCHANGED
        for step in steps:
            self.report.differ(self.found.title, step.what, step.was, step.becomes)
            fate, self.changed = Fate.CHANGED, True
            if self.keep:
                step.take()
        return fate

    def add(self, kind: str, what: str, name: str, make: Callable[[], object]) -> None:
        """Count something new, and make it if it is to be kept."""
        self.report.count(kind, Fate.ADDED)
        self.changed = True
        if not self.is_new:
            self.report.differ(self.found.title, what, "", name)
        if self.keep:
            make()

    def remark(self, message: str, **facts: str) -> None:
        """Say something that staff have to know of the event."""
        self.report.remark(Remark(self.found.where, self.found.title, message, facts))


def write(found: Found, event: Event, directory: Directory, hand: Hand) -> None:
    """Write all that belongs to the event; what the file does not have stays."""
    known = sessions.known_sessions(event)
    here: dict[str, EventSession] = {}
    for part in found.parts:
        ref = sessions.ref_of(event, part.ref)
        if ref in known:
            hand.report.count("sessions", hand.follow(list(sessions.steps(known[ref], part))))
            here[part.ref] = known[ref]
            if part.public and not known[ref].public:
                hand.remark(
                    N_("“%(name)s” is in the programme, but closed here. Open it if need be."),
                    name=part.title,
                )
            continue
        if event.is_released and part.public:
            hand.remark(
                N_("“%(name)s” is new in an event that is public, so it is closed."),
                name=part.title,
            )
        hand.add("sessions", N_("Session"), part.title, partial(_add_session, event, part, here))
    for gone in found.gone:
        session = known.get(sessions.ref_of(event, gone))
        if session is not None and session.public:
            close = partial(sessions.close, session)
            hand.follow([Step(N_("Session"), session.title, N_("closed"), close)])
    _write_films(event, None, found.films, hand)
    for part in found.parts:
        _write_films(event, here.get(part.ref), part.films, hand)
    _write_seats(found, event, here, directory, hand)


def _add_session(event: Event, part: Part, here: dict[str, EventSession]) -> None:
    here[part.ref] = sessions.add(event, part)


def _write_films(event: Event, session: EventSession | None, films: list[Film], hand: Hand) -> None:
    missing = sessions.missing_films(event, films)
    for film in films:
        if film not in missing:
            hand.report.count("recordings", Fate.UNCHANGED)
            continue
        hand.add(
            "recordings",
            N_("Recording"),
            film.url,
            partial(sessions.add_film, event, session, film),
        )


def _write_seats(
    found: Found,
    event: Event,
    here: dict[str, EventSession],
    directory: Directory,
    hand: Hand,
) -> None:
    known = {taken.source_ref: taken for taken in seats_of(event) if taken.source_ref}
    wanted = set()
    for one in seats.billed(found):
        ref = seats.ref_of(event, one)
        if ref in wanted:
            continue
        wanted.add(ref)
        taken, who = known.get(ref), seats.printed(found, one.speaker)
        if taken is not None:
            if taken.person is not None:
                directory.recognise(who, taken.person)
            hand.report.count("appearances", hand.follow(list(seats.steps(taken, one.speaker))))
            continue
        if not hand.keep:
            directory.meet(who)
        session = here.get(one.part)
        seat = partial(seats.add, event, found, one, session, directory)
        hand.add("appearances", N_("Speaker"), one.speaker.name, seat)
    there = {session.id for session in here.values()}
    for ref, taken in known.items():
        if ref not in wanted and taken.session_id in there:
            hand.remark(
                N_("“%(name)s” is no longer in the file, but keeps the seat here."),
                name=taken.billing_name,
            )

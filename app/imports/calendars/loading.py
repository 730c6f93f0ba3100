"""What was read is written, event by event; or it is told what that would change."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.config import current_settings
from app.core.clock import now
from app.core.errors import Busy, DomainError, Refused
from app.core.messages import N_
from app.core.text import slugify
from app.events.models import Event
from app.events.rules import KIND_DEFAULTS, EventState, names_may_be_shown
from app.extensions import db
from app.imports.calendars.found import Found, Reading, Remark, Standing
from app.imports.calendars.here import Here, what_is_here
from app.imports.calendars.report import CalendarReport
from app.imports.calendars.writing import changes, events, seats, sessions
from app.imports.calendars.writing.events import Into
from app.imports.calendars.writing.parts import Hand, write
from app.imports.directory import Directory
from app.imports.models import LoadedEvent
from app.imports.report import Fate
from app.infra.transaction import transaction
from app.programmes.models import Topic

Advance = Callable[[int], None]
_MOST_DROPPED = 5_000


def load(
    reading: Reading, into: Into, *, zone: str, advance: Advance = lambda _done: None
) -> CalendarReport:
    """Write everything that was read, each event in a transaction of its own, and say what changed.

    Whenever that ends, each event is here whole or not at all; loading the file again goes on from
    there. ``advance`` is told how many events are done.
    """
    return _Loading(reading, into, zone, keep=True).run(advance)


def rehearse(
    reading: Reading, into: Into, *, zone: str, advance: Advance = lambda _done: None
) -> CalendarReport:
    """Say what ``load`` would change; nothing is written."""
    return _Loading(reading, into, zone, keep=False).run(advance)


class _Loading:
    def __init__(self, reading: Reading, into: Into, zone: str, *, keep: bool) -> None:
        self._reading, self._into, self._keep = reading, into, keep
        self.report = CalendarReport(kind=reading.kind.value, zone=zone, entries=reading.entries)
        self._directory = self._new_directory()
        self._site, self._here = current_settings().base_url, what_is_here(reading.events)
        self._topics = {topic.slug: topic for topic in db.session.scalars(select(Topic))}
        for remark in reading.skipped:
            self.report.skip(remark)
        for remark in reading.remarks:
            self.report.remark(remark)

    def _new_directory(self) -> Directory:
        everybody = [
            seats.printed(found, one.speaker)
            for found in self._reading.events
            for one in seats.billed(found)
        ]
        return Directory(everybody, self.report)

    def run(self, advance: Advance) -> CalendarReport:
        """Take one event after the other."""
        for done, found in enumerate(self._reading.events, start=1):
            counts, people = self.report.counts.copy(), len(self.report.new_people)
            try:
                self._one(found)
            except Busy:
                raise
            except IntegrityError:
                self._skip(found, N_("Somebody else was loading it as well. Load the file again."))
            except DomainError as why:
                # What was written of this event is taken back, with whoever was added for it.
                self.report.counts = counts
                del self.report.new_people[people:]
                self._skip(found, why.message, **why.facts)
                self._directory = self._new_directory()
            advance(done)
        self._look_for_dropped()
        return self.report

    def _look_for_dropped(self) -> None:
        """Tell which events are here of dates that the file leaves out by now; they stay."""
        refs = list(self._reading.dropped)[:_MOST_DROPPED]
        stays = select(Event).where(Event.source_ref.in_(refs), Event.state != EventState.CANCELLED)
        for event in db.session.scalars(stays):
            where, title = self._reading.dropped[str(event.source_ref)]
            day = f"{event.local_start:%Y-%m-%d}" if event.local_start else ""
            message = N_(
                "The file leaves out the date of %(day)s, which is here. Cancel it if need be."
            )
            self.report.remark(Remark(where, title, message, {"day": day}))

    def _one(self, found: Found) -> None:
        if (found.page and found.page.startswith(f"{self._site}/")) or found.uid in self._here.uids:
            raise Refused(N_("It is an event of this site itself."))
        here = self._here.of(found)
        if here is not None and not here.may_be_edited:
            raise Refused(N_("It is here already and belongs to others, so it was left as it is."))
        if here is not None and here.digest == found.digest:
            self.report.tell(found, Fate.UNCHANGED, here.key)
        elif here is not None and here.sequence > found.sequence:
            self._skip(found, N_("It is older than what was loaded before."))
        elif self._keep:
            with transaction():
                self._write(found, here)
        else:
            self._write(found, here)
        if _may_be_released(found, here, self._into):
            self.report.releasable.append(here.ref if here else found.ref)

    def _write(self, found: Found, here: Here | None) -> None:
        if here is None:
            self._add(found)
        else:
            self._lead(found, db.session.get_one(Event, here.id))

    def _add(self, found: Found) -> None:
        if found.confidential and self._into.owner_id is None:
            raise Refused(
                N_("It is private, so somebody has to own it: nobody else would ever see it.")
            )
        topics = self._topics_of(found)
        if not self._keep:
            self._count_new(found)
            self.report.tell(found, Fate.ADDED)
            return
        event = events.add(found, self._into, topics)
        _remember(event, found)
        write(found, event, self._directory, Hand(found, self.report, keep=True, is_new=True))
        self.report.tell(found, Fate.ADDED, event.key)

    def _count_new(self, found: Found) -> None:
        """Count what a new event brings along."""
        for _ in found.parts:
            self.report.count("sessions", Fate.ADDED)
        for _ in range(sessions.all_films(found)):
            self.report.count("recordings", Fate.ADDED)
        for one in seats.billed(found):
            self.report.count("appearances", Fate.ADDED)
            self._directory.meet(seats.printed(found, one.speaker))

    def _lead(self, found: Found, event: Event) -> None:
        """Bring an event that is here to what the file says now."""
        hand = Hand(found, self.report, keep=self._keep)
        for warning in changes.warnings(event, found):
            hand.remark(warning)
        hand.follow(list(changes.steps(event, found, self._topics_of(found))))
        write(found, event, self._directory, hand)
        if self._keep:
            _remember(event, found)
        self.report.tell(found, Fate.CHANGED if hand.changed else Fate.UNCHANGED, event.key)

    def _topics_of(self, found: Found) -> list[Topic]:
        """Those of its words that are topics here already; the others are told, and not added."""
        known = {name: self._topics.get(slugify(name, "topic")) for name in found.topics}
        missing = [name for name, topic in known.items() if topic is None]
        if missing:
            words = {"names": ", ".join(missing)[:200]}
            message = N_("There are no such topics here: %(names)s.")
            self.report.remark(Remark(found.where, found.title, message, words))
        return list({topic.id: topic for topic in known.values() if topic is not None}.values())

    def _skip(self, found: Found, message: str, **facts: object) -> None:
        words = {name: str(fact) for name, fact in facts.items()}
        self.report.skip(Remark(found.where, found.title, message, words))


def _remember(event: Event, found: Found) -> None:
    """Keep what the file said, to know it again."""
    loaded = db.session.get(LoadedEvent, event.id)
    if loaded is None:
        loaded = LoadedEvent(event_id=event.id)
        db.session.add(loaded)
    loaded.digest, loaded.sequence, loaded.loaded_at = found.digest, found.sequence, now()
    db.session.flush()


def _may_be_released(found: Found, here: Here | None, into: Into) -> bool:
    """Whether it is offered to be released with the others: what is sure, and is no secret."""
    sure = found.standing is not Standing.TENTATIVE and found.dates is not None
    rule = here.rule if here else KIND_DEFAULTS[into.kind_of(found)].attribution
    return sure and not found.confidential and names_may_be_shown(rule)

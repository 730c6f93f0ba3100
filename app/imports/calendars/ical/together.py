"""The entries of one UID as events: one says how often, others say otherwise of a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.imports.calendars.found import Found, Reading, Standing
from app.imports.calendars.ical.entries import Entry, ref_of
from app.imports.calendars.ical.moments import Moment
from app.imports.calendars.ical.recurrence import HORIZON, MOST_INSTANCES, comes_again, dates_of


class Together:
    """The entries of one UID: the one that says how often, and those that say otherwise of a date."""

    def __init__(self, entries: Iterable[Entry], reading: Reading, today: date) -> None:
        self._reading, self._today = reading, today
        newest = sorted(entries, key=lambda each: each.age, reverse=True)
        # What is private on most dates is so on the one where somebody forgot to say it.
        self._private = any(each.facts.confidential for each in newest)
        self._masters = [each for each in newest if each.instead_of is None]
        self._others: dict[str, Entry] = {}
        for each in newest:
            if each.instead_of is None:
                continue
            key = self._key(each, each.instead_of)
            if key in self._others:
                self._is_there_twice(each, self._others[key])
            else:
                self._others[key] = each

    def events(self) -> Iterator[Found]:
        """Every event, those of which a date was changed with that change."""
        used: set[str] = set()
        if self._masters:
            yield from self._of(self._masters[0], used)
        for again in self._masters[1:]:
            if self._is_another(again, self._masters[0]):
                yield from self._at(
                    again, ref_of(again.uid, again.facts.title, again.key), again.start
                )
            else:
                self._is_there_twice(again, self._masters[0])
        for key, other in self._others.items():
            if key not in used:
                yield from self._at(other, ref_of(other.uid, key), other.start)

    def _of(self, master: Entry, used: set[str]) -> Iterator[Found]:
        again = comes_again(master.component)
        starts = self._starts(master) if again else [master.start]
        for start in starts:
            key = self._key(master, start)
            changed = self._changed(key, start)
            if changed:
                used.add(changed)
            entry, begins = self._instead(master, start, changed)
            if again:
                own = (ref_of(master.uid),) if start == master.start and master.uid else ()
                yield from self._at(entry, ref_of(master.uid, key), begins, aliases=own)
            else:
                yield from self._at(entry, self._own_ref(master), begins)

    def _own_ref(self, master: Entry) -> str:
        return ref_of(master.uid) if master.uid else ref_of("", master.facts.title, master.key)

    def _starts(self, master: Entry) -> Sequence[Moment]:
        dates = dates_of(
            master.component,
            master.start,
            added=master.added,
            excluded=master.excluded,
            zone=master.zone,
            today=self._today,
        )
        where, title = master.facts.where, master.facts.title
        for each in master.excluded:
            self._reading.dropped[ref_of(master.uid, self._key(master, each))] = where, title
        if dates.broken:
            self._reading.note(
                where, title, N_("Its rule of repetition cannot be followed in all.")
            )
        if dates.cut:
            self._reading.note(
                where,
                title,
                N_(
                    "It comes again without end: %(number)s dates are loaded, at most %(most)s and %(years)s years from now."
                ),
                number=len(dates.starts),
                most=MOST_INSTANCES,
                years=HORIZON.days // 365,
            )
        return dates.starts

    def _changed(self, key: str, start: Moment) -> str:
        """By which key the date was changed, if it was; a whole day means whatever begins on it."""
        if key in self._others:
            return key
        day = start.day.isoformat()
        return day if day in self._others else ""

    def _instead(self, master: Entry, start: Moment, changed: str) -> tuple[Entry, Moment]:
        """What takes place instead of the date, and when."""
        if changed:
            other = self._others[changed]
            return other, other.start
        since = [
            each
            for each in self._others.values()
            if each.and_later and each.instead_of and each.instead_of.local <= start.local
        ]
        if not since:
            return master, start
        other = max(
            since, key=lambda each: each.instead_of.local if each.instead_of else start.local
        )
        by = other.start.local - other.instead_of.local if other.instead_of else timedelta()
        moved = start.moved(by)
        return other, Moment(moved.local, other.start.whole_day, other.start.zone)

    def _at(
        self, entry: Entry, ref: str, start: Moment, *, aliases: tuple[str, ...] = ()
    ) -> Iterator[Found]:
        try:
            found = entry.found(ref, start, aliases=aliases)
        except InvalidInput as why:
            self._reading.skip(entry.facts.where, entry.facts.title, why.message, **why.facts)
            return
        if found.standing is Standing.CANCELLED:
            found.join_url = ""
        found.confidential = self._private
        yield found

    def _key(self, entry: Entry, each: Moment) -> str:
        return each.key(entry.zone)

    def _is_another(self, entry: Entry, first: Entry) -> bool:
        """Whether a careless programme gave two things one UID."""
        return (
            entry.facts.sequence == first.facts.sequence
            and entry.facts.title != first.facts.title
            and entry.key != first.key
        )

    def _is_there_twice(self, entry: Entry, newer: Entry) -> None:
        self._reading.skip(
            entry.facts.where,
            entry.facts.title,
            N_("It is there twice; that of line %(line)s is newer."),
            line=newer.component.number,
        )

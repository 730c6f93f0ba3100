"""The cells of one row: what each says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from app.core.clock import in_range, is_zone, to_instant
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import LINE_LIMIT
from app.imports.sheet import Row

Meaning = TypeVar("Meaning")
LONGEST_ADDRESS = 500


@dataclass(frozen=True)
class Fault:
    """Something that cannot be read: where, and why; ``message`` is a gettext message id."""

    line: int
    column: str
    message: str
    facts: Mapping[str, object]

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.message % self.facts}"


class Cells:
    """Reads the cells of ``row``; whatever is wrong goes to ``faults``, and a harmless value comes back."""

    def __init__(self, row: Row, faults: list[Fault]) -> None:
        self.line = row.line
        self._cells = row.cells
        self._faults = faults

    def wrong(self, column: str, message: str, **facts: object) -> None:
        """Remember what is wrong with ``column``."""
        self._faults.append(Fault(self.line, column, message, facts))

    def text(self, column: str, limit: int = LINE_LIMIT) -> str:
        """What stands there, at most ``limit`` characters."""
        text = self._cells.get(column, "")
        if len(text) > limit:
            self.wrong(
                column,
                N_("This is too long: %(length)s characters, and %(limit)s is the most."),
                length=len(text),
                limit=limit,
            )
        return text[:limit]

    def needed(self, column: str, limit: int = LINE_LIMIT) -> str:
        """What stands there; nothing is wrong."""
        text = self.text(column, limit)
        if not text:
            self.wrong(column, N_("This cell is empty."))
        return text

    def choice(self, column: str, meanings: Mapping[str, Meaning], *, default: Meaning) -> Meaning:
        """What the word there means; ``default`` for none, whatever its case and its spaces."""
        word = self.text(column)
        key = word.lower().replace(" ", "_").replace("-", "_")
        if word and key not in meanings:
            self.wrong(
                column,
                N_("“%(word)s” is not one of: %(words)s."),
                word=word,
                words=", ".join(meanings),
            )
        return meanings.get(key, default)

    def number(self, column: str) -> int | None:
        """The whole number there, from 1."""
        text = self.text(column)
        if text.isascii() and text.isdecimal() and 0 < int(text) < 10_000:
            return int(text)
        self.wrong(column, N_("“%(text)s” is no whole number from 1."), text=text)
        return None

    def day(self, column: str) -> date | None:
        """The day there, as 2006-09-25; None for nothing."""
        text = self.text(column)
        try:
            day = date.fromisoformat(text) if text else None
        except ValueError:
            self.wrong(column, N_("“%(text)s” is no date such as 2006-09-25."), text=text)
            return None
        if day is not None and not in_range(day):
            self.wrong(column, N_("“%(text)s” lies outside 1990 to 2100."), text=text)
            return None
        return day

    def zone(self, column: str, default: str) -> str:
        """The time zone there, such as America/New_York."""
        name = self.text(column)
        if name and not is_zone(name):
            self.wrong(column, N_("There is no time zone “%(zone)s”."), zone=name)
            return default
        return name or default

    def times(self, start: str, end: str, *, zone: str) -> tuple[datetime | None, datetime | None]:
        """Two times on the wall clock in ``zone``, either of which may be missing."""
        begins, ends = self._time(start, zone), self._time(end, zone)
        if begins is None and ends is not None:
            if not self.text(start):
                self.wrong(start, N_("There is an end, but no start."))
            return None, None
        if begins is not None and ends is not None and ends < begins:
            self.wrong(end, N_("The end is before the start."))
            return begins, None
        return begins, ends

    def _time(self, column: str, zone: str) -> datetime | None:
        text = self.text(column)
        if not text:
            return None
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            local = None
        if local is None or local.tzinfo is not None or len(text) < len("2006-09-25 13:00"):
            self.wrong(column, N_("“%(text)s” is no time such as 2006-09-25 13:00."), text=text)
            return None
        try:
            to_instant(local, zone)
        except InvalidInput as refusal:
            self.wrong(column, refusal.message, **refusal.facts)
            return None
        return local

    def within(self, column: str, time: datetime | None, first: date, last: date) -> None:
        """Say so if ``time`` lies outside the days from ``first`` to ``last``."""
        if time is not None and not first <= time.date() <= last:
            self.wrong(
                column,
                N_("“%(text)s” lies outside the event, %(first)s to %(last)s."),
                text=self.text(column),
                first=first,
                last=last,
            )

    def address(self, column: str) -> str:
        """The web address there."""
        text = self.text(column, LONGEST_ADDRESS)
        if text and not text.startswith(("https://", "http://")):
            self.wrong(column, N_("An address begins with https://."))
            return ""
        return text

    def compare(self, known: object, read: object, columns: Mapping[str, str]) -> None:
        """Say which ``columns`` (by attribute) differ from the row where ``known`` was read."""
        for attribute, column in columns.items():
            if getattr(known, attribute) != getattr(read, attribute):
                self.wrong(
                    column,
                    N_("This differs from line %(other)s, which is about the same."),
                    other=getattr(known, "line", 0),
                )

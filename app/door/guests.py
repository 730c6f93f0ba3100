"""A guest as the desk knows them: a name, where from, in which group, and whether they are here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from app.core.names.parts import parse_name
from app.core.text import fold
from app.core.tickets import Ticket, TicketKind, read_ticket, ticket_code
from app.door.rules import Entry, Pool, is_double, people_here, standing


@dataclass(frozen=True, kw_only=True)
class Said(Entry):
    """An entry of the log, with when it happened and who said it."""

    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Guest:
    """One guest of one event; of addresses, answers and notes nothing is in here.

    Whoever is not ``admitted`` gave the place back or lost it; whoever ``waits`` has none yet,
    and is let in when the desk decides so. ``standing_word`` says what the
    desk should know before it counts on them ("Invited"),
    ``words`` is what they are found by, folded.
    """

    kind: TicketKind
    row_id: int
    key: str
    name: str
    pool: Pool
    sort: str = ""
    family_name: str = ""
    native_name: str = ""
    native_lang: str = ""
    offices: tuple[str, ...] = ()
    delegation: str = ""
    role: str = ""
    expected: int = 1
    counted_on: bool = True
    admitted: bool = True
    waits: bool = False
    marked_here: bool = False
    standing_word: str = ""
    note: str = ""
    words: str = ""
    entries: tuple[Said, ...] = field(default=())

    @property
    def organisation(self) -> str:
        """The first office, or the organisation of somebody who has no office here."""
        return self.offices[0] if self.offices else ""

    @property
    def subject(self) -> str:
        """The guest in one word, for forms and devices."""
        return f"{self.kind.value}-{self.key}"

    @property
    def code(self) -> str:
        """The guest's ticket."""
        return ticket_code(self.kind, self.key)

    @cached_property
    def here(self) -> int:
        """How many of the party have come; somebody marked as attending elsewhere is one."""
        if not self.entries:
            return int(self.marked_here)
        return people_here(self.entries, expected=self.expected)

    @cached_property
    def arrivals(self) -> list[Said]:
        """The arrivals that stand, the first one first."""
        said = [entry for entry in standing(self.entries) if isinstance(entry, Said)]
        return sorted(said, key=lambda entry: entry.at)

    @property
    def awaited(self) -> int:
        """How many of the party are still expected."""
        return max(self.expected - self.here, 0) if self.counted_on else 0

    @property
    def asks(self) -> int:
        """How many the desk is asked to let in: who is awaited, or all of a party that waits."""
        return max(self.expected - self.here, 0) if self.waits else self.awaited

    @property
    def places(self) -> int:
        """How many places the party takes, here or promised."""
        return max(self.expected if self.counted_on else 0, self.here)

    @property
    def double(self) -> bool:
        """Whether two devices let them in without knowing of each other."""
        return is_double(self.entries, expected=self.expected)


@dataclass(frozen=True)
class Count:
    """How many of one group, or of all, are expected and here."""

    pool: Pool | None
    expected: int
    here: int
    missing: int


def counts(guests: Collection[Guest]) -> list[Count]:
    """Return the count of each group that there is, and of all at the end."""
    by_pool: dict[Pool, list[Guest]] = {pool: [] for pool in Pool}
    for guest in guests:
        by_pool[guest.pool].append(guest)
    groups = [_count(pool, held) for pool, held in by_pool.items() if held]
    return [*groups, _count(None, guests)]


def _count(pool: Pool | None, guests: Collection[Guest]) -> Count:
    expected = sum(guest.expected for guest in guests if guest.counted_on)
    here = sum(guest.here for guest in guests)
    return Count(pool, expected, here, sum(guest.awaited for guest in guests))


def places_free(capacity: int | None, guests: Iterable[Guest]) -> int | None:
    """How many places are neither promised nor taken; below nought if too many came."""
    return None if capacity is None else capacity - sum(guest.places for guest in guests)


def family_of(name: str) -> tuple[str, str]:
    """The family name in a name of which nothing else is known, and what it is sorted by."""
    parts = parse_name(name)
    return parts.family, fold(f"{parts.family} {parts.given}") or fold(name)


def search_words(names: Iterable[str], others: Iterable[str]) -> str:
    """What a guest is found by: names as they are, names written together, and other words."""
    folded = [fold(name) for name in names if name]
    together = [name.replace(" ", "") for name in folded]
    return " ".join(dict.fromkeys([*folded, *together, *(fold(word) for word in others if word)]))


def found_by(guests: Iterable[Guest], asked: str) -> list[Guest]:
    """Return those whom a ticket or some letters name; those first whose name begins so."""
    if (ticket := read_ticket(asked)) is not None:
        return [guest for guest in guests if _holds(guest, ticket)]
    wanted = fold(asked).split()
    found = [guest for guest in guests if all(word in guest.words for word in wanted)]
    return sorted(found, key=lambda guest: not _begins(guest, wanted))


def _holds(guest: Guest, ticket: Ticket) -> bool:
    return guest.kind is ticket.kind and guest.key.startswith(ticket.key_start)


def _begins(guest: Guest, wanted: list[str]) -> bool:
    return all(f" {word}" in f" {guest.words}" for word in wanted)

"""Seats and the waiting list as numbers: how many may come, who fits, and who is next.

The database asks the same in its conditional statements (``app/registration/seats.py``); the
tests hold the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Count:
    """How full a pool is. ``capacity`` is None where any number may come.

    ``taken`` counts the seats of those registered and of those with an offer; ``waiting`` the
    parties in line. With ``passing``, a party that fits goes before one that does not.
    """

    capacity: int | None = None
    overbooking: int = 0
    taken: int = 0
    waiting: int = 0
    passing: bool = False

    @property
    def allowed(self) -> int | None:
        """How many may register: the seats, and the stated percentage more, rounded down."""
        if self.capacity is None:
            return None
        return self.capacity * (100 + self.overbooking) // 100

    @property
    def free(self) -> int | None:
        """How many more may register; None where there is no limit, never below nothing."""
        return None if self.allowed is None else max(0, self.allowed - self.taken)

    @property
    def over(self) -> int:
        """By how many the pool is over what is allowed, since that was lowered."""
        return 0 if self.allowed is None else max(0, self.taken - self.allowed)

    @property
    def has_room(self) -> bool:
        """Whether someone who comes alone gets a seat at once."""
        return self.takes(1)

    def takes(self, party: int) -> bool:
        """Whether a new ``party`` gets seats at once.

        Whoever waits does so because nothing free is large enough; so, where smaller parties
        may pass, a new one that fits takes nothing from anybody in line.
        """
        return self.fits(party) and (self.waiting == 0 or self.passing)

    def fits(self, party: int) -> bool:
        """Whether so many seats are free."""
        return self.free is None or party <= self.free


@dataclass(frozen=True)
class InLine:
    """A party that waits: ``place`` orders the line, ``size`` is how many they are."""

    id: int
    place: int
    size: int


def in_order(line: Sequence[InLine]) -> list[InLine]:
    """Return the line as it stands: by the number drawn on joining, unless staff moved somebody."""
    return sorted(line, key=lambda party: (party.place, party.id))


def next_in_line(line: Sequence[InLine], free: int | None, *, passing: bool) -> InLine | None:
    """Return who gets the next seats, or None.

    It is the first in line. A party that is larger than the ``free`` seats holds up the line;
    with ``passing``, the first that fits goes before it, and it keeps its place.
    """
    for party in in_order(line):
        if free is None or party.size <= free:
            return party
        if not passing:
            return None
    return None


def served(line: Sequence[InLine], free: int | None, *, passing: bool) -> Iterator[InLine]:
    """Yield everyone who gets seats now, in order, until none is left for the next."""
    waiting = list(line)
    while (party := next_in_line(waiting, free, passing=passing)) is not None:
        yield party
        waiting.remove(party)
        free = None if free is None else free - party.size

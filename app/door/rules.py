"""Who is here, made from what the devices at the door have said: pure.

The log holds arrivals and the taking back of arrivals, each with an id from its device. Who is
here follows from the set of them alone, whatever order they came in and however often.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DOOR_OPENS = timedelta(days=1)
DOOR_CLOSES = timedelta(hours=12)
"""How long before its start and after its end an event is at the door."""
LARGEST_PARTY = 50
CLOCK_SKEW = timedelta(days=2)
"""Further from our own clock than this, the clock of a device is not believed."""


class ArrivalKind(StrEnum):
    """What one entry of the log says."""

    ARRIVED = "arrived"
    UNDONE = "undone"


@dataclass(frozen=True)
class Entry:
    """One entry of the log about one guest, as far as it decides who is here.

    ``extra``: people above the party that was announced, let in knowingly.
    """

    op: str
    kind: ArrivalKind
    people: int = 1
    extra: bool = False
    undoes: str = ""


def standing(entries: Collection[Entry]) -> list[Entry]:
    """Return the arrivals that nobody took back, each once."""
    undone = {entry.undoes for entry in entries if entry.kind is ArrivalKind.UNDONE}
    arrived = {entry.op: entry for entry in entries if entry.kind is ArrivalKind.ARRIVED}
    return [entry for op, entry in arrived.items() if op not in undone]


def people_here(entries: Collection[Entry], *, expected: int) -> int:
    """How many of a party of ``expected`` are here.

    Two devices that both let in the same guest make one arrival of them: never more than
    expected, unless somebody said that they let in more.
    """
    let_in = standing(entries)
    announced = sum(entry.people for entry in let_in if not entry.extra)
    return min(announced, expected) + sum(entry.people for entry in let_in if entry.extra)


def is_double(entries: Collection[Entry], *, expected: int) -> bool:
    """Whether more were let in than were expected although nobody meant it."""
    return sum(entry.people for entry in standing(entries) if not entry.extra) > expected


def is_at_the_door(
    starts_at: datetime | None, ends_at: datetime | None, *, called_off: bool, at: datetime
) -> bool:
    """Whether an event is near enough in time to be checked in to."""
    if starts_at is None or ends_at is None or called_off:
        return False
    return starts_at - DOOR_OPENS <= at <= ends_at + DOOR_CLOSES


def believable(device_at: datetime, *, received_at: datetime) -> datetime:
    """When it happened: as the device says, never later than it was received, or at all odd."""
    if abs(received_at - device_at) > CLOCK_SKEW:
        return received_at
    return min(device_at, received_at)


def places_free(capacity: int | None, *, expected: int, extra: int) -> int | None:
    """How many places nobody was promised and nobody sits on; below nought if too many came."""
    return None if capacity is None else capacity - expected - extra

"""Who is here, made from what the devices at the door have said: pure.

The log holds arrivals and the taking back of arrivals, each with an id from its device. Who is
here follows from the set of them alone, whatever order they came in and however often.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.core.messages import N_
from app.participation.rules import Role, SeatState

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


class Pool(StrEnum):
    """Groups of guests that the door counts by."""

    SPEAKERS = "speakers"
    PARTICIPANTS = "participants"
    REGISTERED = "registered"
    PRESS = "press"
    CREW = "crew"
    WALK_INS = "walk_ins"


POOL_LABELS: dict[Pool, str] = {
    Pool.SPEAKERS: N_("Speakers"),
    Pool.PARTICIPANTS: N_("Invited guests"),
    Pool.REGISTERED: N_("Registered"),
    Pool.PRESS: N_("Press"),
    Pool.CREW: N_("Staff and interpreters"),
    Pool.WALK_INS: N_("Walk-ins"),
}

_SEATED_AS: tuple[tuple[Pool, frozenset[Role]], ...] = (
    (Pool.PRESS, frozenset({Role.PRESS})),
    (Pool.CREW, frozenset({Role.INTERPRETER, Role.STAFF})),
    (
        Pool.PARTICIPANTS,
        frozenset({Role.HEAD_OF_DELEGATION, Role.PARTICIPANT, Role.RAPPORTEUR, Role.OBSERVER}),
    ),
)

EXPECTED_STATES = frozenset({SeatState.ACCEPTED, SeatState.CONFIRMED, SeatState.ATTENDED})
"""The states of seats whose guests are counted on."""
KNOWN_AT_THE_DOOR = EXPECTED_STATES | {
    SeatState.INVITED,
    SeatState.TENTATIVE,
    SeatState.NO_REPLY,
    SeatState.ABSENT,
    SeatState.UNABLE_TO_ATTEND,
}
"""The states of seats whose guests are let in if they come; all others the desk does not see."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of the log about one guest, as far as it decides who is here.

    ``extra``: people above the party that was announced, let in knowingly.
    """

    op: str
    kind: ArrivalKind
    people: int = 1
    extra: bool = False
    undoes: str = ""


def pool_of(roles: Iterable[Role]) -> Pool:
    """The group of a seat: whoever does nothing but listen, report or help is no speaker."""
    held = frozenset(roles)
    for pool, kinds in _SEATED_AS:
        if held and held <= kinds:
            return pool
    return Pool.SPEAKERS if held else Pool.PARTICIPANTS


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

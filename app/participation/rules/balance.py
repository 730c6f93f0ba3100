"""The balance of a meeting: how many of each group are asked, have said yes and were there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.core.messages import N_
from app.participation.rules.roles import Role
from app.participation.rules.seats import EXPECTED_STATES, SeatState


class Axis(StrEnum):
    """One way of parting the guests into groups."""

    COUNTRY = "country"
    SECTOR = "sector"
    SIDE = "side"
    GENDER = "gender"


AXIS_LABELS: dict[Axis, str] = {
    Axis.COUNTRY: N_("Country"),
    Axis.SECTOR: N_("Sector"),
    Axis.SIDE: N_("Delegation or side"),
    Axis.GENDER: N_("Gender"),
}


class Stage(StrEnum):
    """How far a guest has come; each stage is part of the one before."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    ATTENDED = "attended"


STAGE_LABELS: dict[Stage, str] = {
    Stage.INVITED: N_("Invited"),
    Stage.ACCEPTED: N_("Accepted"),
    Stage.ATTENDED: N_("Attended"),
}

STAGE_STATES: Mapping[Stage, frozenset[SeatState]] = {
    Stage.INVITED: EXPECTED_STATES | {SeatState.INVITED, SeatState.TENTATIVE},
    Stage.ACCEPTED: EXPECTED_STATES,
    Stage.ATTENDED: frozenset({SeatState.ATTENDED}),
}
"""Who counts at each stage: whoever was asked and has not said no, and so on."""

NOT_COUNTED = frozenset({Role.INTERPRETER, Role.PRESS, Role.STAFF})
"""Whoever has no other role than these works at the meeting, and is no part of its balance."""


@dataclass(frozen=True)
class Tally:
    """One group: how many at each stage, and how many there should be (0 if nobody said)."""

    value: str
    label: str
    counts: Mapping[Stage, int]
    wanted: int = 0

    @property
    def gap(self) -> Gap | None:
        """What is missing, or None where enough have said yes or nothing was wanted."""
        missing = self.wanted - self.counts[Stage.ACCEPTED]
        if missing <= 0:
            return None
        pending = self.counts[Stage.INVITED] - self.counts[Stage.ACCEPTED]
        return Gap(missing, pending, max(0, missing - pending))


@dataclass(frozen=True)
class Gap:
    """So many are ``missing``; of these ``pending`` may still say yes; so many are ``to_ask``."""

    missing: int
    pending: int
    to_ask: int


def scale_of(tallies: Iterable[Tally]) -> int:
    """What the whole width of a bar stands for: the largest count or target, at least 1."""
    return (
        max(
            (max(tally.wanted, *tally.counts.values()) for tally in tallies),
            default=1,
        )
        or 1
    )

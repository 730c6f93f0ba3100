"""What a game is at one moment, as far as decisions need it. Words that were written stand in items.

Readers are named by text: the key of a team, or ``team/role`` for one role of it. ``CONTROL``
reads everything, so nothing is ever delivered to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.games.engine.clock import Clock
from app.games.rules import Act, MoveState, Phase, Standing

CONTROL = "control"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the log: ``seq`` counts from 1, ``at`` is an instant in UTC."""

    seq: int
    at: datetime
    act: Act
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """What is to be written; ``to`` are the readers to whom it delivers words."""

    act: Act
    data: Mapping[str, Any] = field(default_factory=dict)
    to: tuple[str, ...] = ()

    @property
    def recorded(self) -> dict[str, Any]:
        """The data of the entry, its readers included."""
        return {**self.data, "to": list(self.to)} if self.to else dict(self.data)


@dataclass(frozen=True, kw_only=True)
class MovePlay:
    """A move as played, with its own clock; decisions are due after ``due_seconds`` of play."""

    state: MoveState
    clock: Clock
    due_seconds: int | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class InjectPlay:
    """Where an inject stands, since which entry."""

    standing: Standing
    seq: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class HeldMessage:
    """A message that waits for control: from whom, to whom."""

    sender: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """The latest version of a team's decision."""

    version: int
    seq: int
    at: datetime
    late: bool


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """A ruling stays; a later one may take its place."""

    move: int
    teams: tuple[str, ...]
    superseded_by: int | None = None
    published_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Check:
    """A communication check: when it was called, and who has answered (the keys of their seats)."""

    called_at: datetime
    answered: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GameState:
    """All that follows from the log up to entry ``seq``; keys of mappings are text throughout."""

    seq: int = 0
    phase: Phase = Phase.SCHEDULED
    move: int = 0
    moves: dict[str, MovePlay] = field(default_factory=dict)
    injects: dict[str, InjectPlay] = field(default_factory=dict)
    scenarios: dict[str, dict[str, int]] = field(default_factory=dict)
    held: dict[str, HeldMessage] = field(default_factory=dict)
    submissions: dict[str, Submitted] = field(default_factory=dict)
    rulings: dict[str, Ruling] = field(default_factory=dict)
    indicators: dict[str, int] = field(default_factory=dict)
    check: Check | None = None

    @property
    def current(self) -> MovePlay | None:
        """The move that was opened last."""
        return self.moves.get(str(self.move))

    @property
    def clock(self) -> Clock | None:
        """The clock of the present move; None before the first."""
        return self.current.clock if self.current else None

    def standing_of(self, inject: str) -> Standing:
        """Where the inject with that key stands."""
        played = self.injects.get(inject)
        return played.standing if played else Standing.WAITING

    def game_time(self, at: datetime) -> datetime | None:
        """What the game's own clock shows at the instant ``at``; it stands still after the end."""
        return self.clock.game_time(at) if self.clock else None


def submission_key(move: int, team: str) -> str:
    """Under which key the decision of ``team`` in ``move`` stands in ``GameState.submissions``."""
    return f"{move}/{team}"

"""One inject as a line of the list, and what a game is known by: pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.games.rules import InjectKind, Medium, Readiness


@dataclass(frozen=True, kw_only=True)
class Line:
    """What the list says of an inject. ``to`` are readers as the engine names them, in order."""

    number: str
    title: str
    move: int | None = None
    planned_at: datetime | None = None
    offset_seconds: int | None = None
    game_at: datetime | None = None
    sender: str = ""
    to: tuple[str, ...] = ()
    medium: Medium = Medium.CABLE
    kind: InjectKind = InjectKind.SCRIPTED
    readiness: Readiness = Readiness.DRAFT
    depends_on: str = ""
    body: str = ""
    controller: str = ""
    expected: str = ""
    objective: str = ""


@dataclass(frozen=True)
class MoveTimes:
    """From when to when a move is planned, as far as that is known."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Known:
    """The game that a list is for: its zone, moves, readers (by key, with their labels) and injects."""

    zone: str
    moves: Mapping[int, MoveTimes] = field(default_factory=dict)
    readers: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)
    released: frozenset[str] = frozenset()

"""What decisions must know of the design and of who acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class InjectPlan:
    """An inject as designed: of which move, when (an instant, or seconds of play), to whom, after which.

    ``usable`` once it is approved; ``scheduled`` if the clock releases it by itself.
    """

    key: str
    number: str
    to: tuple[str, ...]
    move: int | None = None
    planned_at: datetime | None = None
    offset_seconds: int | None = None
    depends_on: str | None = None
    usable: bool = True
    scheduled: bool = False


@dataclass(frozen=True, kw_only=True)
class MovePlan:
    """A move as designed."""

    number: int
    situation_at: datetime | None = None
    pace: int = 1
    due_seconds: int | None = None


@dataclass(frozen=True, kw_only=True)
class Player:
    """Who plays: the key of the seat, the team, the roles held now. Observers have no team."""

    seat: str
    team: str | None
    roles: tuple[str, ...] = ()
    may_submit: bool = False

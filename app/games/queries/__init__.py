"""What is asked of games."""

from __future__ import annotations

from app.games.queries.plans import (
    KnownReaders,
    is_led,
    move_plan,
    plan_of,
    player_of,
    readers_known,
    team_keys,
)
from app.games.queries.state import entries_after, game_of, state_of

__all__ = [
    "KnownReaders",
    "entries_after",
    "game_of",
    "is_led",
    "move_plan",
    "plan_of",
    "player_of",
    "readers_known",
    "state_of",
    "team_keys",
]

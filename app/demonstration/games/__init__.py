"""The peace games of the demonstration: one of the past, played to its end, and one ready to start."""

from __future__ import annotations

from app.demonstration.games.past import add_past_game
from app.demonstration.games.ready import add_ready_game

__all__ = ["add_past_game", "add_ready_game"]

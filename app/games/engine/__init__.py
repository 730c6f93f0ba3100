"""The engine of peace games: pure, without a database and without a clock of its own.

A game is a fold of its log. ``decisions`` say whether something may be done now and return the
step to be written; ``fold`` says what an entry makes of the state. A refused action raises and
leaves no trace. The same log always makes the same state, byte for byte (``forms.written``).
"""

from __future__ import annotations

from app.games.engine.clock import Clock, Pause
from app.games.engine.fold import fold, replay
from app.games.engine.forms import read, written
from app.games.engine.plans import InjectPlan, MovePlan, Player
from app.games.engine.schedule import due_at, falls_due, is_late, is_soon, submission_due_at
from app.games.engine.state import (
    CONTROL,
    Check,
    Entry,
    GameState,
    HeldMessage,
    InjectPlay,
    MovePlay,
    Ruling,
    Step,
    Submitted,
    submission_key,
)

__all__ = [
    "CONTROL",
    "Check",
    "Clock",
    "Entry",
    "GameState",
    "HeldMessage",
    "InjectPlan",
    "InjectPlay",
    "MovePlan",
    "MovePlay",
    "Pause",
    "Player",
    "Ruling",
    "Step",
    "Submitted",
    "due_at",
    "falls_due",
    "fold",
    "is_late",
    "is_soon",
    "read",
    "replay",
    "submission_due_at",
    "submission_key",
    "written",
]

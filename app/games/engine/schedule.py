"""When things fall due, and what is late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from app.games.engine.plans import InjectPlan
from app.games.engine.state import GameState
from app.games.rules import Phase, Standing

SOON = timedelta(minutes=10)


def due_at(plan: InjectPlan, state: GameState) -> datetime | None:
    """When the inject falls due, in UTC, moved by the pauses of its move and of those after it.

    None if it has no time, or counts from the opening of a move that is not open yet.
    """
    played = state.moves.get(str(plan.move))
    planned = plan.planned_at
    if played is None or plan.move is None:
        return planned
    if plan.offset_seconds is not None:
        planned = played.clock.opened_at + timedelta(seconds=plan.offset_seconds)
    for number in range(plan.move, state.move + 1):
        clock = state.moves[str(number)].clock
        planned = clock.shifted(planned) if planned else None
    return planned


def submission_due_at(state: GameState, move: int) -> datetime | None:
    """Until when a decision in ``move`` is in time, in UTC; None where no time was set."""
    played = state.moves.get(str(move))
    if played is None or played.due_seconds is None:
        return None
    return played.clock.submission_due(played.due_seconds)


def is_late(plan: InjectPlan, state: GameState, at: datetime) -> bool:
    """Whether it should have been released by ``at`` and was neither released, held nor skipped."""
    due = due_at(plan, state)
    waits = state.standing_of(plan.key) is Standing.WAITING
    return waits and state.phase is Phase.RUNNING and due is not None and due <= at


def is_soon(plan: InjectPlan, state: GameState, at: datetime) -> bool:
    """Whether it falls due within ten minutes from ``at``."""
    due = due_at(plan, state)
    waits = state.standing_of(plan.key) is Standing.WAITING
    return waits and due is not None and at < due <= at + SOON


def falls_due(plans: Iterable[InjectPlan], state: GameState, at: datetime) -> list[InjectPlan]:
    """The scheduled injects that the clock is to release at ``at``, those due first in front.

    None while the game is paused, none of a move that was not opened, and none before what it
    depends on.
    """
    if state.phase is not Phase.RUNNING:
        return []
    due = [
        (when, plan)
        for plan in plans
        if plan.scheduled
        and plan.usable
        and plan.move is not None
        and 0 < plan.move <= state.move
        and state.standing_of(plan.key) is Standing.WAITING
        and (plan.depends_on is None or state.standing_of(plan.depends_on) is Standing.RELEASED)
        and (when := due_at(plan, state)) is not None
        and when <= at
    ]
    return [plan for _when, plan in sorted(due, key=lambda one: (one[0], one[1].number))]

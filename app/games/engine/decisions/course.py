"""The course of a game: start, pause, moves, end."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import Refused
from app.core.messages import N_
from app.games.engine.plans import MovePlan
from app.games.engine.state import GameState, Step
from app.games.rules import Act, MoveState, Phase


def require_running(state: GameState) -> None:
    """Raise Refused with the reason if the game is not being played at this moment."""
    if state.phase is Phase.SCHEDULED:
        raise Refused(N_("The game has not started yet."))
    if state.phase is Phase.PAUSED:
        raise Refused(N_("The game is paused. It goes on when control resumes it."))
    if state.phase.is_over:
        raise Refused(N_("The game is over."))


def begin(state: GameState) -> Step:
    """STARTEX."""
    if state.phase is not Phase.SCHEDULED:
        raise Refused(N_("The game has started already."))
    return Step(Act.BEGIN)


def pause(state: GameState) -> Step:
    """PAUSEX: the clock stands still, and nothing falls due."""
    require_running(state)
    return Step(Act.PAUSE)


def resume(state: GameState) -> Step:
    """Let the clock go on; all that was to fall due is moved by the length of the pause."""
    if state.phase is not Phase.PAUSED:
        raise Refused(N_("The game is not paused."))
    return Step(Act.RESUME)


def finish(state: GameState) -> Step:
    """ENDEX. Also out of a pause: many games end in one."""
    if state.phase not in {Phase.RUNNING, Phase.PAUSED}:
        require_running(state)
    return Step(Act.FINISH)


def call_off(state: GameState, *, reason: str) -> Step:
    """Give the game up, for a ``reason`` that control alone reads."""
    if state.phase.is_over:
        raise Refused(N_("The game is over."))
    return Step(Act.CALL_OFF, {"why": reason})


def open_move(state: GameState, plan: MovePlan, *, to: Sequence[str]) -> Step:
    """Open the move after the present one and put its situation before ``to``."""
    require_running(state)
    if plan.number <= state.move:
        raise Refused(N_("Move %(number)s was opened already."), number=plan.number)
    if plan.number != state.move + 1:
        raise Refused(N_("Move %(number)s comes first."), number=state.move + 1)
    if state.current is not None and state.current.state is MoveState.OPEN:
        raise Refused(N_("Close move %(number)s first."), number=state.move)
    situation = plan.situation_at.isoformat() if plan.situation_at else None
    return Step(
        Act.OPEN_MOVE,
        {
            "number": plan.number,
            "situation_at": situation,
            "pace": plan.pace,
            "due_seconds": plan.due_seconds,
        },
        tuple(to),
    )


def close_move(state: GameState, *, number: int | None = None) -> Step:
    """Close the submissions of the present move; what still comes is late, and marked so.

    ``number`` is the move that is meant, where one was named: no other is closed in its place.
    """
    require_running(state)
    if number is not None and number < state.move:
        raise Refused(N_("Move %(number)s has been opened meanwhile."), number=state.move)
    if number is not None and number > state.move:
        raise Refused(N_("Move %(number)s was not opened yet."), number=number)
    if state.current is None or state.current.state is not MoveState.OPEN:
        raise Refused(N_("No move is open."))
    return Step(Act.CLOSE_MOVE, {"number": state.move})


def call_check(state: GameState, *, to: Sequence[str]) -> Step:
    """Ask every player whether this reaches them, before the start or at any time in play."""
    if state.phase.is_over:
        raise Refused(N_("The game is over."))
    return Step(Act.CALL_CHECK, {}, tuple(to))

"""What players may do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.core.errors import Refused
from app.core.messages import N_
from app.games.engine.decisions.course import require_running
from app.games.engine.decisions.injects import readers_once
from app.games.engine.plans import Player
from app.games.engine.schedule import submission_due_at
from app.games.engine.state import CONTROL, GameState, Step, submission_key
from app.games.rules import Act, MoveState, Traffic


def send_message(
    state: GameState, by: Player, *, to: Sequence[str], traffic: Traffic, role: str | None = None
) -> Step:
    """Write from one's team (as ``role``, if one is named) to other readers, or to control.

    Where messages go through control they are held, and stand before their own team alone.
    """
    require_running(state)
    if by.team is None:
        raise Refused(N_("Observers look on and do not write."))
    if role is not None and role not in by.roles:
        raise Refused(N_("This role is not yours."))
    others = [one for one in to if one != CONTROL]
    if others and traffic is Traffic.TO_CONTROL_ONLY:
        raise Refused(N_("In this game you write to control alone."))
    addressed = readers_once(others) if others else ()
    held = bool(addressed) and traffic is Traffic.THROUGH_CONTROL
    if not addressed and CONTROL not in to:
        readers_once(others)
    sender = f"{by.team}/{role}" if role else by.team
    delivered = () if held else tuple(one for one in addressed if one != by.team)
    return Step(
        Act.SEND_MESSAGE,
        {
            "sender": sender,
            "addressed": list(addressed),
            "to_control": CONTROL in to,
            "held": held,
        },
        (by.team, *delivered),
    )


def submit(state: GameState, by: Player, *, at: datetime) -> Step:
    """Hand in the decision of one's team for the present move, or another version of it.

    What comes after its time, or after submissions were closed, is accepted and marked late;
    once the move is adjudicated it is too late.
    """
    require_running(state)
    if by.team is None:
        raise Refused(N_("Observers look on and do not write."))
    if not by.may_submit:
        raise Refused(N_("The decision is handed in by whoever leads your team."))
    move = state.current
    if move is None or move.state not in {MoveState.OPEN, MoveState.CLOSED}:
        raise Refused(N_("No decision is asked for at this moment."))
    due = submission_due_at(state, state.move)
    before = state.submissions.get(submission_key(state.move, by.team))
    return Step(
        Act.SUBMIT,
        {
            "move": state.move,
            "team": by.team,
            "version": before.version + 1 if before else 1,
            "late": move.state is MoveState.CLOSED or (due is not None and at > due),
        },
        (by.team,),
    )


def answer_check(state: GameState, by: Player) -> Step:
    """Say that the communication check has reached one."""
    if state.check is None:
        raise Refused(N_("Nobody has asked."))
    if by.seat in state.check.answered:
        raise Refused(N_("You have answered already. Thank you."))
    return Step(Act.ANSWER_CHECK, {"seat": by.seat})

"""What control puts before the players: scenarios and injects. Each is delivered once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.games.engine.decisions.course import require_running
from app.games.engine.plans import InjectPlan
from app.games.engine.schedule import due_at
from app.games.engine.state import GameState, Step
from app.games.rules import Act, Phase, Standing, is_whole_team, team_in


def release_scenario(state: GameState, *, scenario: str, version: int, to: Sequence[str]) -> Step:
    """Give a scenario to the teams ``to`` that do not have this version yet."""
    if state.phase.is_over:
        raise Refused(N_("The game is over."))
    if not to:
        raise InvalidInput(N_("Say to whom it goes."))
    given = state.scenarios.get(scenario, {})
    new = tuple(team for team in to if given.get(team, 0) < version)
    if not new:
        raise Refused(N_("These teams have it already."))
    return Step(Act.RELEASE_SCENARIO, {"scenario": scenario, "version": version}, new)


def release_inject(
    state: GameState,
    plan: InjectPlan,
    *,
    at: datetime,
    by_clock: bool = False,
    despite: bool = False,
) -> Step:
    """Put an inject before its readers. Once released it stays so.

    The clock releases only what is scheduled, and nothing before its time. Control may release
    earlier, and ``despite`` that what it depends on has not been released.
    """
    require_running(state)
    standing = state.standing_of(plan.key)
    if standing is Standing.RELEASED:
        raise Refused(N_("Inject %(number)s was released already."), number=plan.number)
    if standing is Standing.SKIPPED:
        raise Refused(
            N_("Inject %(number)s was skipped. Put it back on the list first."), number=plan.number
        )
    if not plan.usable:
        raise Refused(N_("Inject %(number)s is a draft. Approve it first."), number=plan.number)
    if not plan.to:
        raise Refused(N_("Inject %(number)s goes to nobody."), number=plan.number)
    if plan.move is not None and plan.move > state.move:
        raise Refused(
            N_("Inject %(number)s belongs to move %(move)s, which is not open yet."),
            number=plan.number,
            move=plan.move,
        )
    if not despite:
        _require_what_it_depends_on(state, plan)
    due = due_at(plan, state)
    if by_clock and (not plan.scheduled or standing is Standing.HELD or due is None or due > at):
        raise Refused(N_("Inject %(number)s is not due."), number=plan.number)
    return Step(
        Act.RELEASE_INJECT,
        {
            "inject": plan.key,
            "number": plan.number,
            "due_at": due.isoformat() if due else None,
            "by_clock": by_clock,
        },
        plan.to,
    )


def _require_what_it_depends_on(state: GameState, plan: InjectPlan) -> None:
    if plan.depends_on is None:
        return
    before = state.standing_of(plan.depends_on)
    if before is Standing.SKIPPED:
        raise Refused(N_("It depends on an inject that was skipped."))
    if before is not Standing.RELEASED:
        raise Refused(N_("It depends on an inject that has not been released."))


def hold_inject(state: GameState, plan: InjectPlan) -> Step:
    """Keep an inject back until control releases it by hand."""
    _require_in_play(state)
    if state.standing_of(plan.key) is not Standing.WAITING:
        raise Refused(N_("Only an inject that waits can be held."))
    return Step(Act.HOLD_INJECT, {"inject": plan.key, "number": plan.number})


def skip_inject(state: GameState, plan: InjectPlan, *, reason: str) -> Step:
    """Leave an inject out; it keeps its number and its place on the list."""
    _require_in_play(state)
    if state.standing_of(plan.key) not in {Standing.WAITING, Standing.HELD}:
        raise Refused(N_("Only an inject that waits or is held can be skipped."))
    return Step(Act.SKIP_INJECT, {"inject": plan.key, "number": plan.number, "why": reason})


def restore_inject(state: GameState, plan: InjectPlan) -> Step:
    """Put an inject that was held or skipped back on the list."""
    _require_in_play(state)
    if state.standing_of(plan.key) not in {Standing.HELD, Standing.SKIPPED}:
        raise Refused(N_("It stands on the list."))
    return Step(Act.RESTORE_INJECT, {"inject": plan.key, "number": plan.number})


def _require_in_play(state: GameState) -> None:
    if state.phase is Phase.SCHEDULED or state.phase.is_over:
        require_running(state)


def readers_once(to: Sequence[str]) -> tuple[str, ...]:
    """Return the readers, each once; a role is left out where its whole team reads. Raises InvalidInput."""
    whole = {one for one in to if is_whole_team(one)}
    readers = tuple(dict.fromkeys(one for one in to if one in whole or team_in(one) not in whole))
    if not readers:
        raise InvalidInput(N_("Say to whom it goes."))
    return readers

"""What control does about what players did: traffic, rulings, indicators, corrections, observations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.games.engine.decisions.course import require_running
from app.games.engine.decisions.injects import readers_once
from app.games.engine.state import GameState, Step
from app.games.rules import Act, Method, MoveState, Phase, Rewritten, team_in

SIDES = range(2, 101)


def forward_message(state: GameState, *, message: int) -> Step:
    """Pass a held message on to those it was written to; ``message`` is its entry's number."""
    require_running(state)
    held = state.held.get(str(message))
    if held is None:
        raise Refused(N_("This message does not wait any more."))
    team = team_in(held.sender)
    return Step(
        Act.FORWARD_MESSAGE, {"message": message}, tuple(to for to in held.to if to != team)
    )


def block_message(state: GameState, *, message: int, reason: str) -> Step:
    """Do not pass a held message on, for a ``reason`` that control alone reads."""
    if str(message) not in state.held:
        raise Refused(N_("This message does not wait any more."))
    return Step(Act.BLOCK_MESSAGE, {"message": message, "why": reason})


def adjudicate(
    state: GameState,
    *,
    move: int,
    teams: Sequence[str],
    method: Method,
    arguments_for: str = "",
    arguments_against: str = "",
    die: tuple[int, int, int] | None = None,
    votes: tuple[int, int] | None = None,
    reasons: str,
    supersedes: int | None = None,
) -> Step:
    """Rule on what ``teams`` decided in ``move``, and say why.

    ``die`` is (sides, needed at least, rolled); ``votes`` are (for, against). A ruling that
    changes an earlier one on that move names it and takes its place; nothing is overwritten.
    """
    _require_played(state)
    played = state.moves.get(str(move))
    if played is None:
        raise Refused(N_("This move was not played yet."))
    if played.state is MoveState.OPEN and method is Method.FREE and not teams:
        raise InvalidInput(N_("Say whose decision you rule on."))
    if not reasons:
        raise InvalidInput(N_("Write the reasons: they are what people ask for later."))
    if die is not None and not (
        die[0] in SIDES and 1 <= die[1] <= die[0] and 1 <= die[2] <= die[0]
    ):
        raise InvalidInput(N_("The die has 2 to 100 sides, and what is needed is on it."))
    if supersedes is not None:
        before = state.rulings.get(str(supersedes))
        if before is None or before.superseded_by is not None:
            raise Refused(N_("That ruling does not stand any more."))
        if before.move != move:
            raise Refused(N_("That ruling is on another move."))
    return Step(
        Act.ADJUDICATE,
        {
            "move": move,
            "teams": list(teams),
            "method": method.value,
            "for": arguments_for,
            "against": arguments_against,
            "die": list(die) if die else None,
            "votes": list(votes) if votes else None,
            "reasons": reasons,
            "supersedes": supersedes,
        },
    )


def publish_outcome(state: GameState, *, ruling: int, to: Sequence[str]) -> Step:
    """Tell ``to`` what came of it; who was told before is not told twice."""
    _require_played(state)
    made = state.rulings.get(str(ruling))
    if made is None or made.superseded_by is not None:
        raise Refused(N_("That ruling does not stand any more."))
    new = tuple(one for one in readers_once(to) if one not in made.published_to)
    if not new:
        raise Refused(N_("They have been told already."))
    return Step(Act.PUBLISH_OUTCOME, {"ruling": ruling}, new)


def set_indicator(
    state: GameState,
    *,
    indicator: str,
    value: int,
    scale: tuple[int, int],
    reason: str = "",
    to: Sequence[str] = (),
) -> Step:
    """Set an indicator to a ``value`` on its ``scale``, and show it to whoever sees it."""
    _require_played(state)
    low, high = scale
    if not low <= value <= high:
        raise InvalidInput(N_("Choose a value from %(low)s to %(high)s."), low=low, high=high)
    if state.indicators.get(indicator) == value:
        raise Refused(N_("That is its value already."))
    return Step(
        Act.SET_INDICATOR, {"indicator": indicator, "value": value, "why": reason}, tuple(to)
    )


def correct(state: GameState, *, entry: int, to: Sequence[str]) -> Step:
    """Correct the words of an earlier ``entry`` before the readers ``to`` whom it had reached.

    What waits for control has not reached those it is for: they would read the wrong words alone.
    """
    _require_played(state)
    if str(entry) in state.held:
        raise Refused(N_("It has not been passed on yet. Block it, and let its team write anew."))
    if not to:
        raise Refused(N_("Nobody has read it, so there is nothing to correct."))
    return Step(Act.CORRECT, {"entry": entry}, tuple(to))


def observe(state: GameState, *, text: str, about: int | None = None) -> Step:
    """Note what was observed, tied to this moment of play or to an entry ``about`` which it is."""
    if not text:
        raise InvalidInput(N_("Write what you observed."))
    del state
    return Step(Act.OBSERVE, {"text": text, "about": about})


def recast(
    state: GameState, *, seat: str, was: str | None, became: str | None, from_move: int
) -> Step:
    """Note that ``seat`` plays another role from that move on; None is no role. A log names no person."""
    if state.phase.is_over:
        raise Refused(N_("The game is over."))
    return Step(Act.RECAST, {"seat": seat, "was": was, "became": became, "from_move": from_move})


def rewrite(
    state: GameState,
    *,
    what: Rewritten,
    about: str | None,
    was: Mapping[str, Any],
    became: Mapping[str, Any],
) -> Step:
    """Note that the design was written anew during play: ``what`` of which reader or indicator, and how."""
    if state.phase.is_over:
        raise Refused(N_("The game is over."))
    changed = {name for name in became if was.get(name) != became[name]}
    return Step(
        Act.REWRITE,
        {
            "what": what.value,
            "of": about,
            "was": {name: was.get(name) for name in sorted(changed)},
            "became": {name: became[name] for name in sorted(changed)},
        },
    )


def _require_played(state: GameState) -> None:
    """Raise Refused before the start; in a pause control goes on working, and after the end it may rule."""
    if state.phase in {Phase.SCHEDULED, Phase.CANCELLED}:
        require_running(state)

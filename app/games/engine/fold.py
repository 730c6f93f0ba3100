"""What each entry makes of the state. Nothing is refused here: what is in the log happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.games.engine.clock import Clock
from app.games.engine.state import (
    Check,
    Entry,
    GameState,
    HeldMessage,
    InjectPlay,
    MovePlay,
    Ruling,
    Submitted,
    submission_key,
)
from app.games.rules import Act, MoveState, Phase, Standing


def replay(entries: Iterable[Entry], state: GameState | None = None) -> GameState:
    """Fold ``entries`` in their order, from nothing or from a ``state`` in between."""
    state = state or GameState()
    for entry in entries:
        state = fold(state, entry)
    return state


def fold(state: GameState, entry: Entry) -> GameState:
    """Return what ``entry`` makes of ``state``. Raises ValueError where the log has a gap."""
    if entry.seq != state.seq + 1:
        raise ValueError(f"Entry {entry.seq} cannot follow entry {state.seq}.")
    changed = _FOLDS.get(entry.act, _nothing)(state, entry)
    return replace(changed, seq=entry.seq)


def _nothing(state: GameState, _entry: Entry) -> GameState:
    return state


def _begin(state: GameState, _entry: Entry) -> GameState:
    return replace(state, phase=Phase.RUNNING)


def _pause(state: GameState, entry: Entry) -> GameState:
    return _stopped(state, entry, Phase.PAUSED)


def _resume(state: GameState, entry: Entry) -> GameState:
    if state.clock is not None and state.clock.is_paused:
        state = _with_clock(state, state.clock.resumed(entry.at))
    return replace(state, phase=Phase.RUNNING)


def _finish(state: GameState, entry: Entry) -> GameState:
    return _stopped(state, entry, Phase.FINISHED)


def _call_off(state: GameState, entry: Entry) -> GameState:
    return _stopped(state, entry, Phase.CANCELLED)


def _stopped(state: GameState, entry: Entry, phase: Phase) -> GameState:
    if state.clock is not None and not state.clock.is_paused:
        state = _with_clock(state, state.clock.paused(entry.at))
    return replace(state, phase=phase)


def _with_clock(state: GameState, clock: Clock) -> GameState:
    return _changed_move(state, state.move, clock=clock)


def _changed_move(state: GameState, number: int, /, **changes: Any) -> GameState:
    moved = replace(state.moves[str(number)], **changes)
    return replace(state, moves={**state.moves, str(number): moved})


def _open_move(state: GameState, entry: Entry) -> GameState:
    number: int = entry.data["number"]
    situation: str | None = entry.data.get("situation_at")
    clock = Clock(
        opened_at=entry.at,
        situation_at=datetime.fromisoformat(situation) if situation else None,
        pace=entry.data.get("pace", 1),
    )
    move = MovePlay(state=MoveState.OPEN, clock=clock, due_seconds=entry.data.get("due_seconds"))
    return replace(state, move=number, moves={**state.moves, str(number): move})


def _close_move(state: GameState, entry: Entry) -> GameState:
    return _changed_move(state, entry.data["number"], state=MoveState.CLOSED, closed_at=entry.at)


def _release_scenario(state: GameState, entry: Entry) -> GameState:
    key: str = entry.data["scenario"]
    given = {
        **state.scenarios.get(key, {}),
        **dict.fromkeys(entry.data["to"], entry.data["version"]),
    }
    return replace(state, scenarios={**state.scenarios, key: given})


def _inject(standing: Standing) -> Callable[[GameState, Entry], GameState]:
    def stand(state: GameState, entry: Entry) -> GameState:
        play = InjectPlay(standing=standing, seq=entry.seq, at=entry.at)
        return replace(state, injects={**state.injects, entry.data["inject"]: play})

    return stand


def _send_message(state: GameState, entry: Entry) -> GameState:
    if not entry.data.get("held"):
        return state
    held = HeldMessage(sender=entry.data["sender"], to=tuple(entry.data["addressed"]))
    return replace(state, held={**state.held, str(entry.seq): held})


def _settle_message(state: GameState, entry: Entry) -> GameState:
    left = {seq: one for seq, one in state.held.items() if seq != str(entry.data["message"])}
    return replace(state, held=left)


def _submit(state: GameState, entry: Entry) -> GameState:
    made = Submitted(
        version=entry.data["version"], seq=entry.seq, at=entry.at, late=entry.data["late"]
    )
    key = submission_key(entry.data["move"], entry.data["team"])
    return replace(state, submissions={**state.submissions, key: made})


def _adjudicate(state: GameState, entry: Entry) -> GameState:
    rulings = dict(state.rulings)
    if (before := entry.data.get("supersedes")) is not None:
        rulings[str(before)] = replace(rulings[str(before)], superseded_by=entry.seq)
    move: int = entry.data["move"]
    rulings[str(entry.seq)] = Ruling(move=move, teams=tuple(entry.data["teams"]))
    state = replace(state, rulings=rulings)
    if state.moves[str(move)].state is MoveState.CLOSED:
        return _changed_move(state, move, state=MoveState.ADJUDICATED)
    return state


def _publish_outcome(state: GameState, entry: Entry) -> GameState:
    key = str(entry.data["ruling"])
    ruling = state.rulings[key]
    told = (*ruling.published_to, *(to for to in entry.data["to"] if to not in ruling.published_to))
    state = replace(state, rulings={**state.rulings, key: replace(ruling, published_to=told)})
    if state.moves[str(ruling.move)].state is MoveState.ADJUDICATED:
        return _changed_move(state, ruling.move, state=MoveState.PUBLISHED)
    return state


def _set_indicator(state: GameState, entry: Entry) -> GameState:
    values = {**state.indicators, entry.data["indicator"]: entry.data["value"]}
    return replace(state, indicators=values)


def _call_check(state: GameState, entry: Entry) -> GameState:
    return replace(state, check=Check(called_at=entry.at))


def _answer_check(state: GameState, entry: Entry) -> GameState:
    if state.check is None:
        return state
    answered = (*state.check.answered, entry.data["seat"])
    return replace(state, check=replace(state.check, answered=answered))


_FOLDS: dict[Act, Callable[[GameState, Entry], GameState]] = {
    Act.BEGIN: _begin,
    Act.PAUSE: _pause,
    Act.RESUME: _resume,
    Act.FINISH: _finish,
    Act.CALL_OFF: _call_off,
    Act.OPEN_MOVE: _open_move,
    Act.CLOSE_MOVE: _close_move,
    Act.RELEASE_SCENARIO: _release_scenario,
    Act.RELEASE_INJECT: _inject(Standing.RELEASED),
    Act.HOLD_INJECT: _inject(Standing.HELD),
    Act.SKIP_INJECT: _inject(Standing.SKIPPED),
    Act.RESTORE_INJECT: _inject(Standing.WAITING),
    Act.SEND_MESSAGE: _send_message,
    Act.FORWARD_MESSAGE: _settle_message,
    Act.BLOCK_MESSAGE: _settle_message,
    Act.SUBMIT: _submit,
    Act.ADJUDICATE: _adjudicate,
    Act.PUBLISH_OUTCOME: _publish_outcome,
    Act.SET_INDICATOR: _set_indicator,
    Act.CALL_CHECK: _call_check,
    Act.ANSWER_CHECK: _answer_check,
}

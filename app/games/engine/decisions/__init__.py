"""Whether something may be done now, and the step that is then written. Each raises Refused if not."""

from __future__ import annotations

from app.games.engine.decisions.course import (
    begin,
    call_check,
    call_off,
    close_move,
    finish,
    open_move,
    pause,
    resume,
)
from app.games.engine.decisions.injects import (
    hold_inject,
    release_inject,
    release_scenario,
    restore_inject,
    skip_inject,
)
from app.games.engine.decisions.players import answer_check, send_message, submit
from app.games.engine.decisions.ruling import (
    adjudicate,
    block_message,
    correct,
    forward_message,
    observe,
    publish_outcome,
    recast,
    rewrite,
    set_indicator,
)

__all__ = [
    "adjudicate",
    "answer_check",
    "begin",
    "block_message",
    "call_check",
    "call_off",
    "close_move",
    "correct",
    "finish",
    "forward_message",
    "hold_inject",
    "observe",
    "open_move",
    "pause",
    "publish_outcome",
    "recast",
    "release_inject",
    "release_scenario",
    "restore_inject",
    "resume",
    "rewrite",
    "send_message",
    "set_indicator",
    "skip_inject",
    "submit",
]

"""What sort of session something is, told from what other systems call it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.core.text import fold
from app.events.rules import SessionKind

_KINDS: Mapping[SessionKind, str] = {
    SessionKind.KEYNOTE: r"keynote|기조연설|기조 연설",
    SessionKind.PANEL: r"panel|podium|panel discussion|debate|패널",
    SessionKind.ROUNDTABLE: r"round ?table|원탁",
    SessionKind.REMARKS: r"(opening|closing|welcome|welcoming) (remarks|address|session|ceremony)|opening|closing|welcome|개회사|폐회사",
    SessionKind.BREAK: r"(coffee|tea|lunch|short)? ?break|pause|intermission|휴식",
    SessionKind.MEAL: r"lunch|dinner|breakfast|banquet|reception|점심|만찬|오찬",
    SessionKind.REGISTRATION: r"registration|check ?in|등록",
    SessionKind.TOUR: r"tour|excursion",
}
_WHOLE = {kind: re.compile(rf"^(?:{words})(?: session)?$") for kind, words in _KINDS.items()}


def session_kind(*names: str) -> SessionKind:
    """The kind that the first name means which means any; else just a session."""
    for name in names:
        plain = fold(name.replace("_", " "))[:100]
        for kind, words in _WHOLE.items():
            if words.match(plain):
                return kind
    return SessionKind.SESSION

"""What other systems call the state of somebody, and which state of a seat that is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.core.names.parts import folded_words
from app.core.text import fold
from app.participation.rules import ROLE_LABELS, Role, SeatState

_WORDS = {
    SeatState.SHORTLISTED: """submitted; pending; draft; new; open; in review; under review; awaiting approval;
        waiting for approval; waiting; waitlisted; waiting list; not yet approved; wartend; en attente; 대기; 승인대기""",
    SeatState.INVITED: "invited; sent; no reply; eingeladen; invite; invitado; 초청; 초대",
    SeatState.TENTATIVE: "tentative; maybe; perhaps; vielleicht; peut etre; quizas; 미정",
    SeatState.ACCEPTED: """accepted; unpaid; awaiting payment; pending payment; approved; yes; will attend; zugesagt;
        ja; oui; si; accepte; aceptado; 수락; 승인; 예""",
    SeatState.CONFIRMED: """confirmed; complete; completed; paid; registered; checked in; bestatigt; confirme;
        confirmado; confermato; 확정; 완료; 등록완료""",
    SeatState.DECLINED: """declined; rejected; refused; no; will not attend; abgesagt; abgelehnt; nein; non; refuse;
        rechazado; 거절; 불참; 아니오""",
    SeatState.WITHDREW: """withdrawn; withdrew; canceled; cancelled; deleted; retracted; storniert; zuruckgezogen;
        annule; retire; cancelado; 취소; 철회""",
}  # fmt: skip

_STATES: Mapping[str, SeatState] = {
    " ".join(folded_words(word)): state
    for state, words in _WORDS.items()
    for word in re.split(r";\s*", words)
}
IN_PROGRAMME = frozenset({SeatState.ACCEPTED, SeatState.CONFIRMED})
"""Whoever is in another state was not accepted, and no talk of theirs stands in the programme."""

_ROLES: Mapping[str, Role] = {
    **{fold(label): role for role, label in ROLE_LABELS.items()},
    **{role.value.replace("_", " "): role for role in Role},
    "speaker": Role.PRESENTER,
    "panelist": Role.PANELLIST,
    "attendee": Role.PARTICIPANT,
    "guest": Role.PARTICIPANT,
    "journalist": Role.PRESS,
    "media": Role.PRESS,
}


def state_called(word: str) -> SeatState | None:
    """The state that another system calls so, or None if nobody knows."""
    return _STATES.get(" ".join(folded_words(word)))


def role_called(word: str) -> Role | None:
    """The role that another system calls so, or None if nobody knows."""
    return _ROLES.get(" ".join(folded_words(word)))

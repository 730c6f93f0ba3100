"""What a guest may answer and when, which words an invitation is met with, and what staff may settle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TypedDict

from app.core.clock import Span
from app.core.errors import Closed
from app.core.messages import N_
from app.events.rules import Phase
from app.participation.rules import SeatAction, SeatState


class Answer(StrEnum):
    """What somebody who is invited says."""

    ACCEPT = "accept"
    TENTATIVE = "tentative"
    DECLINE = "decline"


ANSWER_LABELS: dict[Answer, str] = {
    Answer.ACCEPT: N_("Yes, I will come"),
    Answer.TENTATIVE: N_("I do not know yet"),
    Answer.DECLINE: N_("No, I cannot come"),
}

ACTIONS: Mapping[tuple[SeatState, Answer], SeatAction] = {
    (SeatState.INVITED, Answer.ACCEPT): SeatAction.ACCEPT,
    (SeatState.INVITED, Answer.TENTATIVE): SeatAction.ANSWER_MAYBE,
    (SeatState.INVITED, Answer.DECLINE): SeatAction.DECLINE,
    (SeatState.TENTATIVE, Answer.ACCEPT): SeatAction.ACCEPT,
    (SeatState.TENTATIVE, Answer.DECLINE): SeatAction.DECLINE,
    (SeatState.ACCEPTED, Answer.TENTATIVE): SeatAction.ANSWER_MAYBE,
    (SeatState.ACCEPTED, Answer.DECLINE): SeatAction.WITHDRAW,
    (SeatState.CONFIRMED, Answer.TENTATIVE): SeatAction.ANSWER_MAYBE,
    (SeatState.CONFIRMED, Answer.DECLINE): SeatAction.WITHDRAW,
    (SeatState.DECLINED, Answer.ACCEPT): SeatAction.ACCEPT,
    (SeatState.DECLINED, Answer.TENTATIVE): SeatAction.ANSWER_MAYBE,
    (SeatState.WITHDREW, Answer.ACCEPT): SeatAction.ACCEPT,
    (SeatState.WITHDREW, Answer.TENTATIVE): SeatAction.ANSWER_MAYBE,
    (SeatState.NO_REPLY, Answer.ACCEPT): SeatAction.ACCEPT,
    (SeatState.NO_REPLY, Answer.TENTATIVE): SeatAction.ANSWER_MAYBE,
    (SeatState.NO_REPLY, Answer.DECLINE): SeatAction.DECLINE,
}
"""Which step of the seat an answer is, by where the seat stands; what is not here is no answer."""

ANSWERED: Mapping[SeatState, Answer] = {
    SeatState.TENTATIVE: Answer.TENTATIVE,
    SeatState.ACCEPTED: Answer.ACCEPT,
    SeatState.CONFIRMED: Answer.ACCEPT,
    SeatState.DECLINED: Answer.DECLINE,
    SeatState.WITHDREW: Answer.DECLINE,
    SeatState.UNABLE_TO_ATTEND: Answer.DECLINE,
}
"""The answer that a seat stands for."""

ATTENDING = frozenset({SeatState.ACCEPTED, SeatState.CONFIRMED, SeatState.ATTENDED})
"""The states in which a guest is expected: with a code for the door, and the address to join."""


class Standing(StrEnum):
    """How things stand for a guest who opens the link."""

    SAVE_THE_DATE = "save_the_date"
    ASKED = "asked"
    PERHAPS = "perhaps"
    COMING = "coming"
    NOT_COMING = "not_coming"
    TOO_LATE = "too_late"
    TAKEN_BACK = "taken_back"
    SUBSTITUTED = "substituted"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    PAST = "past"


_OF_PHASE: Mapping[Phase, Standing] = {
    Phase.CANCELLED: Standing.CANCELLED,
    Phase.POSTPONED: Standing.POSTPONED,
    Phase.PAST: Standing.PAST,
}

_OF_STATE: Mapping[SeatState, Standing] = {
    SeatState.SHORTLISTED: Standing.SAVE_THE_DATE,
    SeatState.APPROVED: Standing.SAVE_THE_DATE,
    SeatState.INVITED: Standing.ASKED,
    SeatState.NO_REPLY: Standing.ASKED,
    SeatState.TENTATIVE: Standing.PERHAPS,
    SeatState.ACCEPTED: Standing.COMING,
    SeatState.CONFIRMED: Standing.COMING,
    SeatState.ATTENDED: Standing.COMING,
    SeatState.ABSENT: Standing.NOT_COMING,
    SeatState.DECLINED: Standing.NOT_COMING,
    SeatState.WITHDREW: Standing.NOT_COMING,
    SeatState.UNABLE_TO_ATTEND: Standing.NOT_COMING,
    SeatState.DISINVITED: Standing.TAKEN_BACK,
    SeatState.SUBSTITUTED: Standing.SUBSTITUTED,
}

NO_INVITATION = frozenset({Standing.TAKEN_BACK, Standing.SUBSTITUTED})
"""Where the page says so much and nothing more: agenda and address are no longer this reader's."""

INVITED = frozenset(Standing) - NO_INVITATION

TELLS_MORE = frozenset({Standing.COMING, Standing.PERHAPS})
"""Who means to come, or might, is asked how."""


class Whereabouts(TypedDict):
    """Where a seat, its event and the time to answer are, at an instant."""

    state: SeatState
    phase: Phase
    deadline: datetime | None
    at: datetime


def standing(
    state: SeatState, phase: Phase, *, deadline: datetime | None, at: datetime
) -> Standing:
    """How things stand at the instant ``at``.

    An invitation taken back stays so whatever becomes of the event; else the event comes
    first. At the ``deadline`` itself it is too late for whoever has not answered. Whoever was
    closed without a reply is asked again while there is time: late is better than never.
    """
    of_seat = _OF_STATE[state]
    if of_seat in NO_INVITATION:
        return of_seat
    if phase in _OF_PHASE:
        return _OF_PHASE[phase]
    if of_seat is Standing.ASKED and is_over(deadline, at):
        return Standing.TOO_LATE
    return of_seat


def is_over(deadline: datetime | None, at: datetime) -> bool:
    """Whether the time to answer has run out."""
    return deadline is not None and at >= deadline


_CHANGEABLE = frozenset({Standing.ASKED, Standing.PERHAPS, Standing.COMING, Standing.NOT_COMING})


def answers_on_offer(
    state: SeatState, phase: Phase, *, deadline: datetime | None, at: datetime
) -> tuple[Answer, ...]:
    """What the guest may answer now.

    A mind may be changed until the deadline. After it, whoever said yes or perhaps may still
    call off until the event is over, since a host would rather know.
    """
    found = standing(state, phase, deadline=deadline, at=at)
    if found not in _CHANGEABLE:
        return ()
    offered = tuple(answer for answer in Answer if (state, answer) in ACTIONS)
    if not is_over(deadline, at):
        return offered
    return tuple(answer for answer in offered if answer is Answer.DECLINE)


def answers_taken(
    state: SeatState, phase: Phase, *, deadline: datetime | None, at: datetime
) -> tuple[Answer, ...]:
    """What is taken though it may not be on offer: a no that was on its way when the event was called off."""
    found = standing(state, phase, deadline=deadline, at=at)
    if found in {Standing.CANCELLED, Standing.POSTPONED} and (state, Answer.DECLINE) in ACTIONS:
        return (Answer.DECLINE,)
    return answers_on_offer(state, phase, deadline=deadline, at=at)


def action_for(state: SeatState, answer: Answer, offered: tuple[Answer, ...]) -> SeatAction:
    """Which step of the seat the ``answer`` is. Raises Closed if it is not on offer (any more)."""
    if answer not in offered:
        raise Closed(
            N_("This answer can no longer be given here. Please write to us; we will see to it.")
        )
    return ACTIONS[state, answer]


STANDING_WORDS: dict[Standing, str] = {
    Standing.SAVE_THE_DATE: N_("Please keep the date free. Your invitation will follow."),
    Standing.ASKED: N_("You are invited."),
    Standing.PERHAPS: N_("You do not know yet whether you can come."),
    Standing.COMING: N_("You are coming. We look forward to seeing you."),
    Standing.NOT_COMING: N_("You are not coming. Thank you for letting us know."),
    Standing.TOO_LATE: N_("The time to answer has run out."),
    Standing.TAKEN_BACK: N_("This invitation has been taken back."),
    Standing.SUBSTITUTED: N_("Your place has passed to somebody else."),
    Standing.POSTPONED: N_(
        "The event is postponed. We will write to you when there is a new date."
    ),
    Standing.CANCELLED: N_("The event has been cancelled."),
    Standing.PAST: N_("The event is over. Thank you."),
}
"""What the page says first."""


USUAL_TIME = time(18)
"""When a day ends on which an answer is asked for."""


class Stage(StrEnum):
    """What a wave asks of its guests."""

    INVITATION = "invitation"
    SAVE_THE_DATE = "save_the_date"


STAGE_LABELS: dict[Stage, str] = {
    Stage.INVITATION: N_("Invitation"),
    Stage.SAVE_THE_DATE: N_("Save the date"),
}


class Via(StrEnum):
    """To whom a guest's invitation is sent."""

    GUEST = "guest"
    ASSISTANT = "assistant"
    BOTH = "both"


VIA_LABELS: dict[Via, str] = {
    Via.GUEST: N_("To the guest"),
    Via.ASSISTANT: N_("To the assistant, where there is one"),
    Via.BOTH: N_("To the guest and to the assistant"),
}


class Scope(StrEnum):
    """What a guest may consent to."""

    LISTED = "listed"
    RECORDED = "recorded"
    PHOTOGRAPHED = "photographed"


SCOPE_LABELS: dict[Scope, str] = {
    Scope.LISTED: N_("My name and organisation may be listed"),
    Scope.RECORDED: N_("I may be recorded, in sound and picture"),
    Scope.PHOTOGRAPHED: N_("I may be photographed"),
}

SCOPE_HINTS: dict[Scope, str] = {
    Scope.LISTED: N_(
        "In public only where the rule of this meeting allows it; it never overrides that rule."
    ),
    Scope.RECORDED: N_("If the meeting is recorded at all."),
    Scope.PHOTOGRAPHED: N_("If photographs are taken at all."),
}


class ProposalState(StrEnum):
    """Where a name stands that somebody put forward."""

    WAITING = "waiting"
    TAKEN = "taken"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


PROPOSAL_STATE_LABELS: dict[ProposalState, str] = {
    ProposalState.WAITING: N_("Waiting"),
    ProposalState.TAKEN: N_("Accepted"),
    ProposalState.REFUSED: N_("Not accepted"),
    ProposalState.TAKEN_BACK: N_("Taken back"),
}

PROPOSALS_COUNTED = frozenset({ProposalState.WAITING, ProposalState.TAKEN})
"""The states in which a proposal takes up one of a delegation's seats."""


class Confirmations(StrEnum):
    """How a guest's yes is confirmed."""

    AS_DRAFTS = "as_drafts"
    BY_THEMSELVES = "by_themselves"


CONFIRMATION_LABELS: dict[Confirmations, str] = {
    Confirmations.AS_DRAFTS: N_("As drafts, for us to read and release"),
    Confirmations.BY_THEMSELVES: N_("By themselves, at once"),
}


def link_ends(span: Span | None, at: datetime, *, after: timedelta, undated: timedelta) -> datetime:
    """When a personal link runs out: ``after`` the event, or ``undated`` from now without a date."""
    if span is None:
        return at + undated
    return max(span.ends_at, at) + after


def seed_of(kind: str, key: str, generation: int) -> str:
    """The seed of a personal link; a higher ``generation`` makes another link."""
    return f"{kind}:{key}:{generation}"

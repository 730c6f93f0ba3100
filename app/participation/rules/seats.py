"""The way of a seat from a short list to having been there, and what the public sees of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from app.core.messages import N_


class SeatState(StrEnum):
    """How far a seat has come, from the first thought to the day itself."""

    SHORTLISTED = "shortlisted"
    APPROVED = "approved"
    INVITED = "invited"
    TENTATIVE = "tentative"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    ABSENT = "absent"
    DECLINED = "declined"
    WITHDREW = "withdrew"
    DISINVITED = "disinvited"
    SUBSTITUTED = "substituted"
    UNABLE_TO_ATTEND = "unable_to_attend"
    NO_REPLY = "no_reply"


SEAT_STATE_LABELS: dict[SeatState, str] = {
    SeatState.SHORTLISTED: N_("Shortlisted"),
    SeatState.APPROVED: N_("Approved"),
    SeatState.INVITED: N_("Invited"),
    SeatState.TENTATIVE: N_("Tentative"),
    SeatState.ACCEPTED: N_("Accepted"),
    SeatState.CONFIRMED: N_("Confirmed"),
    SeatState.ATTENDED: N_("Attended"),
    SeatState.ABSENT: N_("Absent"),
    SeatState.DECLINED: N_("Declined"),
    SeatState.WITHDREW: N_("Withdrew"),
    SeatState.DISINVITED: N_("Disinvited"),
    SeatState.SUBSTITUTED: N_("Substituted"),
    SeatState.UNABLE_TO_ATTEND: N_("Unable to attend"),
    SeatState.NO_REPLY: N_("No reply"),
}


class SeatAction(StrEnum):
    """What staff, or the guest, do about a seat."""

    APPROVE = "approve"
    INVITE = "invite"
    ANSWER_MAYBE = "answer_maybe"
    ACCEPT = "accept"
    DECLINE = "decline"
    CONFIRM = "confirm"
    CHECK_IN = "check_in"
    MARK_ABSENT = "mark_absent"
    UNDO_CHECK_IN = "undo_check_in"
    REPORT_UNABLE = "report_unable"
    WITHDRAW = "withdraw"
    DISINVITE = "disinvite"
    SUBSTITUTE = "substitute"
    CLOSE = "close"
    RECONSIDER = "reconsider"


SEAT_ACTION_LABELS: dict[SeatAction, str] = {
    SeatAction.APPROVE: N_("Approve"),
    SeatAction.INVITE: N_("Mark as invited"),
    SeatAction.ANSWER_MAYBE: N_("Answered: perhaps"),
    SeatAction.ACCEPT: N_("Answered: yes"),
    SeatAction.DECLINE: N_("Answered: no"),
    SeatAction.CONFIRM: N_("Confirm"),
    SeatAction.CHECK_IN: N_("Check in"),
    SeatAction.MARK_ABSENT: N_("Mark as absent"),
    SeatAction.UNDO_CHECK_IN: N_("Undo check-in"),
    SeatAction.REPORT_UNABLE: N_("Is unable to attend"),
    SeatAction.WITHDRAW: N_("Has withdrawn"),
    SeatAction.DISINVITE: N_("Disinvite"),
    SeatAction.SUBSTITUTE: N_("Replace by another person"),
    SeatAction.CLOSE: N_("Close without a reply"),
    SeatAction.RECONSIDER: N_("Back to the short list"),
}

TRANSITIONS: Mapping[tuple[SeatState, SeatAction], SeatState] = {
    (SeatState.SHORTLISTED, SeatAction.APPROVE): SeatState.APPROVED,
    # Many agree, or say no, by telephone before anything is sent.
    (SeatState.SHORTLISTED, SeatAction.CONFIRM): SeatState.CONFIRMED,
    (SeatState.SHORTLISTED, SeatAction.DECLINE): SeatState.DECLINED,
    (SeatState.APPROVED, SeatAction.INVITE): SeatState.INVITED,
    (SeatState.APPROVED, SeatAction.CONFIRM): SeatState.CONFIRMED,
    (SeatState.APPROVED, SeatAction.DECLINE): SeatState.DECLINED,
    (SeatState.APPROVED, SeatAction.SUBSTITUTE): SeatState.SUBSTITUTED,
    (SeatState.APPROVED, SeatAction.RECONSIDER): SeatState.SHORTLISTED,
    (SeatState.INVITED, SeatAction.ACCEPT): SeatState.ACCEPTED,
    (SeatState.INVITED, SeatAction.ANSWER_MAYBE): SeatState.TENTATIVE,
    (SeatState.INVITED, SeatAction.DECLINE): SeatState.DECLINED,
    (SeatState.INVITED, SeatAction.CONFIRM): SeatState.CONFIRMED,
    (SeatState.INVITED, SeatAction.CHECK_IN): SeatState.ATTENDED,
    (SeatState.INVITED, SeatAction.CLOSE): SeatState.NO_REPLY,
    (SeatState.INVITED, SeatAction.DISINVITE): SeatState.DISINVITED,
    (SeatState.INVITED, SeatAction.SUBSTITUTE): SeatState.SUBSTITUTED,
    (SeatState.TENTATIVE, SeatAction.ACCEPT): SeatState.ACCEPTED,
    (SeatState.TENTATIVE, SeatAction.DECLINE): SeatState.DECLINED,
    (SeatState.TENTATIVE, SeatAction.CONFIRM): SeatState.CONFIRMED,
    (SeatState.TENTATIVE, SeatAction.CHECK_IN): SeatState.ATTENDED,
    (SeatState.TENTATIVE, SeatAction.CLOSE): SeatState.NO_REPLY,
    (SeatState.TENTATIVE, SeatAction.DISINVITE): SeatState.DISINVITED,
    (SeatState.TENTATIVE, SeatAction.SUBSTITUTE): SeatState.SUBSTITUTED,
    (SeatState.ACCEPTED, SeatAction.CONFIRM): SeatState.CONFIRMED,
    (SeatState.ACCEPTED, SeatAction.ANSWER_MAYBE): SeatState.TENTATIVE,
    (SeatState.ACCEPTED, SeatAction.CHECK_IN): SeatState.ATTENDED,
    (SeatState.ACCEPTED, SeatAction.MARK_ABSENT): SeatState.ABSENT,
    (SeatState.ACCEPTED, SeatAction.REPORT_UNABLE): SeatState.UNABLE_TO_ATTEND,
    (SeatState.ACCEPTED, SeatAction.WITHDRAW): SeatState.WITHDREW,
    (SeatState.ACCEPTED, SeatAction.DISINVITE): SeatState.DISINVITED,
    (SeatState.ACCEPTED, SeatAction.SUBSTITUTE): SeatState.SUBSTITUTED,
    (SeatState.CONFIRMED, SeatAction.ANSWER_MAYBE): SeatState.TENTATIVE,
    (SeatState.CONFIRMED, SeatAction.CHECK_IN): SeatState.ATTENDED,
    (SeatState.CONFIRMED, SeatAction.MARK_ABSENT): SeatState.ABSENT,
    (SeatState.CONFIRMED, SeatAction.REPORT_UNABLE): SeatState.UNABLE_TO_ATTEND,
    (SeatState.CONFIRMED, SeatAction.WITHDRAW): SeatState.WITHDREW,
    (SeatState.CONFIRMED, SeatAction.DISINVITE): SeatState.DISINVITED,
    (SeatState.CONFIRMED, SeatAction.SUBSTITUTE): SeatState.SUBSTITUTED,
    (SeatState.ATTENDED, SeatAction.UNDO_CHECK_IN): SeatState.CONFIRMED,
    (SeatState.ATTENDED, SeatAction.MARK_ABSENT): SeatState.ABSENT,
    (SeatState.ABSENT, SeatAction.CHECK_IN): SeatState.ATTENDED,
    (SeatState.ABSENT, SeatAction.UNDO_CHECK_IN): SeatState.CONFIRMED,
    # An excuse may come the day after.
    (SeatState.ABSENT, SeatAction.REPORT_UNABLE): SeatState.UNABLE_TO_ATTEND,
    (SeatState.DECLINED, SeatAction.ACCEPT): SeatState.ACCEPTED,
    (SeatState.DECLINED, SeatAction.ANSWER_MAYBE): SeatState.TENTATIVE,
    (SeatState.DECLINED, SeatAction.INVITE): SeatState.INVITED,
    (SeatState.DECLINED, SeatAction.SUBSTITUTE): SeatState.SUBSTITUTED,
    (SeatState.WITHDREW, SeatAction.ACCEPT): SeatState.ACCEPTED,
    (SeatState.WITHDREW, SeatAction.ANSWER_MAYBE): SeatState.TENTATIVE,
    (SeatState.WITHDREW, SeatAction.INVITE): SeatState.INVITED,
    (SeatState.WITHDREW, SeatAction.SUBSTITUTE): SeatState.SUBSTITUTED,
    (SeatState.DISINVITED, SeatAction.INVITE): SeatState.INVITED,
    (SeatState.DISINVITED, SeatAction.SUBSTITUTE): SeatState.SUBSTITUTED,
    (SeatState.UNABLE_TO_ATTEND, SeatAction.CONFIRM): SeatState.CONFIRMED,
    (SeatState.UNABLE_TO_ATTEND, SeatAction.CHECK_IN): SeatState.ATTENDED,
    (SeatState.UNABLE_TO_ATTEND, SeatAction.SUBSTITUTE): SeatState.SUBSTITUTED,
    # A late answer is better than none.
    (SeatState.NO_REPLY, SeatAction.ACCEPT): SeatState.ACCEPTED,
    (SeatState.NO_REPLY, SeatAction.ANSWER_MAYBE): SeatState.TENTATIVE,
    (SeatState.NO_REPLY, SeatAction.DECLINE): SeatState.DECLINED,
    (SeatState.NO_REPLY, SeatAction.CONFIRM): SeatState.CONFIRMED,
    (SeatState.NO_REPLY, SeatAction.INVITE): SeatState.INVITED,
    (SeatState.NO_REPLY, SeatAction.CHECK_IN): SeatState.ATTENDED,
    (SeatState.NO_REPLY, SeatAction.SUBSTITUTE): SeatState.SUBSTITUTED,
}


STATES_FROM_CONFIRMED = frozenset(
    {
        SeatState.CONFIRMED,
        SeatState.ATTENDED,
        SeatState.ABSENT,
        SeatState.UNABLE_TO_ATTEND,
    }
)
"""A seat that is given in one of these was confirmed before anybody wrote it down."""

GONE_STATES = frozenset(
    {
        SeatState.DECLINED,
        SeatState.WITHDREW,
        SeatState.DISINVITED,
        SeatState.SUBSTITUTED,
        SeatState.UNABLE_TO_ATTEND,
        SeatState.ABSENT,
        SeatState.NO_REPLY,
    }
)
"""States in which nobody is expected, so that the seat takes no time and is in nobody's way."""


EXPECTED_STATES = frozenset({SeatState.ACCEPTED, SeatState.CONFIRMED, SeatState.ATTENDED})
"""States in which a guest has said yes: a place is laid for them."""

FREED_STATES = frozenset(
    state for state in GONE_STATES if (state, SeatAction.SUBSTITUTE) in TRANSITIONS
)
"""States that leave a seat to somebody else."""


def is_free_for_next(state: SeatState, *, named: bool) -> bool:
    """Whether the next candidate may be proposed: nobody has the seat, or who had it does not come."""
    return state in FREED_STATES if named else state not in GONE_STATES


_ON_THE_WAY = (
    SeatState.SHORTLISTED,
    SeatState.APPROVED,
    SeatState.INVITED,
    SeatState.TENTATIVE,
    SeatState.ACCEPTED,
    SeatState.CONFIRMED,
    SeatState.ATTENDED,
)


def is_further(one: SeatState, other: SeatState) -> bool:
    """Whether, of two seats that somebody is expected on, ``one`` has come further."""
    return _ON_THE_WAY.index(one) > _ON_THE_WAY.index(other)


class ShownAs(StrEnum):
    """How sure a public page is of somebody; every word but "confirmed" stands behind the name."""

    CONFIRMED = "confirmed"
    TBC = "tbc"
    INVITED = "invited"
    UNABLE = "unable"


SHOWN_AS_LABELS: dict[ShownAs, str] = {
    ShownAs.CONFIRMED: N_("confirmed"),
    ShownAs.TBC: N_("to be confirmed"),
    ShownAs.INVITED: N_("invited"),
    ShownAs.UNABLE: N_("unable to attend"),
}

_SHOWN_BEFORE: Mapping[SeatState, ShownAs] = {
    SeatState.INVITED: ShownAs.INVITED,
    SeatState.TENTATIVE: ShownAs.TBC,
    SeatState.ACCEPTED: ShownAs.TBC,
    SeatState.CONFIRMED: ShownAs.CONFIRMED,
    SeatState.ATTENDED: ShownAs.CONFIRMED,
    SeatState.UNABLE_TO_ATTEND: ShownAs.UNABLE,
}

BILLED_STATES = frozenset(_SHOWN_BEFORE)
"""The states in which a seat may ever appear in public."""

SPEAKS_IN_STATES = frozenset({SeatState.CONFIRMED, SeatState.ATTENDED})
"""The states in which a page, a feed or JSON-LD may call someone a speaker."""


def shown_as(state: SeatState, *, over: bool) -> ShownAs | None:
    """How a public page shows the seat, or None where it shows nobody.

    ``over`` says that the event is past: who was only invited, or never confirmed, was then not
    there, while "unable to attend" stays, as a programme prints it.
    """
    shown = _SHOWN_BEFORE.get(state)
    if over and shown in {ShownAs.INVITED, ShownAs.TBC}:
        return None
    return shown


SHOWN_AFTERWARDS = frozenset(state for state in SeatState if shown_as(state, over=True))
"""The states in which a seat is still shown once the event is past."""

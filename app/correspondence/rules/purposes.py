"""What a letter is for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from app.core.messages import N_
from app.participation.rules import SeatAction


class TemplatePurpose(StrEnum):
    """The occasion of a letter; each has a text to begin with."""

    INVITATION = "invitation"
    SAVE_THE_DATE = "save_the_date"
    REMINDER = "reminder"
    CONFIRMATION = "confirmation"
    REGRET = "regret"
    WITHDRAWN = "withdrawn"
    DISINVITED = "disinvited"
    SUBSTITUTE = "substitute"
    NOMINATION = "nomination"
    WAITLIST_OFFER = "waitlist_offer"
    PRACTICAL = "practical"
    MOVED = "moved"
    CANCELLED = "cancelled"
    THANKS = "thanks"
    FREE = "free"


PURPOSE_LABELS: dict[TemplatePurpose, str] = {
    TemplatePurpose.INVITATION: N_("Invitation"),
    TemplatePurpose.SAVE_THE_DATE: N_("Save the date"),
    TemplatePurpose.REMINDER: N_("Reminder to reply"),
    TemplatePurpose.CONFIRMATION: N_("Confirmation"),
    TemplatePurpose.REGRET: N_("Thanks for a reply of no"),
    TemplatePurpose.WITHDRAWN: N_("Withdrawal noted"),
    TemplatePurpose.DISINVITED: N_("Invitation taken back"),
    TemplatePurpose.SUBSTITUTE: N_("Substitute noted"),
    TemplatePurpose.NOMINATION: N_("Request to name members"),
    TemplatePurpose.WAITLIST_OFFER: N_("Offer from the waiting list"),
    TemplatePurpose.PRACTICAL: N_("Before the event"),
    TemplatePurpose.MOVED: N_("New date"),
    TemplatePurpose.CANCELLED: N_("Cancelled"),
    TemplatePurpose.THANKS: N_("Thanks afterwards"),
    TemplatePurpose.FREE: N_("Free letter"),
}

LINK_PURPOSES = frozenset(
    {
        TemplatePurpose.INVITATION,
        TemplatePurpose.REMINDER,
        TemplatePurpose.NOMINATION,
        TemplatePurpose.WAITLIST_OFFER,
    }
)
"""Letters that ask for an answer; without the reader's own link there would be no way to give it."""

PURPOSE_OF_ACTION: Mapping[SeatAction, TemplatePurpose] = {
    SeatAction.ACCEPT: TemplatePurpose.CONFIRMATION,
    SeatAction.CONFIRM: TemplatePurpose.CONFIRMATION,
    SeatAction.DECLINE: TemplatePurpose.REGRET,
    SeatAction.WITHDRAW: TemplatePurpose.WITHDRAWN,
    SeatAction.REPORT_UNABLE: TemplatePurpose.WITHDRAWN,
    SeatAction.DISINVITE: TemplatePurpose.DISINVITED,
    SeatAction.SUBSTITUTE: TemplatePurpose.SUBSTITUTE,
}
"""What a guest is written about a step of their seat; any other step gets a free letter."""

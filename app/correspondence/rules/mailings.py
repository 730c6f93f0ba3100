"""Where a mailing stands, and when a reminder is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from app.core.messages import N_


class MailingState(StrEnum):
    """Where what was composed together stands; single mails of it may have been discarded."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    RELEASED = "released"
    DISCARDED = "discarded"


MAILING_STATE_LABELS: dict[MailingState, str] = {
    MailingState.DRAFT: N_("Draft"),
    MailingState.SCHEDULED: N_("Scheduled"),
    MailingState.RELEASED: N_("Sent"),
    MailingState.DISCARDED: N_("Discarded"),
}


class Anchor(StrEnum):
    """What a reminder is counted from."""

    START = "start"
    END = "end"
    DEADLINE = "deadline"


ANCHOR_LABELS: dict[Anchor, str] = {
    Anchor.START: N_("the beginning of the event"),
    Anchor.END: N_("the end of the event"),
    Anchor.DEADLINE: N_("the deadline for replies"),
}


def reminder_due(anchor_at: datetime | None, *, hours: int) -> datetime | None:
    """The instant of a reminder ``hours`` after its anchor (before it, if negative); None without one."""
    return None if anchor_at is None else anchor_at + timedelta(hours=hours)

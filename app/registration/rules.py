"""Open registration: whether the door is open, and the words on it when it is not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from app.core.errors import Closed, Full, InvalidInput
from app.core.messages import N_
from app.events.rules import RELEASED, Phase, Publication, RegistrationMode


class RegistrationState(StrEnum):
    """Whether a guest still means to come."""

    REGISTERED = "registered"
    WITHDRAWN = "withdrawn"


REGISTRATION_STATE_LABELS: dict[RegistrationState, str] = {
    RegistrationState.REGISTERED: N_("Registered"),
    RegistrationState.WITHDRAWN: N_("Withdrawn"),
}


class Door(StrEnum):
    """Whether somebody may register now, or else why not."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    FULL = "full"
    PAST = "past"
    CANCELLED = "cancelled"
    BY_INVITATION = "by_invitation"


DOOR_WORDS: dict[Door, str] = {
    Door.OPEN: N_("Registration is open."),
    Door.NOT_YET: N_("Registration has not opened yet."),
    Door.CLOSED: N_("Registration has closed."),
    Door.FULL: N_("Every place is taken."),
    Door.PAST: N_("This event is over."),
    Door.CANCELLED: N_("This event has been cancelled."),
    Door.BY_INVITATION: N_("This event is by invitation."),
}

_DOOR_OF_PHASE: Mapping[Phase, Door] = {
    Phase.DATE_TO_COME: Door.NOT_YET,
    Phase.SAVE_THE_DATE: Door.NOT_YET,
    Phase.POSTPONED: Door.CLOSED,
    Phase.CANCELLED: Door.CANCELLED,
    Phase.PAST: Door.PAST,
}


def door(
    *,
    mode: RegistrationMode,
    publication: Publication,
    phase: Phase,
    closes_at: datetime | None,
    capacity: int | None,
    taken: int,
    at: datetime,
) -> Door:
    """Whether the public may register at the instant ``at``.

    It opens as soon as the event is confirmed. At ``closes_at`` itself it is closed; without that
    it stays open until the event is over. A capacity lowered
    below the number registered means full. What is not released says nothing but "by invitation".
    """
    if mode is RegistrationMode.BY_INVITATION or publication not in RELEASED:
        return Door.BY_INVITATION
    if phase in _DOOR_OF_PHASE:
        return _DOOR_OF_PHASE[phase]
    if closes_at is not None and at >= closes_at:
        return Door.CLOSED
    if capacity is not None and taken >= capacity:
        return Door.FULL
    return Door.OPEN


def pass_through(found: Door) -> None:
    """Nothing if the door is open; raises ``Full`` or ``Closed`` with the words on it otherwise."""
    if found is Door.FULL:
        raise Full(DOOR_WORDS[found])
    if found is not Door.OPEN:
        raise Closed(DOOR_WORDS[found])


_ADDRESS = re.compile(r"[@/<>]|\b[Ww]{3}\.|\w\.[a-z]{2,}\b")


def check_name(name: str) -> None:
    """Refuse a "name" that mail programs would turn into a link.

    Anyone can have our mail sent to anyone, and it must not carry the words of a stranger.
    Initials ("J. R. Smith", "J.R. Smith") pass. Raises InvalidInput.
    """
    if _ADDRESS.search(name):
        raise InvalidInput(N_("Type a name only, without an address in it."))


def may_withdraw(phase: Phase) -> bool:
    """Whether giving a place back still means anything."""
    return phase is not Phase.PAST

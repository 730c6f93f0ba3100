"""Whether somebody may register, and the words on the door when not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.core.errors import Closed, Full
from app.core.messages import N_
from app.events.rules import RELEASED, Phase, Publication, RegistrationMode
from app.registration.rules.seats import Count


class Door(StrEnum):
    """Whether somebody may register now, or else why not; the most open first."""

    OPEN = "open"
    REQUEST = "request"
    WAITING_LIST = "waiting_list"
    FULL = "full"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    PAST = "past"
    CANCELLED = "cancelled"
    BY_INVITATION = "by_invitation"


DOOR_WORDS: dict[Door, str] = {
    Door.OPEN: N_("Registration is open."),
    Door.REQUEST: N_("You can ask for a place. We decide on each request and answer by mail."),
    Door.WAITING_LIST: N_("Every place is taken. You can join the waiting list."),
    Door.FULL: N_("Every place is taken."),
    Door.NOT_YET: N_("Registration has not opened yet."),
    Door.CLOSED: N_("Registration has closed."),
    Door.PAST: N_("This event is over."),
    Door.CANCELLED: N_("This event has been cancelled."),
    Door.BY_INVITATION: N_("This event is by invitation."),
}

DOOR_ACTIONS: dict[Door, str] = {
    Door.OPEN: N_("Register"),
    Door.REQUEST: N_("Request a place"),
    Door.WAITING_LIST: N_("Join the waiting list"),
}
"""What the button says; behind the other doors there is none."""

ENTRANCES = frozenset(DOOR_ACTIONS)

_DOOR_OF_PHASE: Mapping[Phase, Door] = {
    Phase.DATE_TO_COME: Door.NOT_YET,
    Phase.SAVE_THE_DATE: Door.NOT_YET,
    Phase.POSTPONED: Door.CLOSED,
    Phase.CANCELLED: Door.CANCELLED,
    Phase.PAST: Door.PAST,
}


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What one pool asks of those who come."""

    count: Count
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    approval: bool = False
    waiting_list: bool = False


def door_of_pool(terms: Terms, at: datetime) -> Door:
    """Return the door of one pool at the instant ``at``, as far as the pool decides.

    At ``opens_at`` itself it is open, at ``closes_at`` closed; without the latter it stays open
    until the event is over. Requests are taken however full it is: staff decide.
    """
    if terms.closes_at is not None and at >= terms.closes_at:
        return Door.CLOSED
    if terms.opens_at is not None and at < terms.opens_at:
        return Door.NOT_YET
    if terms.approval:
        return Door.REQUEST
    if terms.count.has_room:
        return Door.OPEN
    return Door.WAITING_LIST if terms.waiting_list else Door.FULL


def door_of_event(mode: RegistrationMode, publication: Publication, phase: Phase) -> Door | None:
    """Return the door that the event itself shuts, or None where its pools decide.

    They open as soon as the event is confirmed. What is not released says nothing but "by
    invitation".
    """
    if mode is RegistrationMode.BY_INVITATION or publication not in RELEASED:
        return Door.BY_INVITATION
    return _DOOR_OF_PHASE.get(phase)


def most_open(doors: Iterable[Door]) -> Door:
    """Return what the page of the event says of several pools; without any, "not yet"."""
    order = list(Door)
    return min(doors, key=order.index, default=Door.NOT_YET)


def pass_through(found: Door) -> None:
    """Nothing if there is a way in; raises ``Full`` or ``Closed`` with the words otherwise."""
    if found is Door.FULL:
        raise Full(DOOR_WORDS[found])
    if found not in ENTRANCES:
        raise Closed(DOOR_WORDS[found])


def may_withdraw(phase: Phase) -> bool:
    """Whether giving a place back still means anything."""
    return phase is not Phase.PAST

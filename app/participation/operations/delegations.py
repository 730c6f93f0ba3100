"""Delegations of an event: one side's seats, how many it may fill, and who names its members."""

from __future__ import annotations

from typing import TypedDict, Unpack

from sqlalchemy import func, select

from app.access import audit
from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.events.models import Event
from app.extensions import db
from app.participation.models import Delegation, Participation


class DelegationFacts(TypedDict, total=False):
    """What may be known of a delegation: ``size`` is how many seats it may fill."""

    country: str
    size: int | None
    focal_name: str
    focal_email: str
    focal_phone: str


def add_delegation(event: Event, *, label: str, **facts: Unpack[DelegationFacts]) -> Delegation:
    """Return a new delegation: among the others by its country, or the last once staff ordered them.

    Raises InvalidInput for a label that another one has.
    """
    _require_own_label(event, label)
    last = db.session.scalar(
        select(func.max(Delegation.position)).where(Delegation.event_id == event.id)
    )
    delegation = Delegation(event=event, label=label, position=last + 1 if last else 0, **facts)
    db.session.add(delegation)
    db.session.flush()
    audit.record(N_("added a delegation"), "event", event.key, delegation=delegation.key)
    return delegation


def edit_delegation(
    delegation: Delegation, *, label: str, **facts: Unpack[DelegationFacts]
) -> Delegation:
    """Change what is known of it. Raises InvalidInput for a label that another one has."""
    if label != delegation.label:
        _require_own_label(delegation.event, label)
    delegation.label = label
    for name, value in facts.items():
        setattr(delegation, name, value)
    audit.record(
        N_("changed a delegation"), "event", delegation.event.key, delegation=delegation.key
    )
    return delegation


def remove_delegation(delegation: Delegation) -> None:
    """Take it away. Raises Refused while it has seats."""
    seats = select(func.count(Participation.id)).where(Participation.delegation_id == delegation.id)
    if db.session.scalar(seats):
        raise Refused(N_("This delegation has seats. Give them to another one first."))
    audit.record(N_("removed a delegation"), "event", delegation.event.key, label=delegation.label)
    db.session.delete(delegation)


def move_delegation(delegation: Delegation, *, up: bool) -> None:
    """Exchange the places of the delegation and its neighbour, if it has one on that side."""
    order = list(
        db.session.scalars(
            select(Delegation)
            .where(Delegation.event_id == delegation.event_id)
            .order_by(Delegation.position, Delegation.country, Delegation.label, Delegation.id)
        )
    )
    here = order.index(delegation)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    for position, each in enumerate(order, start=1):
        each.position = position


def _require_own_label(event: Event, label: str) -> None:
    with db.session.no_autoflush:
        taken = db.session.scalar(
            select(Delegation.id).where(Delegation.event_id == event.id, Delegation.label == label)
        )
    if not label:
        raise InvalidInput(N_("Say what the delegation is called."))
    if taken is not None:
        raise InvalidInput(N_("There is a delegation of this name already."))

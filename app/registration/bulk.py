"""What staff do to many guests at once: each for itself, with a report of who was left out and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from flask_babel import gettext as _

from app.access import audit
from app.core.errors import DomainError, InvalidInput
from app.core.messages import N_
from app.events.models import Event
from app.extensions import db
from app.registration.models import Pool, Registration
from app.registration.operations import (
    approve,
    change_pool,
    move_to_front,
    offer_now,
    refuse,
    withdraw,
)


class BulkAction(StrEnum):
    """What can be done to the guests that were ticked."""

    APPROVE = "approve"
    REFUSE = "refuse"
    OFFER = "offer"
    FRONT = "front"
    MOVE = "move"
    WITHDRAW = "withdraw"


BULK_LABELS: dict[BulkAction, str] = {
    BulkAction.APPROVE: N_("Accept the request"),
    BulkAction.REFUSE: N_("Refuse"),
    BulkAction.OFFER: N_("Give a free place now"),
    BulkAction.FRONT: N_("Move to the front of the line"),
    BulkAction.MOVE: N_("Move to other places"),
    BulkAction.WITHDRAW: N_("Withdraw"),
}


@dataclass
class Report:
    """How many it was done to, and who was left out with the reason."""

    done: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)


def act_on(
    event: Event,
    guests: Sequence[Registration],
    action: BulkAction,
    *,
    reason: str = "",
    pool: Pool | None = None,
) -> Report:
    """Do ``action`` to each of ``guests``; what is refused for one leaves the others done."""
    if action is BulkAction.MOVE and pool is None:
        raise InvalidInput(N_("Choose the places to move to."))
    report = Report()
    # The first of those who are moved to the front goes last, so that they keep their order.
    for guest in reversed(guests) if action is BulkAction.FRONT else guests:
        try:
            with db.session.begin_nested():
                done = _step(action, pool)(guest, reason) is not False
        except DomainError as refusal:
            db.session.expire_all()
            report.skipped.append((guest.name, _(refusal.message, **refusal.facts)))
            continue
        if done:
            report.done += 1
        else:
            report.skipped.append((guest.name, _("This was done before.")))
    if report.done:
        audit.record(AUDIT[action], "event", event.key, guests=str(report.done))
    return report


AUDIT = {
    BulkAction.APPROVE: N_("accepted guests of"),
    BulkAction.REFUSE: N_("refused guests of"),
    BulkAction.OFFER: N_("gave places to guests of"),
    BulkAction.FRONT: N_("moved guests to the front of"),
    BulkAction.MOVE: N_("moved guests of"),
    BulkAction.WITHDRAW: N_("withdrew guests of"),
}


def _step(action: BulkAction, pool: Pool | None) -> Callable[[Registration, str], object]:
    steps: dict[BulkAction, Callable[[Registration, str], object]] = {
        BulkAction.APPROVE: lambda guest, reason: approve(guest, note=reason),
        BulkAction.REFUSE: lambda guest, reason: refuse(guest, note=reason),
        BulkAction.OFFER: lambda guest, reason: offer_now(guest, reason=reason),
        BulkAction.FRONT: lambda guest, reason: move_to_front(guest, reason=reason),
        BulkAction.WITHDRAW: lambda guest, reason: withdraw(guest, note=reason),
    }
    if pool is not None:
        steps[BulkAction.MOVE] = lambda guest, _reason: change_pool(guest, pool)
    return steps[action]

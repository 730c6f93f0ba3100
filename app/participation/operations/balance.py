"""What balance staff want an event to have."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app.access import audit
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.events.models import Event
from app.extensions import db
from app.participation.models import BalanceTarget
from app.participation.rules import Axis

MOST = 10_000


def set_targets(event: Event, axis: Axis, wanted: Mapping[str, int]) -> None:
    """Want so many guests of each group on ``axis``, and none in particular of the others.

    ``wanted`` is by the value of the group; 0 takes a target away. Raises InvalidInput.
    """
    if any(not 0 <= number <= MOST for number in wanted.values()):
        raise InvalidInput(N_("A target is a number from 0 to %(most)d."), most=MOST)
    held = {
        target.value: target
        for target in db.session.scalars(
            select(BalanceTarget).where(
                BalanceTarget.event_id == event.id, BalanceTarget.axis == axis
            )
        )
    }
    aimed_at = {value: number for value, number in wanted.items() if value and number}
    for value, target in held.items():
        if value not in aimed_at:
            db.session.delete(target)
    for value, number in aimed_at.items():
        if value in held:
            held[value].wanted = number
        else:
            db.session.add(BalanceTarget(event=event, axis=axis, value=value, wanted=number))
    audit.record(N_("set targets for"), "event", event.key, axis=axis.value)

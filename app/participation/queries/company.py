"""Who comes along with the guests of an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from app.core.errors import NotFound
from app.events.models import Event
from app.extensions import db
from app.participation.models import Companion, Participation
from app.participation.rules import GONE_STATES, CompanionKind


def companions_of(seat: Participation) -> Sequence[Companion]:
    """Return who comes along with the guest on ``seat``."""
    return db.session.scalars(
        select(Companion).where(Companion.participation_id == seat.id).order_by(Companion.id)
    ).all()


def companion_for(seat: Participation, key: str) -> Companion:
    """Return the companion of the guest on ``seat`` with ``key``. Raises NotFound."""
    found = next((one for one in companions_of(seat) if one.key == key), None)
    if found is None:
        raise NotFound
    return found


def companions_expected(event: Event) -> Mapping[CompanionKind, int]:
    """Return how many of each kind come along with guests who are still expected: for catering."""
    counted = (
        select(Companion.kind, func.sum(Companion.count))
        .join(Participation, Participation.id == Companion.participation_id)
        .where(Participation.event_id == event.id, Participation.state.not_in(GONE_STATES))
        .group_by(Companion.kind)
    )
    found: dict[CompanionKind, int] = dict(db.session.execute(counted).tuples().all())
    return {kind: found[kind] for kind in CompanionKind if kind in found}

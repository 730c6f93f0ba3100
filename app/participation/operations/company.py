"""Who comes along with a guest."""

from __future__ import annotations

from app.access import audit
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.extensions import db
from app.participation.models import Companion, Participation
from app.participation.rules import CompanionKind

MOST = 50
"""More than this come as guests of their own."""


def add_companion(
    seat: Participation, *, kind: CompanionKind, name: str = "", count: int = 1, note: str = ""
) -> Companion:
    """Return who comes along: one by name, or ``count`` of a kind without. Raises InvalidInput."""
    if not 1 <= count <= MOST:
        raise InvalidInput(N_("Say how many come along, from 1 to %(most)d."), most=MOST)
    if name and count > 1:
        raise InvalidInput(N_("A name is one person’s. Add the others by themselves."))
    companion = Companion(seat=seat, kind=kind, name=name, count=count, note=note)
    db.session.add(companion)
    db.session.flush()
    audit.record(N_("added a companion"), "event", seat.event.key, seat=seat.key)
    return companion


def remove_companion(companion: Companion) -> None:
    """Take away somebody who does not come along after all."""
    seat = companion.seat
    audit.record(N_("removed a companion"), "event", seat.event.key, seat=seat.key)
    db.session.delete(companion)

"""What a guest's calendar says of their answer (RFC 5545, PARTSTAT)."""

from __future__ import annotations

from app.core.calendars import Partstat
from app.participation.rules import SeatState


def partstat_of(state: SeatState) -> Partstat:
    """Return what the entry in a letter says of whoever has a seat in ``state``.

    "No reply" and "disinvited" say nothing of what the guest answered.
    """
    match state:
        case SeatState.ACCEPTED | SeatState.CONFIRMED | SeatState.ATTENDED:
            return Partstat.ACCEPTED
        case SeatState.TENTATIVE:
            return Partstat.TENTATIVE
        case SeatState.DECLINED | SeatState.WITHDREW | SeatState.UNABLE_TO_ATTEND:
            return Partstat.DECLINED
        case _:
            return Partstat.NEEDS_ACTION

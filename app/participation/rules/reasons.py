"""Why a visitor does not see a seat: the strictest of event, session, person, guest and seat comes first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.events.rules import Reason, Reasons, Within, why_names
from app.participation.rules.roles import Role, public_roles
from app.participation.rules.seats import SeatState, shown_as


@dataclass(frozen=True, kw_only=True)
class SeatFacts:
    """All that decides whether a seat is shown. ``over`` says that the event is past."""

    has_person: bool
    never_list: bool
    refused: bool
    state: SeatState
    billed: bool
    listed: bool
    roles: Collection[Role]
    over: bool = False


def why_seat(where: Within, seat: SeatFacts) -> Reasons:
    """Return why the seat is hidden, the strictest reason first; nothing where a visitor sees it."""
    shown = shown_as(seat.state, over=False) is not None
    still_shown = shown_as(seat.state, over=seat.over) is not None
    found = {
        Reason.NEVER_LISTED: seat.never_list,
        Reason.REFUSED: seat.refused,
        Reason.NO_PERSON: not seat.has_person,
        Reason.NOT_COMING: not shown,
        Reason.NEVER_CONFIRMED: shown and not still_shown,
        Reason.NOT_BILLED: not seat.billed,
        Reason.NOT_LISTED: not seat.listed,
        Reason.INNER_ROLE: not public_roles(seat.roles),
    }
    return why_names(where) + tuple(reason for reason, holds in found.items() if holds)

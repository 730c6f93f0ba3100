"""Seats: the roles people have at an event, and their way from a short list to having been there."""

from app.participation.rules.roles import (
    NEVER_PUBLIC_ROLES,
    ROLE_LABELS,
    ROLES_OFFERED,
    Role,
    in_billing_order,
    public_roles,
)
from app.participation.rules.seats import (
    BILLED_STATES,
    SEAT_ACTION_LABELS,
    SEAT_STATE_LABELS,
    SHOWN_AFTERWARDS,
    SHOWN_AS_LABELS,
    SPEAKS_IN_STATES,
    TRANSITIONS,
    SeatAction,
    SeatState,
    ShownAs,
    shown_as,
)

__all__ = [
    "BILLED_STATES",
    "NEVER_PUBLIC_ROLES",
    "ROLES_OFFERED",
    "ROLE_LABELS",
    "SEAT_ACTION_LABELS",
    "SEAT_STATE_LABELS",
    "SHOWN_AFTERWARDS",
    "SHOWN_AS_LABELS",
    "SPEAKS_IN_STATES",
    "TRANSITIONS",
    "Role",
    "SeatAction",
    "SeatState",
    "ShownAs",
    "in_billing_order",
    "public_roles",
    "shown_as",
]

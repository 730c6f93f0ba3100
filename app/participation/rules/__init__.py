"""Seats: the roles people have at an event, and their way from a short list to having been there."""

from app.participation.rules.balance import AXIS_LABELS, Axis
from app.participation.rules.channels import CHANNEL_LABELS, Channel
from app.participation.rules.company import COMPANION_KIND_LABELS, CompanionKind
from app.participation.rules.reasons import SeatFacts, why_seat
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
    EXPECTED_STATES,
    FREED_STATES,
    GONE_STATES,
    SEAT_ACTION_LABELS,
    SEAT_STATE_LABELS,
    SHOWN_AFTERWARDS,
    SHOWN_AS_LABELS,
    SPEAKS_IN_STATES,
    STATES_FROM_CONFIRMED,
    TRANSITIONS,
    SeatAction,
    SeatState,
    ShownAs,
    is_free_for_next,
    is_further,
    shown_as,
)
from app.participation.rules.sectors import SECTOR_LABELS, SECTOR_OF_KIND, Sector

__all__ = [
    "AXIS_LABELS",
    "BILLED_STATES",
    "CHANNEL_LABELS",
    "COMPANION_KIND_LABELS",
    "EXPECTED_STATES",
    "FREED_STATES",
    "GONE_STATES",
    "NEVER_PUBLIC_ROLES",
    "ROLES_OFFERED",
    "ROLE_LABELS",
    "SEAT_ACTION_LABELS",
    "SEAT_STATE_LABELS",
    "SECTOR_LABELS",
    "SECTOR_OF_KIND",
    "SHOWN_AFTERWARDS",
    "SHOWN_AS_LABELS",
    "SPEAKS_IN_STATES",
    "STATES_FROM_CONFIRMED",
    "TRANSITIONS",
    "Axis",
    "Channel",
    "CompanionKind",
    "Role",
    "SeatAction",
    "SeatFacts",
    "SeatState",
    "Sector",
    "ShownAs",
    "in_billing_order",
    "is_free_for_next",
    "is_further",
    "public_roles",
    "shown_as",
    "why_seat",
]

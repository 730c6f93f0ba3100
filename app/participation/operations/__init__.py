"""What is done to seats: giving, billing and moving them, and leading them through their states."""

from app.participation.operations.billing import bill, set_billing
from app.participation.operations.copying import seat_again
from app.participation.operations.delegations import (
    DelegationFacts,
    add_delegation,
    edit_delegation,
    move_delegation,
    remove_delegation,
)
from app.participation.operations.profiles import copy_profile_again
from app.participation.operations.seats import (
    SeatFacts,
    edit_seat,
    move,
    name_seat,
    remove,
    seat,
    set_note,
    set_roles,
)
from app.participation.operations.steps import How, act, substitute

__all__ = [
    "DelegationFacts",
    "How",
    "SeatFacts",
    "act",
    "add_delegation",
    "bill",
    "copy_profile_again",
    "edit_delegation",
    "edit_seat",
    "move",
    "move_delegation",
    "name_seat",
    "remove",
    "remove_delegation",
    "seat",
    "seat_again",
    "set_billing",
    "set_note",
    "set_roles",
    "substitute",
]

"""What is done to seats: giving, billing and moving them, and leading them through their states."""

from app.participation.operations.balance import set_targets
from app.participation.operations.billing import bill, set_billing
from app.participation.operations.candidates import (
    add_candidate,
    move_candidate,
    remove_candidate,
    seat_candidate,
)
from app.participation.operations.company import add_companion, remove_companion
from app.participation.operations.copying import seat_again
from app.participation.operations.delegations import (
    DelegationFacts,
    add_delegation,
    edit_delegation,
    move_delegation,
    remove_delegation,
)
from app.participation.operations.gathering import (
    Gathered,
    seat_pasted,
    seat_people,
    seat_those_of,
)
from app.participation.operations.profiles import copy_profile_again
from app.participation.operations.seats import (
    SeatFacts,
    edit_seat,
    keep_seats,
    move,
    name_seat,
    put_into,
    remove,
    seat,
    set_listed,
    set_note,
    set_roles,
)
from app.participation.operations.steps import How, act, substitute

__all__ = [
    "DelegationFacts",
    "Gathered",
    "How",
    "SeatFacts",
    "act",
    "add_candidate",
    "add_companion",
    "add_delegation",
    "bill",
    "copy_profile_again",
    "edit_delegation",
    "edit_seat",
    "keep_seats",
    "move",
    "move_candidate",
    "move_delegation",
    "name_seat",
    "put_into",
    "remove",
    "remove_candidate",
    "remove_companion",
    "remove_delegation",
    "seat",
    "seat_again",
    "seat_candidate",
    "seat_pasted",
    "seat_people",
    "seat_those_of",
    "set_billing",
    "set_listed",
    "set_note",
    "set_roles",
    "set_targets",
    "substitute",
]

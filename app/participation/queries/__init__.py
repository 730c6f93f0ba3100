"""Questions about seats, answered as far as the viewer may know."""

from app.participation.queries.company import companion_for, companions_expected, companions_of
from app.participation.queries.delegations import (
    Filled,
    candidate_for,
    candidates_of,
    delegation_for,
    delegations_of,
    filled_seats,
    next_candidate,
    next_candidates,
)
from app.participation.queries.seats import (
    appearances_of,
    clocks_of,
    counts_by_state,
    has_seat,
    history_of,
    seat_for,
    seats_of,
    to_person,
)

__all__ = [
    "Filled",
    "appearances_of",
    "candidate_for",
    "candidates_of",
    "clocks_of",
    "companion_for",
    "companions_expected",
    "companions_of",
    "counts_by_state",
    "delegation_for",
    "delegations_of",
    "filled_seats",
    "has_seat",
    "history_of",
    "next_candidate",
    "next_candidates",
    "seat_for",
    "seats_of",
    "to_person",
]

"""Questions about seats, answered as far as the viewer may know."""

from app.participation.queries.balance import balance_of, targets_of, totals_of
from app.participation.queries.cells import cells_of
from app.participation.queries.company import companion_for, companions_expected, companions_of
from app.participation.queries.delegations import (
    DelegationList,
    Filled,
    candidate_for,
    candidates_of,
    delegation_for,
    delegation_lists,
    delegations_of,
    filled_seats,
    next_candidate,
    next_candidates,
)
from app.participation.queries.seats import (
    appearances_of,
    chain_of,
    clocks_of,
    has_seat,
    history_of,
    seat_for,
    seats_of,
    to_person,
)
from app.participation.queries.table import (
    SeatsPage,
    counts_of,
    ids_of,
    seats_chosen,
    seats_matching,
    seats_page,
)

__all__ = [
    "DelegationList",
    "Filled",
    "SeatsPage",
    "appearances_of",
    "balance_of",
    "candidate_for",
    "candidates_of",
    "cells_of",
    "chain_of",
    "clocks_of",
    "companion_for",
    "companions_expected",
    "companions_of",
    "counts_of",
    "delegation_for",
    "delegation_lists",
    "delegations_of",
    "filled_seats",
    "has_seat",
    "history_of",
    "ids_of",
    "next_candidate",
    "next_candidates",
    "seat_for",
    "seats_chosen",
    "seats_matching",
    "seats_of",
    "seats_page",
    "targets_of",
    "to_person",
    "totals_of",
]

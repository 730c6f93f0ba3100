"""Seats with their history, the delegations they belong to, and whoever comes along or waits."""

from app.participation.models.balance import BalanceTarget
from app.participation.models.company import Companion
from app.participation.models.delegations import Candidate, Delegation
from app.participation.models.seats import Participation, ParticipationRole, SeatChange, SeatNote

__all__ = [
    "BalanceTarget",
    "Candidate",
    "Companion",
    "Delegation",
    "Participation",
    "ParticipationRole",
    "SeatChange",
    "SeatNote",
]

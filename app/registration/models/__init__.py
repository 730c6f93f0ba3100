"""Registrations, pools of places, the form of an event, and what was answered."""

from app.registration.models.guests import ONCE_WHERE, GuestChange, Registration
from app.registration.models.pools import Pool, RegistrationTerms
from app.registration.models.questions import GuestAnswer, GuestFile, Question

__all__ = [
    "ONCE_WHERE",
    "GuestAnswer",
    "GuestChange",
    "GuestFile",
    "Pool",
    "Question",
    "Registration",
    "RegistrationTerms",
]

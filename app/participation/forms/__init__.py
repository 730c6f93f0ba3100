"""What staff type about seats, delegations and whoever comes along."""

from app.participation.forms.delegations import CompanionForm, DelegationForm, KeepSeatsForm
from app.participation.forms.seats import (
    KEPT,
    NEW,
    BillingForm,
    CheckboxesField,
    NewSeatForm,
    SeatForm,
    WhoForm,
    roles_for,
)

__all__ = [
    "KEPT",
    "NEW",
    "BillingForm",
    "CheckboxesField",
    "CompanionForm",
    "DelegationForm",
    "KeepSeatsForm",
    "NewSeatForm",
    "SeatForm",
    "WhoForm",
    "roles_for",
]

"""What staff type about seats, delegations and whoever comes along."""

from app.participation.forms.delegations import (
    CompanionForm,
    DelegationForm,
    GatherForm,
    KeepSeatsForm,
)
from app.participation.forms.seats import (
    KEPT,
    NEW,
    BillingForm,
    CheckboxesField,
    NeedsForm,
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
    "GatherForm",
    "KeepSeatsForm",
    "NeedsForm",
    "NewSeatForm",
    "SeatForm",
    "WhoForm",
    "roles_for",
]

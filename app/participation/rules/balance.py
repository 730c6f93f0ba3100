"""By what the balance of a meeting is watched."""

from __future__ import annotations

from enum import StrEnum

from app.core.messages import N_


class Axis(StrEnum):
    """One way of parting the guests into groups."""

    COUNTRY = "country"
    SECTOR = "sector"
    SIDE = "side"
    GENDER = "gender"


AXIS_LABELS: dict[Axis, str] = {
    Axis.COUNTRY: N_("Country"),
    Axis.SECTOR: N_("Sector"),
    Axis.SIDE: N_("Delegation or side"),
    Axis.GENDER: N_("Gender"),
}

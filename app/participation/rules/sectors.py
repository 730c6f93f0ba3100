"""Which part of public life somebody speaks from, as the balance of a meeting counts it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from app.core.messages import N_
from app.people.rules import OrganisationKind


class Sector(StrEnum):
    """The part of public life that somebody comes from."""

    GOVERNMENT = "government"
    MILITARY = "military"
    ACADEMIC = "academic"
    THINK_TANK = "think_tank"
    NGO = "ngo"
    PRIVATE = "private"
    MEDIA = "media"
    INTERNATIONAL = "international"
    OTHER = "other"


SECTOR_LABELS: dict[Sector, str] = {
    Sector.GOVERNMENT: N_("Government"),
    Sector.MILITARY: N_("Military"),
    Sector.ACADEMIC: N_("Academic"),
    Sector.THINK_TANK: N_("Think tank"),
    Sector.NGO: N_("Non-governmental organisation"),
    Sector.PRIVATE: N_("Private sector"),
    Sector.MEDIA: N_("Media"),
    Sector.INTERNATIONAL: N_("International organisation"),
    Sector.OTHER: N_("Other sector"),
}

SECTOR_OF_KIND: Mapping[OrganisationKind, Sector] = {
    OrganisationKind.GOVERNMENT: Sector.GOVERNMENT,
    OrganisationKind.EMBASSY: Sector.GOVERNMENT,
    OrganisationKind.MILITARY: Sector.MILITARY,
    OrganisationKind.UNIVERSITY: Sector.ACADEMIC,
    OrganisationKind.THINK_TANK: Sector.THINK_TANK,
    OrganisationKind.MEDIA: Sector.MEDIA,
    OrganisationKind.INTERNATIONAL: Sector.INTERNATIONAL,
}
"""What an organisation's kind says of its people; "other" says nothing, so staff decide."""

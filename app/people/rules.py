"""Words for persons and organisations: pure."""

from __future__ import annotations

from enum import StrEnum


class NameOrder(StrEnum):
    """How a person's name is written; sorting is by family name whatever the order."""

    GIVEN_FIRST = "given_first"
    FAMILY_FIRST = "family_first"
    MONONYM = "mononym"


class OrganisationKind(StrEnum):
    """What an organisation is."""

    GOVERNMENT = "government"
    THINK_TANK = "think_tank"
    UNIVERSITY = "university"
    MEDIA = "media"
    MILITARY = "military"
    EMBASSY = "embassy"
    INTERNATIONAL = "international"
    OTHER = "other"


NAME_ORDER_LABELS: dict[NameOrder, str] = {
    NameOrder.GIVEN_FIRST: "Given name first",
    NameOrder.FAMILY_FIRST: "Family name first",
    NameOrder.MONONYM: "One name only",
}

ORGANISATION_KIND_LABELS: dict[OrganisationKind, str] = {
    OrganisationKind.GOVERNMENT: "Government",
    OrganisationKind.THINK_TANK: "Think tank",
    OrganisationKind.UNIVERSITY: "University",
    OrganisationKind.MEDIA: "Media",
    OrganisationKind.MILITARY: "Military",
    OrganisationKind.EMBASSY: "Embassy",
    OrganisationKind.INTERNATIONAL: "International organisation",
    OrganisationKind.OTHER: "Other",
}

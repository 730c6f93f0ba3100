"""What is told apart of persons and organisations, and how a page says it."""

from __future__ import annotations

from enum import StrEnum

from app.core.messages import N_


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
    NameOrder.GIVEN_FIRST: N_("Given name first"),
    NameOrder.FAMILY_FIRST: N_("Family name first"),
    NameOrder.MONONYM: N_("One name only"),
}

ORGANISATION_KIND_LABELS: dict[OrganisationKind, str] = {
    OrganisationKind.GOVERNMENT: N_("Government"),
    OrganisationKind.THINK_TANK: N_("Think tank"),
    OrganisationKind.UNIVERSITY: N_("University"),
    OrganisationKind.MEDIA: N_("Media"),
    OrganisationKind.MILITARY: N_("Military"),
    OrganisationKind.EMBASSY: N_("Embassy"),
    OrganisationKind.INTERNATIONAL: N_("International organisation"),
    OrganisationKind.OTHER: N_("Other"),
}


class VariantKind(StrEnum):
    """Why a person is also written so."""

    ROMANISED = "romanised"
    NATIVE = "native"
    FORMER = "former"
    ALIAS = "alias"
    MISSPELLING = "misspelling"


class Romanisation(StrEnum):
    """By which rules a name was brought into Latin letters."""

    UNSTATED = "unstated"
    OWN = "own"
    REVISED = "revised"
    MCCUNE_REISCHAUER = "mccune_reischauer"
    PINYIN = "pinyin"
    WADE_GILES = "wade_giles"
    HEPBURN = "hepburn"
    OTHER = "other"


VARIANT_KIND_LABELS: dict[VariantKind, str] = {
    VariantKind.ROMANISED: N_("Other romanisation"),
    VariantKind.NATIVE: N_("In another script"),
    VariantKind.FORMER: N_("Former name"),
    VariantKind.ALIAS: N_("Also known as"),
    VariantKind.MISSPELLING: N_("Common misspelling"),
}

ROMANISATION_LABELS: dict[Romanisation, str] = {
    Romanisation.UNSTATED: N_("Not said"),
    Romanisation.OWN: N_("Their own spelling"),
    Romanisation.REVISED: N_("Revised Romanisation (Korean)"),
    Romanisation.MCCUNE_REISCHAUER: N_("McCune-Reischauer (Korean)"),
    Romanisation.PINYIN: N_("Pinyin (Chinese)"),
    Romanisation.WADE_GILES: N_("Wade-Giles (Chinese)"),
    Romanisation.HEPBURN: N_("Hepburn (Japanese)"),
    Romanisation.OTHER: N_("Another system"),
}

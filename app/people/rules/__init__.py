"""Words for persons and organisations, dates as exact as known, and how names are filed: pure."""

from app.people.rules.dates import checked_fuzzy_date, was_held_on
from app.people.rules.filing import billed_name, names_to_file, office_line
from app.people.rules.finding import (
    asked_words,
    phone_digits,
    romanised_parts,
    search_words,
)
from app.people.rules.words import (
    NAME_ORDER_LABELS,
    ORGANISATION_KIND_LABELS,
    ROMANISATION_LABELS,
    VARIANT_KIND_LABELS,
    NameOrder,
    OrganisationKind,
    Romanisation,
    VariantKind,
)

__all__ = [
    "NAME_ORDER_LABELS",
    "ORGANISATION_KIND_LABELS",
    "ROMANISATION_LABELS",
    "VARIANT_KIND_LABELS",
    "NameOrder",
    "OrganisationKind",
    "Romanisation",
    "VariantKind",
    "asked_words",
    "billed_name",
    "checked_fuzzy_date",
    "names_to_file",
    "office_line",
    "phone_digits",
    "romanised_parts",
    "search_words",
    "was_held_on",
]

"""Persons and what is known of them, organisations, affiliations, and what was merged."""

from app.people.models.merging import (
    DistinctPair,
    DuplicateSuggestion,
    MergeRecord,
    PersonMerge,
)
from app.people.models.organisation import Affiliation, Organisation, OrganisationName
from app.people.models.person import (
    Biography,
    EmailAddress,
    HeadShot,
    NameVariant,
    Person,
    PersonDossier,
    PersonNeeds,
    PersonSearch,
    Phone,
)

__all__ = [
    "Affiliation",
    "Biography",
    "DistinctPair",
    "DuplicateSuggestion",
    "EmailAddress",
    "HeadShot",
    "MergeRecord",
    "NameVariant",
    "Organisation",
    "OrganisationName",
    "Person",
    "PersonDossier",
    "PersonMerge",
    "PersonNeeds",
    "PersonSearch",
    "Phone",
]

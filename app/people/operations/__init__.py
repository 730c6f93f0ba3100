"""What is done to persons, their affiliations and their organisations."""

from app.people.operations.addresses import set_addresses, set_phones
from app.people.operations.duplicates import keep_suggestions
from app.people.operations.facts import (
    DossierFacts,
    VariantFacts,
    add_biography,
    add_variant,
    edit_biography,
    edit_variant,
    remove_biography,
    remove_portrait,
    remove_variant,
    set_dossier,
    set_needs,
    set_portrait,
)
from app.people.operations.filing import file_everybody, file_person
from app.people.operations.many import Newcomer, add_people
from app.people.operations.merging import Parted, merge, say_distinct, unmerge
from app.people.operations.offices import (
    AffiliationFacts,
    add_affiliation,
    edit_affiliation,
    move_affiliation,
    remove_affiliation,
)
from app.people.operations.organisations import (
    FormerName,
    OrganisationFacts,
    add_organisation,
    edit_organisation,
    find_or_add_organisation,
    organisations_called,
)
from app.people.operations.persons import (
    PersonFacts,
    add_person,
    add_person_as_printed,
    edit_person,
    set_name,
)

__all__ = [
    "AffiliationFacts",
    "DossierFacts",
    "FormerName",
    "Newcomer",
    "OrganisationFacts",
    "Parted",
    "PersonFacts",
    "VariantFacts",
    "add_affiliation",
    "add_biography",
    "add_organisation",
    "add_people",
    "add_person",
    "add_person_as_printed",
    "add_variant",
    "edit_affiliation",
    "edit_biography",
    "edit_organisation",
    "edit_person",
    "edit_variant",
    "file_everybody",
    "file_person",
    "find_or_add_organisation",
    "keep_suggestions",
    "merge",
    "move_affiliation",
    "organisations_called",
    "remove_affiliation",
    "remove_biography",
    "remove_portrait",
    "remove_variant",
    "say_distinct",
    "set_addresses",
    "set_dossier",
    "set_name",
    "set_needs",
    "set_phones",
    "set_portrait",
    "unmerge",
]

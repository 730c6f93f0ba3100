"""What staff type about persons, their offices and organisations."""

from app.people.forms.choices import LANGUAGES
from app.people.forms.facts import BiographyForm, PortraitForm, VariantForm
from app.people.forms.offices import OfficeForm
from app.people.forms.organisations import OrganisationForm, former_names
from app.people.forms.persons import PersonForm

__all__ = [
    "LANGUAGES",
    "BiographyForm",
    "OfficeForm",
    "OrganisationForm",
    "PersonForm",
    "PortraitForm",
    "VariantForm",
    "former_names",
]

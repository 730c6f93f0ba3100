"""What a column of a list of contacts can mean."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from app.core.messages import N_


class Field(StrEnum):
    """One thing that may be said of a contact."""

    IGNORED = ""
    NAME = "name"
    HONORIFIC = "honorific"
    GIVEN = "given"
    MIDDLE = "middle"
    FAMILY = "family"
    SUFFIX = "suffix"
    NATIVE = "native"
    PRONUNCIATION = "pronunciation"
    ALIAS = "alias"
    TITLE = "title"
    UNIT = "unit"
    ORGANISATION = "organisation"
    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    FAX = "fax"
    COUNTRY = "country"
    GENDER = "gender"
    LANGUAGES = "languages"
    ASSISTANT = "assistant"
    ASSISTANT_EMAIL = "assistant_email"
    ASSISTANT_PHONE = "assistant_phone"
    LAST_CONTACT = "last_contact"
    NOTES = "notes"
    ROLE = "role"
    STATE = "state"
    REFERENCE = "reference"


FIELD_LABELS: Mapping[Field, str] = {
    Field.IGNORED: N_("(leave out)"),
    Field.NAME: N_("Name"),
    Field.HONORIFIC: N_("Title before the name"),
    Field.GIVEN: N_("Given name"),
    Field.MIDDLE: N_("Middle name"),
    Field.FAMILY: N_("Family name"),
    Field.SUFFIX: N_("After the name"),
    Field.NATIVE: N_("Name in its own script"),
    Field.PRONUNCIATION: N_("Pronunciation"),
    Field.ALIAS: N_("Also known as"),
    Field.TITLE: N_("Office"),
    Field.UNIT: N_("Department"),
    Field.ORGANISATION: N_("Organisation"),
    Field.EMAIL: N_("E-mail"),
    Field.PHONE: N_("Telephone"),
    Field.MOBILE: N_("Mobile phone"),
    Field.FAX: N_("Fax"),
    Field.COUNTRY: N_("Country"),
    Field.GENDER: N_("Gender"),
    Field.LANGUAGES: N_("Languages"),
    Field.ASSISTANT: N_("Assistant"),
    Field.ASSISTANT_EMAIL: N_("Assistant’s e-mail"),
    Field.ASSISTANT_PHONE: N_("Assistant’s telephone"),
    Field.LAST_CONTACT: N_("Last contact"),
    Field.NOTES: N_("Notes"),
    Field.ROLE: N_("Role at the event"),
    Field.STATE: N_("Reply"),
    Field.REFERENCE: N_("Number in the other system"),
}

SEVERAL = frozenset({Field.EMAIL, Field.PHONE, Field.MOBILE, Field.FAX, Field.ALIAS, Field.NOTES})
"""What several columns of one file may mean."""

OF_A_SEAT = frozenset({Field.ROLE, Field.STATE, Field.REFERENCE})
"""What is said of somebody at one event, and means nothing for the directory."""

OF_A_CONTACT = tuple(field for field in Field if field not in OF_A_SEAT)

LIMITS: Mapping[Field, int] = {
    Field.NAME: 200,
    Field.HONORIFIC: 80,
    Field.GIVEN: 120,
    Field.FAMILY: 120,
    Field.SUFFIX: 60,
    Field.NATIVE: 120,
    Field.PRONUNCIATION: 120,
    Field.ALIAS: 200,
    Field.TITLE: 300,
    Field.UNIT: 200,
    Field.ORGANISATION: 200,
    Field.EMAIL: 254,
    Field.PHONE: 60,
    Field.COUNTRY: 80,
    Field.GENDER: 40,
    Field.LANGUAGES: 200,
    Field.ASSISTANT: 200,
    Field.ASSISTANT_EMAIL: 254,
    Field.ASSISTANT_PHONE: 60,
}
"""How long each may be; what is longer stays in the notes."""

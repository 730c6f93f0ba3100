"""Words for persons and organisations, dates as exact as known, and how names are filed: pure."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.names.parts import folded_words
from app.core.text import fold


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

_FUZZY_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def checked_fuzzy_date(text: str) -> str:
    """A date as exact as known: "2019", "2019-05", "2019-05-03" or nothing. Raises InvalidInput."""
    if not text:
        return ""
    found = _FUZZY_DATE.fullmatch(text)
    if found is not None:
        year, month, day = (int(part) if part else 1 for part in found.groups())
        try:
            date(year, month, day)
        except ValueError:
            pass
        else:
            return text
    raise InvalidInput(
        N_("“%(text)s” is no date. Write 2019, 2019-05 or 2019-05-03, as exact as you know it."),
        text=text,
    )


def names_to_file(display_name: str, *, given: str, family: str) -> tuple[str, str]:
    """The name to sort by, family name first, and the name to find by, as people write it.

    Two spaces part family and given name, so that "Li, Wei" comes before "Li Bai".
    """
    parts = [" ".join(folded_words(part)) for part in (family or display_name, given)]
    # A name of signs alone has no words, but must not vanish from the list.
    sort_name = "  ".join(part for part in parts if part) or fold(display_name)
    match_name = " ".join(folded_words(display_name)) or fold(display_name)
    return sort_name[:240], match_name[:240]


def billed_name(honorific: str, display_name: str, suffix: str) -> str:
    """The name as a programme prints it; a suffix that stands in the name is not repeated."""
    words = folded_words(display_name)
    repeated = bool(suffix) and all(word in words for word in folded_words(suffix))
    name = f"{honorific} {display_name}".strip()
    if not suffix or repeated:
        return name
    return f"{name} {suffix}" if suffix.startswith("(") else f"{name}, {suffix}"


def was_held_on(day: date, began: str, ended: str) -> bool:
    """Whether an office was held on ``day``, as far as fuzzy dates tell; in doubt it was."""
    text = day.isoformat()
    return began <= text[: len(began)] and (not ended or text[: len(ended)] <= ended)

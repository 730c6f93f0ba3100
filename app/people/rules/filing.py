"""How names are filed, billed and found."""

from __future__ import annotations

from app.core.names.parts import folded_words
from app.core.text import fold


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


def office_line(
    title: str, unit: str, organisation: str, *, former: bool, acting: bool, retired: bool
) -> str:
    """An office as it is billed: "former Acting Director, Policy Planning, Ministry of …"."""
    office = ", ".join(part for part in (title, unit, organisation) if part)
    if not office:
        return ""
    if acting:
        office = f"Acting {office}"
    if former:
        office = f"former {office}"
    return f"{office} (ret.)" if retired else office

"""Words for publications, and the numbers they are known by: pure."""

from __future__ import annotations

import re
import sys
from datetime import date
from enum import StrEnum

from app.core.errors import InvalidInput
from app.core.messages import N_


class OutputKind(StrEnum):
    """What kind of text it is."""

    REPORT = "report"
    ESSAY = "essay"
    ESSAY_SERIES = "essay_series"
    BRIEF = "brief"
    READOUT = "readout"


class AuthorRole(StrEnum):
    """Who wrote it, and who saw to it that others did."""

    AUTHOR = "author"
    EDITOR = "editor"


OUTPUT_KIND_LABELS: dict[OutputKind, str] = {
    OutputKind.REPORT: N_("Report"),
    OutputKind.ESSAY: N_("Essay"),
    OutputKind.ESSAY_SERIES: N_("Essay series"),
    OutputKind.BRIEF: N_("Brief"),
    OutputKind.READOUT: N_("Readout"),
}
AUTHOR_ROLE_LABELS: dict[AuthorRole, str] = {
    AuthorRole.AUTHOR: N_("Author"),
    AuthorRole.EDITOR: N_("Editor"),
}

_DOI = re.compile(r"10\.\d{4,9}(\.\d+)*/[!-~]+")
_BEFORE_DOI = re.compile(r"(https?://(dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def checked_isbn(text: str) -> str:
    """Return ``text``, written as it is printed, if its check digit is right; empty stays empty.

    Raises InvalidInput. An ISBN has ten figures, the last of which may be X, or thirteen that
    begin with 978 or 979 (ISO 2108).
    """
    printed = re.sub(r"[\s\u2010-\u2015]+", "-", text.strip())
    figures = printed.replace("-", "").upper()
    if text and not (_is_isbn_10(figures) or _is_isbn_13(figures)):
        raise InvalidInput(
            N_("This is not an ISBN: compare the figures with what is printed in the book.")
        )
    return printed.upper()


def _is_isbn_10(figures: str) -> bool:
    if not re.fullmatch("[0-9]{9}[0-9X]", figures):
        return False
    values = [10 if figure == "X" else int(figure) for figure in figures]
    return (
        sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11
        == 0
    )


def _is_isbn_13(figures: str) -> bool:
    if not re.fullmatch("97[89][0-9]{10}", figures):
        return False
    return (
        sum(int(figure) * (3 if place % 2 else 1) for place, figure in enumerate(figures)) % 10 == 0
    )


def checked_doi(text: str) -> str:
    """Return the DOI in ``text`` without what stands before it, such as https://doi.org/.

    Raises InvalidInput. Empty stays empty.
    """
    doi = _BEFORE_DOI.sub("", text.strip(), count=1)
    if doi and not _DOI.fullmatch(doi):
        raise InvalidInput(N_("This is not a DOI. It should look like 10.1234/abcd."))
    return doi


def place_in_series(number: str) -> tuple[int, str]:
    """Return what puts "No. 2" before "10", and both before what has no number."""
    found = re.search(r"[0-9]{1,9}", number)
    return (int(found[0]) if found else sys.maxsize, number)


def first_day(published_on: str) -> date | None:
    """Return the first day that "2020", "2020-02" or "2020-02-14" can mean; None for other words."""
    parts = published_on.split("-")
    try:
        year, month, day = (int(part) for part in [*parts, "1", "1"][:3])
        return date(year, month, day) if len(parts) <= 3 else None
    except ValueError:
        return None


def is_exact(published_on: str) -> bool:
    """Whether the very day is known."""
    return published_on.count("-") == 2

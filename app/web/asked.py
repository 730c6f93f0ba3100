"""What a list is asked for in its address: words and a page. What nobody can mean is not asked."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.errors import InvalidInput
from app.core.text import clean_line

LONGEST_WORDS = 200
LAST_PAGE = 100_000
"""Further back nobody pages; databases do not count much further either."""


def words_in(args: Mapping[str, str], name: str = "q") -> str:
    """Return the words under ``name``, cleaned; none where they are too long to be meant."""
    try:
        return clean_line(args.get(name, ""), LONGEST_WORDS)
    except InvalidInput:
        return ""


def page_in(args: Mapping[str, str]) -> int:
    """Return the page that is asked for, from 1; the first one where that is no number."""
    text = args.get("page", "")
    readable = text.isascii() and text.isdecimal() and len(text) < 9
    return min(max(1, int(text)), LAST_PAGE) if readable else 1

"""Numbers of injects: "12", and "12a" for one that came in between."""

from __future__ import annotations

import re

from app.core.errors import InvalidInput
from app.core.messages import N_

LAST = 9999
_NUMBER = re.compile(r"(\d{1,4})([a-z]{0,2})")


def rank_of(number: str) -> str:
    """Return by what an inject with ``number`` is sorted: 2 before 12, 12 before 12a, 12a before 13.

    Raises InvalidInput for what is no number of an inject.
    """
    found = _NUMBER.fullmatch(number)
    if found is None:
        raise InvalidInput(N_("Write a number such as 12, or 12a for one in between."))
    return f"{int(found[1]):04d}{found[2]}"


def number_after(number: str, taken: frozenset[str]) -> str:
    """Return the first number after ``number`` that is free: 12a after 12, then 12b."""
    found = _NUMBER.fullmatch(number)
    digits, letters = (found[1], found[2]) if found else (number, "")
    for letter in "abcdefghijklmnopqrstuvwxyz":
        candidate = f"{digits}{letter}"
        if letter > letters and candidate not in taken:
            return candidate
    raise InvalidInput(N_("No number is free there. Choose one."))


def next_number(taken: frozenset[str]) -> str:
    """Return the whole number after the highest in ``taken``; after the last there is, the highest free."""
    used = {int(found[1]) for one in taken if (found := _NUMBER.fullmatch(one))}
    after = max(used, default=0) + 1
    return str(next(number for number in range(min(after, LAST), 0, -1) if number not in used))

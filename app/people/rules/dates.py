"""Dates as exact as they are known: a year, a month, a day, or nothing."""

from __future__ import annotations

import re
from datetime import date

from app.core.errors import InvalidInput
from app.core.messages import N_

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


def was_held_on(day: date, began: str, ended: str) -> bool:
    """Whether an office was held on ``day``, as far as fuzzy dates tell; in doubt it was."""
    text = day.isoformat()
    return began <= text[: len(began)] and (not ended or text[: len(ended)] <= ended)

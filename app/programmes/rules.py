"""Words for series, and how the meetings of one are counted: pure."""

from __future__ import annotations

import re
from enum import StrEnum

from app.core.messages import N_


class SeriesKind(StrEnum):
    """What kind of thing continues."""

    DIALOGUE = "dialogue"
    STUDY_GROUP = "study_group"
    WORKSHOPS = "workshops"
    PANELS = "panels"
    PEACE_GAMES = "peace_games"
    CONFERENCES = "conferences"
    VISITS = "visits"


SERIES_KIND_LABELS: dict[SeriesKind, str] = {
    SeriesKind.DIALOGUE: N_("Dialogue"),
    SeriesKind.STUDY_GROUP: N_("Study group"),
    SeriesKind.WORKSHOPS: N_("Workshops"),
    SeriesKind.PANELS: N_("Panels"),
    SeriesKind.PEACE_GAMES: N_("Peace games"),
    SeriesKind.CONFERENCES: N_("Conferences"),
    SeriesKind.VISITS: N_("Group visits"),
}

_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth",
)  # fmt: skip
_NUMBER = re.compile(r"(?P<before>\D*)(?P<number>\d+)(?P<suffix>st|nd|rd|th)?", re.IGNORECASE)


def ordinal_after(ordinal: str) -> str:
    """What the meeting after the one called ``ordinal`` is likely to be called.

    "5th" is followed by "6th", "inaugural" by "2nd", "Third" by "Fourth", "Round 3" by "Round 4".
    Empty for what nobody can count on, such as "13.5" or "special": it is only a suggestion.
    """
    said = ordinal.strip()
    if said.casefold() == "inaugural":
        return "2nd"
    if said.casefold() in _WORDS[:-1]:
        word = _WORDS[_WORDS.index(said.casefold()) + 1]
        return word.capitalize() if said[0].isupper() else word
    if (found := _NUMBER.fullmatch(said)) is None:
        return ""
    number = int(found["number"]) + 1
    return f"{found['before']}{_numbered(number) if found['suffix'] else number}"


def _numbered(number: int) -> str:
    """Return the English ordinal in figures: 21 gives "21st", 112 "112th"."""
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"

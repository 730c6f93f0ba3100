"""Words for series, how the meetings of one are counted, and the versions of a text: pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from enum import StrEnum
from typing import NamedTuple

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


@dataclass(frozen=True)
class StrandWords:
    """A line of work as it was typed: its Markdown, and the series it names by kind or by key."""

    title: str
    text: str = ""
    kinds: tuple[str, ...] = ()
    series: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """What the page of a programme says, in Markdown."""

    standfirst: str = ""
    situation: str = ""
    work: str = ""
    strands: tuple[StrandWords, ...] = ()

    def lines(self) -> list[str]:
        """Return all of it line by line, as two versions are compared."""
        parts = [self.standfirst, self.situation, self.work]
        for strand in self.strands:
            named = ", ".join((*strand.kinds, *strand.series))
            parts += [f"### {strand.title}", strand.text, *([f"→ {named}"] if named else [])]
        return [line for part in parts for line in part.splitlines() if line.strip()]


class TextStanding(StrEnum):
    """Where a version of a text stands."""

    SHOWN = "shown"
    WAITING = "waiting"
    DRAFT = "draft"
    FORMER = "former"
    OVERTAKEN = "overtaken"


TEXT_STANDING_LABELS: dict[TextStanding, str] = {
    TextStanding.SHOWN: N_("On the page"),
    TextStanding.WAITING: N_("Waits for its hour"),
    TextStanding.DRAFT: N_("Draft"),
    TextStanding.FORMER: N_("Was on the page"),
    TextStanding.OVERTAKEN: N_("Overtaken before its hour"),
}


def text_standings(
    texts: Sequence[tuple[datetime, datetime | None]], at: datetime
) -> list[TextStanding]:
    """Return where each text stands at ``at``; of each it is told when it was saved and goes out.

    They are in the order in which they were written: a later one that is out comes before.
    """
    found: list[TextStanding] = []
    next_out: datetime | None = None
    for _saved, live_at in reversed(texts):
        if live_at is None:
            found.append(TextStanding.DRAFT)
        elif next_out is not None and next_out <= live_at:
            found.append(TextStanding.OVERTAKEN)
        elif live_at > at:
            found.append(TextStanding.WAITING)
        else:
            shown = next_out is None or next_out > at
            found.append(TextStanding.SHOWN if shown else TextStanding.FORMER)
        if live_at is not None:
            next_out = live_at if next_out is None else min(next_out, live_at)
    return found[::-1]


class Change(NamedTuple):
    """A line of a comparison: ``sign`` is "+", "-" or " "."""

    sign: str
    text: str


def compared(old: Words, new: Words) -> list[Change]:
    """Return what became of ``old`` in ``new``, line by line; lines far from any change are left out."""
    told = unified_diff(old.lines(), new.lines(), lineterm="", n=1)
    return [
        Change(line[0], line[1:] if line[0] in "+- " else "…")
        for line in told
        if not line.startswith(("---", "+++"))
    ]


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

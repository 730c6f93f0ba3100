"""Whether two printed names are of one person, and how certain that is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import TypeVar

from app.core.names import words
from app.core.names.parts import NameParts, fold_word, folded_words
from app.core.text import fold

Key = TypeVar("Key")

_LOST_LETTERS = "-?\ufffd"
_LONG_ENOUGH_FOR_A_SLIP = 6


class Match(IntEnum):
    """How certain it is that two names are of one person; only ``SAME`` is safe without a look."""

    DIFFERENT = 0
    POSSIBLE = 1
    """One is a family name alone, and it fits."""
    LIKELY = 2
    """They differ as one person's names do: short form, initial, order, a slip, a missing Jr."""
    SAME = 3
    """They differ in title, accents, spacing or the presence of middle names at most."""


def same_person(one: NameParts, other: NameParts) -> Match:
    """How certain it is that both names are of one person, from the names alone.

    Two different middle initials or generations tell people apart (George H. W. Bush, George W.
    Bush). A letter that a wrong encoding lost ("L-thi", "L?thi") fits any accented letter in its
    place, and no other.
    """
    generation = _generation(one, other)
    if generation is Match.DIFFERENT:
        return generation
    if not one.given or not other.given:
        return _family_name_alone(one, other)
    if _run_together(one.bare) == _run_together(other.bare):
        return generation
    by_parts = min(_family(one, other), _given(one, other), generation)
    if by_parts is Match.DIFFERENT and one.match_key == other.match_key:
        return Match.LIKELY
    return by_parts


def find_person(
    name: NameParts,
    known: Mapping[Key, Iterable[NameParts]],
    *,
    at_least: Match = Match.SAME,
) -> Key | None:
    """The one known person whose names fit ``name`` best, or None if nobody's do, or several people's.

    ``known`` gives the names each person has been printed under. All of them must fit: whoever was
    once "George H. W. Bush" is not found as "George W. Bush".
    """
    scores: dict[Key, Match] = {}
    for key, names in known.items():
        matches = [same_person(name, one) for one in names]
        if matches and Match.DIFFERENT not in matches:
            scores[key] = max(matches)
    best = max(scores.values(), default=Match.DIFFERENT)
    if best < at_least:
        return None
    found = [key for key, score in scores.items() if score is best]
    return found[0] if len(found) == 1 else None


def _generation(one: NameParts, other: NameParts) -> Match:
    mine, theirs = fold_word(one.generation), fold_word(other.generation)
    if mine == theirs:
        return Match.SAME
    return Match.DIFFERENT if mine and theirs else Match.LIKELY


def _family_name_alone(one: NameParts, other: NameParts) -> Match:
    if _run_together(one.family) != _run_together(other.family):
        return Match.DIFFERENT
    if one.given or other.given:
        return Match.POSSIBLE
    return Match.LIKELY if fold(one.honorific) == fold(other.honorific) else Match.POSSIBLE


def _family(one: NameParts, other: NameParts) -> Match:
    mine, theirs = _mended(one.family, other.family)
    if _run_together(mine) == _run_together(theirs):
        return Match.SAME
    return Match.LIKELY if _differ_by_a_slip(fold(mine), fold(theirs)) else Match.DIFFERENT


def _given(one: NameParts, other: NameParts) -> Match:
    mended = _mended(one.given, other.given)
    mine, theirs = folded_words(mended[0]), folded_words(mended[1])
    if not mine or not theirs:
        return Match.DIFFERENT
    if fold_word(one.nickname) == theirs[0] or fold_word(other.nickname) == mine[0]:
        return Match.SAME
    first = _first_name(mine[0], theirs[0])
    if first is not Match.DIFFERENT:
        return min(first, _middle_names(mine[1:], theirs[1:]))
    return Match.LIKELY if _called_by_second(mine, theirs) else Match.DIFFERENT


def _first_name(mine: str, theirs: str) -> Match:
    if mine == theirs:
        return Match.SAME
    shorter, longer = sorted((mine, theirs), key=len)
    fits = (
        (len(shorter) == 1 and longer.startswith(shorter))
        or longer in words.DIMINUTIVES.get(shorter, ())
        or _differ_by_a_slip(mine, theirs)
    )
    return Match.LIKELY if fits else Match.DIFFERENT


def _middle_names(mine: list[str], theirs: list[str]) -> Match:
    """Names that stand in the same place must fit; one list may end before the other."""
    for one, other in zip(mine, theirs, strict=False):
        shorter, longer = sorted((one, other), key=len)
        if shorter != longer and not (len(shorter) == 1 and longer.startswith(shorter)):
            return Match.DIFFERENT
    return Match.SAME


def _called_by_second(mine: list[str], theirs: list[str]) -> bool:
    """Whether one has an initial before the name the other begins with: "M. Todd" and "Todd"."""
    for long, short in ((mine, theirs), (theirs, mine)):
        if len(long) > 1 and len(long[0]) == 1 and long[1] == short[0]:
            return _middle_names(long[2:], short[1:]) is not Match.DIFFERENT
    return False


def _differ_by_a_slip(mine: str, theirs: str) -> bool:
    long_enough = min(len(mine), len(theirs)) >= _LONG_ENOUGH_FOR_A_SLIP
    # Imported where it is used: only an import compares names.
    from rapidfuzz.distance import Levenshtein

    return long_enough and Levenshtein.distance(mine, theirs, score_cutoff=1) <= 1


def _run_together(text: str) -> str:
    return "".join(folded_words(text))


def _mended(mine: str, theirs: str) -> tuple[str, str]:
    """Both, with a letter that one of them lost taken from the other."""
    mine, theirs = (unicodedata.normalize("NFC", text) for text in (mine, theirs))
    return _mend(mine, theirs), _mend(theirs, mine)


def _mend(damaged: str, whole: str) -> str:
    if len(damaged) != len(whole):
        return damaged
    lost = 0
    for sign, letter in zip(damaged, whole, strict=True):
        if sign in _LOST_LETTERS and not letter.isascii():
            lost += 1
        elif sign.lower() != letter.lower():
            return damaged
    return whole if lost else damaged

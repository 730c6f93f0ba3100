"""By which words a person is found: folded, so that spelling, script and order do not matter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from app.core.names.parts import folded_words, parse_name
from app.core.text import fold

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa"}
)
"""How German and the Scandinavian languages write these letters where they cannot be typed."""
_APOSTROPHES = re.compile("['‘’ʼ]")
_LATIN = re.compile("[a-z]")
_NUMBER = re.compile(r"[+()\d\s./-]+")
_SHORTEST_NUMBER = 4


def search_words(
    *,
    names: Iterable[str],
    organisations: Iterable[str],
    addresses: Iterable[str],
    digits: Iterable[str],
) -> str:
    """All words by which somebody is found, each after a space, so that a search finds how one begins.

    Names are there with hyphens, spaces and apostrophes read in every way in which people type
    them: "Dae-jung" as dae, jung and daejung, "Müller" as muller and mueller.
    """
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(_name_words(name)))
    for text in (*organisations, *addresses):
        found.update(dict.fromkeys(folded_words(text)))
    found.update(dict.fromkeys(each for each in digits if each))
    return "".join(f" {word}" for word in found)


def _name_words(name: str) -> list[str]:
    words = folded_words(name)
    joined = [one + other for one, other in pairwise(words)]
    whole = "".join(words)
    typed = folded_words(name.translate(_UMLAUTS))
    parted = folded_words(_APOSTROPHES.sub(" ", name))
    return [*words, *joined, whole, *typed, *parted] if words else [fold(name)]


def asked_words(words: str) -> list[str]:
    """What somebody who typed ``words`` looks for, to be found anywhere in the search words.

    A word in Latin letters must begin a word, one in another script may stand anywhere in one; a
    telephone number is looked for without its signs and its leading zeros.
    """
    if _NUMBER.fullmatch(words.strip()):
        digits = re.sub(r"\D", "", words).lstrip("0")
        if len(digits) >= _SHORTEST_NUMBER:
            return [digits]
    asked = folded_words(words) or list(filter(None, [fold(words)]))
    return [f" {word}" if _is_latin(word) else word for word in asked]


def _is_latin(word: str) -> bool:
    return word.isascii() or bool(_LATIN.search(word))


def romanised_parts(
    display_name: str, family_name: str, romanised: Iterable[str]
) -> tuple[str, str] | None:
    """Given and family name to sort by, of someone who is written in another script; None if Latin.

    The romanised name is known among the variants, or nobody can say where the name belongs.
    """
    if _LATIN.search(fold(family_name or display_name)):
        return None
    for variant in romanised:
        parts = parse_name(variant)
        if _LATIN.search(fold(parts.family)):
            return parts.given, parts.family
    return None


def phone_digits(number: str) -> str:
    """The digits of a telephone number, which are all that its ways of being written share."""
    return "".join(sign for sign in fold(number) if sign.isdigit())[:40]

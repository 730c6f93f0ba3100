"""Whether two records name one organisation: its telling words, its abbreviation, its initials."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from app.core.names.parts import folded_words

_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "for",
        "in",
        "at",
        "a",
        "an",
        "on",
        "de",
        "la",
        "le",
        "les",
        "des",
        "du",
        "del",
        "der",
        "die",
        "das",
        "und",
        "et",
        "y",
        "e",
        "i",
        "university",
        "universitat",
        "universite",
        "universidad",
        "universidade",
        "universita",
        "univ",
        "u",
        "institute",
        "institut",
        "instituto",
        "inst",
        "department",
        "dept",
        "division",
        "bureau",
        "office",
        "center",
        "centre",
        "school",
        "college",
        "faculty",
        "graduate",
        "program",
        "programme",
        "ministry",
        "foundation",
        "association",
        "council",
        "committee",
        "commission",
        "agency",
        "national",
        "international",
        "inc",
        "ltd",
        "llc",
        "corp",
        "company",
        "co",
        "group",
        "ret",
        "republic",
        "public",
        "policy",
        "research",
        "studies",
        "study",
        "affairs",
        "foreign",
    ]
)
"""Words that many organisations share."""


class Tie(IntEnum):
    """What two records' organisations say about them."""

    APART = -1
    UNKNOWN = 0
    NEAR = 1
    SAME = 2


@dataclass(frozen=True)
class OrganisationWords:
    """The words of an organisation: all of them, those that tell it from others, its initials."""

    words: tuple[str, ...] = ()
    telling: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()


@lru_cache(maxsize=50_000)
def read_organisation(text: str) -> OrganisationWords:
    """Return what is compared of the name of an organisation."""
    words = tuple(folded_words(text.replace("\u2019", "").replace("'", "")))
    telling = frozenset(word for word in words if word not in _COMMON and len(word) > 1)
    initials = set[str]()
    for part in re.split(r"[,/()\n;–-]", text):
        letters = [
            word[0] for word in folded_words(part) if word not in {"of", "and", "the", "for"}
        ]
        initials |= {"".join(letters[:length]) for length in range(2, len(letters) + 1)}
    return OrganisationWords(words, telling, frozenset(initials))


@lru_cache(maxsize=200_000)
def tie(one: OrganisationWords, other: OrganisationWords) -> Tie:
    """What the two organisations say about the records that name them."""
    if not one.words or not other.words:
        return Tie.UNKNOWN
    if one.words == other.words:
        return Tie.SAME
    if set(one.words) & other.initials or set(other.words) & one.initials:
        return Tie.SAME
    shared = one.telling & other.telling
    fewer = min(len(one.telling), len(other.telling))
    if not fewer:
        smaller, larger = sorted((set(one.words), set(other.words)), key=len)
        return Tie.NEAR if smaller <= larger else Tie.APART
    if len(shared) == fewer:
        return Tie.SAME
    return Tie.NEAR if shared else Tie.APART

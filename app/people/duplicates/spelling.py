"""One word of a name in the ways in which it is spelled: folded, by sound, and with letters lost."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from app.core.names import words as name_words
from app.core.names.parts import folded_words
from app.people.duplicates.tables import ALSO_WRITTEN

_PREFIXES = frozenset({"al", "el", "ul", "bin", "ibn", "ben", "bint", "abu"})
"""What stands before Arabic family names in one list and not in the other."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_SIGNS = "?\ufffd"

_MUTE = re.compile(r"(?<=[aeiou])h(?![aeiou])")
# Each to what the ways of writing one sound in Latin letters share; the longest first.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tsch|tch|cz|tj|zh|dzh|dj", "C"),
        (r"sch|shch|sh|sz|hs|x(?=[aeiou])", "s"),
        (r"chr", "kr"),
        (r"ch|j(?=[aeiouy])|q(?=i)|ts|tz|z|dz", "C"),
        (r"ks|x", "ks"),
        (r"ph|v|w(?=[aeiou])|f", "f"),
        (r"kh|gh", "h"),
        (r"ck|c(?=[aouklr])|q|g", "k"),
        (r"d", "t"),
        (r"b", "p"),
        (r"r", "l"),
        (r"th", "t"),
        (_MUTE.pattern, ""),
    )
)
_VOWELS = tuple(
    (re.compile(pattern), vowel)
    for pattern, vowel in (
        (r"ae|ai|ay|ei|ey|ej", "e"),
        (r"ee|ii|iy|yi|ij|ie|y|j", "i"),
        (r"eo|eu|ou|oo|ow|uh|oh|u|o|w", "u"),
    )
)
_DOUBLED = re.compile(r"(.)\1+")
_VOWEL_GROUPS = re.compile("[aeiu]+")
_SYLLABLES = 2
"""One syllable says too little: Hung and Huong are two names."""
_SIXES = 6
_SCANDINAVIAN = re.compile(r"^(.+)s([eo])n$")


class Like(IntEnum):
    """How alike two words of a name are, the less the lower."""

    NOT = 0
    FAR = 1
    """They sound alike but for a vowel."""
    SOUND = 2
    """They are two ways of writing one sound."""
    SLIP = 3
    """They differ by one letter."""
    LOST = 4
    """A letter was lost on the way from one programme to another."""
    SAME = 5


@dataclass(frozen=True)
class Spelled:
    """A word of a name: as printed, folded, and what its spellings share."""

    raw: str
    folded: str
    forms: frozenset[str]
    sound: str
    parts: tuple[str, ...]
    """The words that spaces and hyphens part, as printed."""
    may_be_damaged: bool
    """Whether it holds a sign or a letter beyond ASCII."""

    @property
    def initial(self) -> str:
        """The first letter."""
        return self.folded[:1]

    @property
    def is_initial(self) -> bool:
        """Whether it is one letter and no more."""
        return len(self.folded) == 1


@lru_cache(maxsize=10_000)
def spell(raw: str) -> Spelled:
    """Return the word with all its spellings; a family name of several words is one word."""
    raw = unicodedata.normalize("NFC", raw)
    words = folded_words(raw)
    bare = [word for word in words if word not in _PREFIXES] or words
    folded = "".join(bare)
    in_full = folded_words(raw.lower().translate(_UMLAUTS))
    typed = [word for word in in_full if word not in _PREFIXES] or in_full
    forms = {folded, "".join(typed), _flattened("".join(typed))}
    return Spelled(
        raw,
        folded,
        frozenset(forms),
        _sound(folded),
        tuple(raw.replace("-", " ").split()),
        not raw.isascii() or any(sign in raw for sign in _SIGNS),
    )


def _flattened(word: str) -> str:
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("aa", "a")


@lru_cache(maxsize=10_000)
def _sound(folded: str) -> str:
    """The word by its sound: consonants in classes that transliterations share, vowels in four."""
    text = folded
    for pattern, sound in _SOUNDS:
        text = pattern.sub(sound, text)
    for pattern, vowel in _VOWELS:
        text = pattern.sub(vowel, text)
    return _DOUBLED.sub(r"\1", text)


@lru_cache(maxsize=500_000)
def alike(one: Spelled, other: Spelled) -> Like:
    """How alike the two words are written."""
    if one.folded == other.folded or one.forms & other.forms:
        return Like.SAME
    if _was_damaged(one, other):
        return Like.LOST
    if _are_written_alike(one.folded, other.folded):
        return Like.SOUND
    if min(len(one.folded), len(other.folded)) < 3 or _are_two_names(one.folded, other.folded):
        return Like.NOT
    slip = differ_by_a_slip(one.folded, other.folded)
    return Like.SLIP if slip else _by_sound(one.sound, other.sound)


def _was_damaged(one: Spelled, other: Spelled) -> bool:
    if not one.may_be_damaged and not other.may_be_damaged:
        return False
    return _lost_letters(one.raw, other.raw) or _lost_letters(other.raw, one.raw)


def _are_written_alike(one: str, other: str) -> bool:
    """Lee and Yi, Greg and Gregg, Alharbi and Harbi."""
    if other in ALSO_WRITTEN.get(one, ()):
        return True
    return _plain(one) == _plain(other) or _has_article(one, other)


@cache
def _plain(folded: str) -> str:
    """Greg and Gregg, Eric and Erik, Jon and John, Sara and Sarah are written the same so."""
    if len(folded) < 3:
        return folded
    text = folded.replace("ph", "f").replace("ck", "k").replace("c", "k")
    return _DOUBLED.sub(r"\1", _MUTE.sub("", text))


def _has_article(one: str, other: str) -> bool:
    """Alharbi and Harbi: an Arabic article that is written together with the name."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 3 and longer in {f"al{shorter}", f"el{shorter}"}


def differ_by_a_slip(one: str, other: str) -> bool:
    """Whether one letter is missing, added, another one, or two changed places, in a long word."""
    # Imported where it is used: only who looks for duplicates compares names.
    from rapidfuzz.distance import OSA

    return min(len(one), len(other)) >= _SIXES and OSA.distance(one, other, score_cutoff=1) <= 1


def _are_two_names(one: str, other: str) -> bool:
    """Hansen and Hanson are two names, and so are Daniel and Daniela, Mario and Maria."""
    mine, theirs = _SCANDINAVIAN.match(one), _SCANDINAVIAN.match(other)
    if mine and theirs and mine.group(2) != theirs.group(2):
        return True
    shorter, longer = sorted((one, other), key=len)
    if longer[:-1] == shorter and longer[-1] in "aoi":
        return True
    return one[:-1] == other[:-1] and {one[-1], other[-1]} <= set("aoei")


def _by_sound(one: str, other: str) -> Like:
    if min(len(_VOWEL_GROUPS.findall(each)) for each in (one, other)) < _SYLLABLES:
        return Like.NOT
    if one == other:
        return Like.SOUND
    consonants = re.sub("[aeiu]", "", one)
    if len(one) != len(other) or consonants != re.sub("[aeiu]", "", other):
        return Like.NOT
    differing = sum(mine != theirs for mine, theirs in zip(one, other, strict=True))
    return Like.FAR if len(consonants) > 2 and differing == 1 and one[-1] == other[-1] else Like.NOT


def _lost_letters(damaged: str, whole: str) -> bool:
    """Whether ``damaged`` is ``whole`` with letters beyond ASCII replaced by a sign, or left out.

    A sign that no name holds may stand for any letter, or for the two that are typed for one.
    """
    damaged, whole = damaged.casefold(), whole.casefold()
    if damaged == whole or len(damaged) < 3:
        return False
    if any(sign in damaged for sign in _SIGNS):
        pattern = re.sub(f"[{_SIGNS}]+", r"\\w{1,2}", re.escape(damaged).replace("\\?", "?"))
        return bool(re.fullmatch(pattern, whole))
    if whole.isascii():
        return False
    pattern = "".join(letter if letter.isalnum() and letter.isascii() else "-?" for letter in whole)
    return bool(re.fullmatch(pattern, damaged))


@cache
def formal_names(short: str) -> frozenset[str]:
    """The names for which ``short`` stands in common English use."""
    return name_words.DIMINUTIVES.get(short, frozenset())


def initials_of(word: str) -> frozenset[str]:
    """The letters with which the name may be abbreviated: "Bob" with b, and with r for Robert."""
    return frozenset({word[:1], *(formal[:1] for formal in formal_names(word))})


def is_nickname(one: str, other: str) -> bool:
    """Whether one is short for the other, or both for the same."""
    mine, theirs = formal_names(one), formal_names(other)
    return other in mine or one in theirs or bool(mine & theirs)

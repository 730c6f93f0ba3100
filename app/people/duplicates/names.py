"""How far two names may be of one person, from the names alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from app.people.duplicates.contacts import Profile, Reading
from app.people.duplicates.reasons import Reason
from app.people.duplicates.spelling import Like, Spelled, alike, initials_of, is_nickname, spell

SAME, LESS, CLOSE, LOOSE, WEAK = 6.0, 5.0, 4.5, 3.5, 3.0
"""How much a name counts for; what may be suggested stands in ``judgement``."""
FAMILY_ALONE = 1.5
CONTRADICTED = -9.0

_OF_FAMILY = {
    Like.SAME: (SAME, None),
    Like.LOST: (SAME, Reason.DAMAGED),
    Like.SLIP: (4.0, Reason.MISSPELT),
    Like.SOUND: (LOOSE, Reason.ROMANISED),
    Like.FAR: (2.5, Reason.ROMANISED),
}
_OF_GIVEN = {
    Like.SAME: (SAME, None),
    Like.LOST: (SAME, Reason.DAMAGED),
    Like.SLIP: (LOOSE, Reason.MISSPELT),
    Like.SOUND: (4.0, Reason.ROMANISED),
    Like.FAR: (LOOSE, Reason.ROMANISED),
}


@dataclass(frozen=True)
class Likeness:
    """How much two names count for being one person's, and why. ``slips`` were made in typing."""

    points: float
    reasons: tuple[Reason, ...] = ()


DIFFERENT = Likeness(CONTRADICTED)


def compare(one: Profile, other: Profile) -> Likeness:
    """Return how alike the names of both are, as they are best read."""
    if one.generation and other.generation and one.generation != other.generation:
        return DIFFERENT
    found = max(
        (
            _compare_readings(mine, theirs, one, other)
            for mine, theirs in product(one.readings, other.readings)
            # A middle name that both have is not a first surname.
            if not (mine.two_surnames and theirs.two_surnames)
        ),
        key=lambda likeness: likeness.points,
    )
    if one.generation != other.generation and found.points > 0:
        return Likeness(found.points - 0.25, found.reasons)
    return found


def _compare_readings(mine: Reading, theirs: Reading, one: Profile, other: Profile) -> Likeness:
    if one.bare != other.bare and (spelled := _run_together(one, mine, theirs)):
        return spelled
    family = _family(mine.family, theirs.family)
    if family.points <= 0:
        return DIFFERENT
    if not mine.given or not theirs.given:
        return _family_alone(mine, theirs, family)
    given = _given(mine.given, theirs.given, {one.nickname, other.nickname} - {""})
    if given.points <= 0:
        return DIFFERENT
    if mine != one.readings[0] and theirs != other.readings[0] and given.points <= WEAK:
        return DIFFERENT
    points = min(family.points, given.points)
    if family.points < SAME and given.points < SAME:
        points -= 1
    turned = not (mine.sure and theirs.sure) and _is_turned(mine, theirs, one, other)
    reasons = (*given.reasons, *family.reasons)
    if turned:
        points -= 0.75 if given.points > WEAK else 2.5
        reasons = (Reason.ORDER, *reasons)
    return Likeness(points, tuple(dict.fromkeys(reasons or (Reason.NAME,))))


def _run_together(one: Profile, mine: Reading, theirs: Reading) -> Likeness | None:
    """An address alone whose local part is the name in one word: "mkumar", "meerakumar"."""
    bare, named = (mine, theirs) if one.bare else (theirs, mine)
    if bare.given or not named.given or bare.family.folded == named.family.folded:
        return None
    local, family, first = bare.family.folded, named.family.folded, named.given[0].folded
    if local in {first + family, family + first}:
        return Likeness(LESS)
    letters = "".join(each.initial for each in named.given)
    if local in {first[:1] + family, letters + family, family + first[:1]}:
        return Likeness(LOOSE)
    return None


def _is_turned(mine: Reading, theirs: Reading, one: Profile, other: Profile) -> bool:
    return mine != one.readings[0] or theirs != other.readings[0]


def _family_alone(mine: Reading, theirs: Reading, family: Likeness) -> Likeness:
    if family.points < SAME:
        return DIFFERENT
    if not mine.given and not theirs.given:
        return Likeness(WEAK, (Reason.NAME,))
    return Likeness(FAMILY_ALONE, (Reason.FAMILY_ALONE,))


def _family(one: Spelled, other: Spelled) -> Likeness:
    like = alike(one, other)
    if like is Like.NOT:
        return _part_of_family(one, other)
    points, reason = _OF_FAMILY[like]
    return Likeness(points, (reason,) if reason else ())


def _part_of_family(one: Spelled, other: Spelled) -> Likeness:
    """One of two surnames is missing: "García" for "García Márquez", "Milo" for "Yarhi-Milo".

    Of two that no hyphen joins it is the second that is left out.
    """
    short, long = sorted((one, other), key=lambda each: len(each.folded))
    if len(long.parts) < 2 or len(short.parts) > 1 or len(short.folded) < 3:
        return DIFFERENT
    first, last = long.parts[0], long.parts[-1]
    if alike(short, spell(first)) is Like.SAME:
        return Likeness(LOOSE, (Reason.PART,))
    if "-" in long.raw and alike(short, spell(last)) is Like.SAME:
        return Likeness(WEAK, (Reason.PART,))
    return DIFFERENT


def _given(mine: Sequence[Spelled], theirs: Sequence[Spelled], nicknames: set[str]) -> Likeness:
    if "".join(each.folded for each in mine) == "".join(each.folded for each in theirs):
        return Likeness(SAME)
    best = max(
        _in_line(mine, theirs, nicknames),
        _as_one_word(mine, theirs),
        key=lambda likeness: likeness.points,
    )
    for long, short in ((mine, theirs), (theirs, mine)):
        if len(long) > len(short) and best.points <= 0:
            best = max(best, _called_by_later(long, short), key=lambda each: each.points)
    return best


def _as_one_word(mine: Sequence[Spelled], theirs: Sequence[Spelled]) -> Likeness:
    """Syllables that one writes apart and the other together: "Jung Ho" and "Chong-ho"."""
    if {len(mine), len(theirs)} != {1, 2} or any(each.is_initial for each in (*mine, *theirs)):
        return DIFFERENT
    one, other = (spell("-".join(each.raw for each in names)) for names in (mine, theirs))
    return Likeness(4.0, (Reason.ROMANISED,)) if alike(one, other) is Like.SOUND else DIFFERENT


def _in_line(mine: Sequence[Spelled], theirs: Sequence[Spelled], nicknames: set[str]) -> Likeness:
    """The first names fit, and so do those that stand in the same place after them."""
    first = _first_name(mine[0], theirs[0], nicknames)
    if first.points <= 0:
        return DIFFERENT
    points, reasons = first.points, list(first.reasons)
    for one, other in zip(mine[1:], theirs[1:], strict=False):
        middle = _middle_name(one, other)
        if middle.points <= 0:
            return DIFFERENT
        points = min(points, middle.points)
        reasons += middle.reasons
    if len(mine) != len(theirs):
        points = min(points - 0.25, LESS)
        reasons.append(Reason.MIDDLE)
    return Likeness(points, tuple(reasons))


def _first_name(one: Spelled, other: Spelled, nicknames: set[str]) -> Likeness:
    if one.is_initial or other.is_initial:
        fits = initials_of(one.folded) & initials_of(other.folded)
        return _BY_INITIALS[one.is_initial and other.is_initial] if fits else DIFFERENT
    if alike(one, other) is Like.SAME:
        return Likeness(SAME)
    if nicknames & {one.folded, other.folded}:
        return Likeness(LESS, (Reason.NICKNAME,))
    if is_nickname(one.folded, other.folded):
        return Likeness(CLOSE, (Reason.NICKNAME,))
    return _by_spelling(one, other)


_BY_INITIALS = {True: Likeness(LESS), False: Likeness(4.0, (Reason.INITIALS,))}
"""What initials count for: whether both names are initials, or one alone."""


def _by_spelling(one: Spelled, other: Spelled) -> Likeness:
    like = alike(one, other)
    if like is Like.NOT:
        return DIFFERENT
    if like is Like.SLIP and one.sound == other.sound:
        like = Like.SOUND
    points, reason = _OF_GIVEN[like]
    return Likeness(points, (reason,) if reason else ())


def _middle_name(one: Spelled, other: Spelled) -> Likeness:
    if one.is_initial or other.is_initial:
        return Likeness(LESS, (Reason.INITIALS,)) if one.initial == other.initial else DIFFERENT
    return _by_spelling(one, other)


def _called_by_later(long: Sequence[Spelled], short: Sequence[Spelled]) -> Likeness:
    """One is called by a later name: "M. Todd" and "Todd", "Van Tung" and "Tung"."""
    for start in range(1, len(long)):
        rest = long[start:]
        if rest[0].is_initial or short[0].is_initial or " " in rest[0].raw:
            continue  # A father's name ("bin Nasser") is nobody's own.
        if all(
            alike(one, other) is Like.SAME
            or (one.initial == other.initial and (one.is_initial or other.is_initial))
            for one, other in zip(rest, short, strict=False)
        ):
            initial_only = all(each.is_initial for each in long[:start])
            return Likeness(CLOSE if initial_only else WEAK, (Reason.MIDDLE,))
    return DIFFERENT

"""Whether two contacts are suggested: the names, and what speaks for and against them beside."""

from __future__ import annotations

from dataclasses import dataclass

from app.people.duplicates.contacts import Profile, local_words
from app.people.duplicates.names import CONTRADICTED, SAME, Likeness, compare
from app.people.duplicates.organisations import Tie, tie
from app.people.duplicates.reasons import Reason

ENOUGH = 4.0
"""As many points make a suggestion: a close name that nothing speaks against."""


@dataclass(frozen=True)
class Verdict:
    """What is thought of a pair. ``different`` says that the names themselves tell them apart."""

    points: float
    reasons: tuple[Reason, ...]
    different: bool = False

    @property
    def suggested(self) -> bool:
        """Whether somebody should look at the pair."""
        return self.points >= ENOUGH


def judge(one: Profile, other: Profile) -> Verdict:
    """Return what is thought of the two contacts."""
    name = _best_name(one, other)
    if name.points == CONTRADICTED:
        return Verdict(CONTRADICTED, (), different=True)
    points, reasons = name.points, list(name.reasons)
    for more, reason in (_addresses(one, other), _phones(one, other), _organisations(one, other)):
        points += more
        if reason:
            reasons.append(reason)
    points -= _contradicted_by_address(one, other, name)
    if _held_at_other_times(one, other):
        points -= 3
    if one.bare != other.bare:
        points -= 0.5
        reasons.append(Reason.BARE_ADDRESS)
    if name.points >= SAME and (not one.parts.honorific) != (not other.parts.honorific):
        reasons.append(Reason.TITLE)
    ordered = sorted(set(reasons), key=list(Reason).index)
    return Verdict(points, tuple(ordered))


def _best_name(one: Profile, other: Profile) -> Likeness:
    if one.native and one.native == other.native:
        return Likeness(SAME, (Reason.NATIVE,))
    name = compare(one, other)
    if name.points < SAME and (_is_known_as(one, other) or _is_known_as(other, one)):
        return Likeness(SAME, (Reason.VARIANT,))
    return name


def _is_known_as(one: Profile, other: Profile) -> bool:
    written = "".join(other.words)
    return bool(written) and any(
        "".join(sorted(variant.match_key.split())) == written for variant in one.others
    )


def _addresses(one: Profile, other: Profile) -> tuple[float, Reason | None]:
    """An address that spells neither name may be an office's, and says little."""
    shared = one.emails & other.emails
    if shared:
        personal = any(_spells(address, one) and _spells(address, other) for address in shared)
        return (3 if personal else 1), Reason.ADDRESS
    if not one.emails or not other.emails:
        return 0, None
    if one.locals & other.locals:
        return 2, Reason.LOCAL
    if _are_spelled_in_full(one.locals, other) or _are_spelled_in_full(other.locals, one):
        return 1, Reason.BARE_ADDRESS
    own = _are_spelled_in_full(one.locals, one) and _are_spelled_in_full(other.locals, other)
    return (-1 if own else 0), None


def _spells(address: str, profile: Profile) -> bool:
    """Whether the address holds the family name, or for want of it a given name."""
    local = "".join(local_words(address))
    return any(
        len(form) > 2 and form in local
        for reading in profile.readings
        for form in reading.family.forms
    )


def _phones(one: Profile, other: Profile) -> tuple[float, Reason | None]:
    return (2, Reason.PHONE) if one.phones & other.phones else (0, None)


def _organisations(one: Profile, other: Profile) -> tuple[float, Reason | None]:
    match tie(one.organisation, other.organisation):
        case Tie.SAME:
            return 2, Reason.ORGANISATION
        case Tie.NEAR:
            return 1, Reason.ORGANISATION
        case Tie.APART:
            return -1, None
    return 0, None


def _contradicted_by_address(one: Profile, other: Profile, name: Likeness) -> float:
    """An address that spells its own name shows that the letter by which the two differ is no slip."""
    telling = {Reason.MISSPELT, Reason.ROMANISED} & set(name.reasons)
    apart = not one.emails & other.emails and not one.locals & other.locals
    if not telling or not apart or not one.emails or not other.emails:
        return 0
    spelled = (_are_spelled_in_full(one.locals, one), _are_spelled_in_full(other.locals, other))
    return 2.0 if any(spelled) else 0


def _are_spelled_in_full(locals_: frozenset[str], profile: Profile) -> bool:
    """Whether one of the addresses' local parts holds both names of the profile."""
    return any(
        not given.is_initial and given.folded in local and reading.family.folded in local
        for reading in profile.readings
        for given in reading.given
        for local in locals_
    )


def _held_at_other_times(one: Profile, other: Profile) -> bool:
    """The same office in other years: one held it after the other."""
    if not one.years or not other.years or one.years & other.years:
        return False
    mine, theirs = (_office(each) for each in (one, other))
    return bool(mine) and mine == theirs


def _office(profile: Profile) -> str:
    return "".join(filter(str.isalpha, profile.contact.title.casefold()))

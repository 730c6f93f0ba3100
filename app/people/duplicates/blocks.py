"""Which pairs are worth comparing: never all, but those that share something telling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import chain, combinations

from app.people.duplicates.contacts import Profile
from app.people.duplicates.spelling import Spelled, differ_by_a_slip, initials_of, spell
from app.people.duplicates.tables import ALSO_WRITTEN

LARGEST = 60
"""More than these share something that tells nothing, such as a family name and an initial."""
LARGEST_OF_SLIPS = 400
"""Of these only the family names are compared, which is quick."""


def candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Return the places of each pair that shares a key, once."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    slips: dict[Hashable, dict[int, str]] = defaultdict(dict)
    for place, profile in enumerate(profiles):
        for key in set(_keys(profile)):
            blocks[key].append(place)
        for key, family in _keys_for_slips(profile):
            slips[key][place] = family
    seen: set[tuple[int, int]] = set()
    for pair in chain(_pairs(blocks), _pairs_by_a_slip(slips)):
        if pair not in seen:
            seen.add(pair)
            yield pair


def _pairs(blocks: Mapping[Hashable, Sequence[int]]) -> Iterator[tuple[int, int]]:
    for places in blocks.values():
        if 1 < len(places) <= LARGEST:
            yield from combinations(places, 2)


def _pairs_by_a_slip(slips: Mapping[Hashable, Mapping[int, str]]) -> Iterator[tuple[int, int]]:
    """Those of one given name whose family names begin or end alike, and differ by a letter."""
    for places in slips.values():
        if 1 < len(places) <= LARGEST_OF_SLIPS:
            for (one, mine), (other, theirs) in combinations(places.items(), 2):
                if mine != theirs and differ_by_a_slip(mine, theirs):
                    yield one, other


def _keys(profile: Profile) -> Iterator[Hashable]:
    for address in profile.emails:
        yield "address", address
    for local in profile.locals:
        yield "local", local
    for phone in profile.phones:
        yield "phone", phone
    if profile.native:
        yield "native", profile.native
    yield "words", profile.words
    yield "ascii", profile.ascii
    for reading in profile.all_readings:
        for family in _family_keys(reading.family):
            yield from _with_given(family, reading.given)
            if profile.nickname:
                yield "initial", family, profile.nickname[0]
            yield from (("works", family, word) for word in profile.organisation.telling)


def _keys_for_slips(profile: Profile) -> Iterator[tuple[Hashable, str]]:
    for reading in profile.all_readings:
        family = reading.family.folded
        for given in reading.given[:1]:
            yield ("start", given.folded, family[:3]), family
            yield ("end", given.folded, family[-3:]), family


def _family_keys(family: Spelled) -> Iterator[str]:
    """The whole name by its sound, and its first and last part where it has several."""
    yield min(ALSO_WRITTEN.get(family.folded, {family.sound}))
    parts = family.raw.replace("-", " ").split()
    if len(parts) > 1:
        yield spell(parts[0]).sound
        yield spell(parts[-1]).sound
    for form in sorted(family.forms - {family.folded}):
        yield spell(form).sound


def _with_given(family: str, given: Sequence[Spelled]) -> Iterator[Hashable]:
    if not given:
        yield "alone", family
    for each in given[:3]:
        yield "given", family, each.sound
        for initial in initials_of(each.folded):
            yield "initial", family, initial

"""Which pairs are worth comparing: never all, but those that share something telling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

from app.people.duplicates.contacts import Profile
from app.people.duplicates.spelling import Spelled, initials_of, spell
from app.people.duplicates.tables import ALSO_WRITTEN

LARGEST = 120
"""More than these share something that tells nothing, such as a family name and an initial."""


def candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Return the places of each pair that shares a key, once."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for place, profile in enumerate(profiles):
        for key in set(_keys(profile)):
            blocks[key].append(place)
    seen: set[tuple[int, int]] = set()
    for places in blocks.values():
        if 1 < len(places) <= LARGEST:
            for pair in combinations(places, 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


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
            yield from (("works", family, word) for word in profile.organisation.telling)
        for given in reading.given[:1]:
            yield "start", given.folded, reading.family.folded[:3]
            yield "end", given.folded, reading.family.folded[-3:]


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

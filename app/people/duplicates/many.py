"""Duplicates in a list so large that what looks at every likely pair would take an hour and all memory.

In a large list a pair must share an address, a number, a name, or all but a letter or an initial
of it, to be judged at all; keys are kept as numbers, and only what is judged is held in memory.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, groupby

from app.core.names.parts import folded_words
from app.people.duplicates.contacts import Contact, Profile, Reading, read
from app.people.duplicates.judgement import judge
from app.people.duplicates.settling import Judged
from app.people.duplicates.spelling import Spelled, alike, formal_names, initials_of, spell

LARGEST = 30
"""More than these share something that tells nothing."""
LONG_ENOUGH_FOR_A_SLIP = 6
_STEP = 5_000
_SHORT, _FULL = "short", "full"
PARTS = 16
"""Of the keys of one kind only one part is sorted at a time: sorted, each takes ten times the room."""

Keys = tuple["array[int]", "array[int]"]
"""Keys, and beside each the place of whoever has it: 16 bytes for both."""


def judged_among_many(
    contacts: Sequence[Contact], *, first: int, step: Callable[[], None]
) -> Judged:
    """Return what is thought of the pairs in which one is among the ``first`` of ``contacts``.

    ``step`` is called now and then, for whoever waits.
    """
    pairs = sorted(_pairs(contacts, first))
    wanted = sorted({place for pair in pairs for place in pair})
    # Whoever shares a key could be read, so none of these is None.
    profiles = [profile for place in wanted if (profile := read(contacts[place])) is not None]
    places = {place: number for number, place in enumerate(wanted)}
    judged = Judged(profiles)
    for number, (one, other) in enumerate(pairs):
        here, there = places[one], places[other]
        judged.note(here, there, judge(profiles[here], profiles[there]))
        if number % _STEP == 0:
            step()
    for kept in (spell, alike):
        # A worker that lives on has no use for fifty thousand spelled names.
        kept.cache_clear()
    return judged


def _pairs(contacts: Iterable[Contact], first: int) -> set[tuple[int, int]]:
    """The pairs that are worth judging, by their places."""
    found: set[tuple[int, int]] = set()
    gathered = _gathered(contacts)
    short, full = gathered.pop((_SHORT, 0), _nothing()), gathered.pop((_FULL, 0), _nothing())
    for keys, places in gathered.values():
        for _key, same in groupby(sorted(zip(keys, places, strict=True)), key=lambda each: each[0]):
            group = sorted({place for _, place in same})
            if 1 < len(group) <= LARGEST:
                found.update(pair for pair in combinations(group, 2) if pair[0] < first)
    found.update(pair for pair in _short_and_full(short, full) if pair[0] < first)
    return found


def _short_and_full(short: Keys, full: Keys) -> Iterator[tuple[int, int]]:
    """Whoever has an initial for a given name, or none, with those whom it may stand for."""
    fitting: dict[int, set[int]] = {key: set() for key in short[0]}
    for key, place in zip(*full, strict=True):
        if key in fitting:
            fitting[key].add(place)
    for key, place in zip(*short, strict=True):
        if len(fitting[key]) <= LARGEST:
            yield from ((min(place, each), max(place, each)) for each in fitting[key] - {place})


def _gathered(contacts: Iterable[Contact]) -> dict[tuple[str, int], Keys]:
    """By kind and part, the keys of everybody as numbers, and the place of whoever has each: 16 bytes a key."""
    found: defaultdict[tuple[str, int], Keys] = defaultdict(_nothing)
    for place, contact in enumerate(contacts):
        profile = read(contact)
        for kind, *facts in _keys(profile) if profile else ():
            key = hash(tuple(facts))
            keys, places = found[kind, 0 if kind in (_SHORT, _FULL) else key % PARTS]
            keys.append(key)
            places.append(place)
    return found


def _nothing() -> Keys:
    return array("q"), array("q")


def _keys(profile: Profile) -> Iterator[tuple[str, ...]]:
    for address in profile.emails:
        yield "address", address
        yield "local", "".join(folded_words(address.partition("@")[0]))
    for phone in profile.phones:
        yield "phone", phone
    if profile.native:
        yield "native", profile.native
    yield ("words", *profile.words)
    yield from _name_keys(profile.readings[0], sorted(profile.organisation.telling))


def _name_keys(reading: Reading, works_at: Sequence[str]) -> Iterator[tuple[str, ...]]:
    family, first = reading.family, reading.given[0] if reading.given else None
    yield _FULL, family.sound, ""
    if first is None or first.is_initial:
        yield _SHORT, family.sound, first.folded if first else ""
    for each in (each for each in reading.given[:2] if not each.is_initial):
        for name in {each.folded, *formal_names(each.folded)}:
            yield "given", family.folded, name
    if first is not None and not first.is_initial:
        yield from ((_FULL, family.sound, letter) for letter in initials_of(first.folded))
        yield from (("works", family.sound, first.folded, word) for word in works_at)
        yield from (("slip", first.folded, shorter) for shorter in _shorter(family))
        yield from (("slip", family.folded, shorter) for shorter in _shorter(first))


def _shorter(word: Spelled) -> Iterator[str]:
    """The word, and it with each letter left out: what two share that differ by one letter.

    Of short words only those in which an encoding can have lost a letter.
    """
    folded = word.folded
    yield folded
    if len(folded) >= LONG_ENOUGH_FOR_A_SLIP or not word.raw.isascii():
        yield from (folded[:place] + folded[place + 1 :] for place in range(len(folded)))

"""Who in a large list may be somebody else in it, or in the directory: judged as on the page of duplicates.

``people.duplicates.suggest`` compares whatever shares anything telling, which is right for what
people look at one by one. Fifty thousand contacts share too much, so here a pair must share an
address, a number, a name, or all but one letter or initial of it, to be judged at all; and only
what is judged is held in memory.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, groupby

from sqlalchemy import select

from app.core.names.parts import folded_words
from app.extensions import db
from app.imports.contacts.contact import Contact
from app.people.duplicates import Suggestion
from app.people.duplicates.contacts import Contact as Compared
from app.people.duplicates.contacts import Profile, read
from app.people.duplicates.judgement import judge
from app.people.duplicates.settling import Judged, add_thirds, settle
from app.people.duplicates.spelling import formal_names
from app.people.models import Affiliation, EmailAddress, Organisation, Person, Phone

LARGEST = 30
"""More than these share something that tells nothing."""
LONG_ENOUGH_FOR_A_SLIP = 6
_MASK = (1 << 63) - 1

Step = Callable[[], None]
"""Is called now and then, for whoever waits."""


def compared(one: Contact) -> Compared:
    """A contact of the file as it is compared; its key is its line."""
    return Compared(
        key=one.line,
        name=one.written,
        title=one.title,
        organisation=one.organisation,
        emails=one.emails,
        phones=[number for number, _ in one.phones],
        variants=one.aliases,
        native_name=one.native_name,
        family_first=one.family_first or None,
    )


def directory() -> Iterator[Compared]:
    """Everybody in the directory as they are compared; their key is their own."""
    addresses, numbers = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    for model, column, found in (
        (EmailAddress, EmailAddress.address, addresses),
        (Phone, Phone.number, numbers),
    ):
        for person_id, text in db.session.execute(select(model.person_id, column)):
            found[person_id].append(text)
    places = dict(
        db.session.execute(
            select(Affiliation.person_id, Organisation.name).join(
                Organisation, Organisation.id == Affiliation.organisation_id
            )
        ).tuples()
    )
    people = select(Person.id, Person.key, Person.honorific, Person.display_name, Person.native_name)
    for person_id, key, honorific, name, native in db.session.execute(people):
        yield Compared(
            key=key,
            name=f"{honorific} {name}".strip(),
            organisation=places.get(person_id, ""),
            emails=addresses[person_id],
            phones=numbers[person_id],
            native_name=native,
        )


def doubles(contacts: Sequence[Compared], *, file: int, step: Step = lambda: None) -> list[Suggestion]:
    """Return the pairs that may be of one person, the likeliest first.

    The first ``file`` of ``contacts`` come from a file; of the others, only pairs with those count.
    """
    pairs = sorted(_pairs(contacts, file))
    wanted = sorted({place for pair in pairs for place in pair})
    profiles = [profile for place in wanted if (profile := read(contacts[place])) is not None]
    if len(profiles) != len(wanted):
        raise AssertionError("Only who can be read shares anything.")
    places = {place: number for number, place in enumerate(wanted)}
    judged = Judged(profiles)
    for number, (one, other) in enumerate(pairs):
        here, there = places[one], places[other]
        judged.note(here, there, judge(profiles[here], profiles[there]))
        if number % 5_000 == 0:
            step()
    settle(judged)
    add_thirds(judged)
    return _suggestions(judged, {place for place in wanted if place < file}, wanted)


def _suggestions(judged: Judged, of_file: set[int], wanted: Sequence[int]) -> list[Suggestion]:
    found = [
        Suggestion(
            judged.profiles[one].contact.key,
            judged.profiles[other].contact.key,
            verdict.reasons,
            verdict.points,
        )
        for (one, other), verdict in judged.suggested.items()
        if wanted[one] in of_file or wanted[other] in of_file
    ]
    return sorted(found, key=lambda each: -each.points)


def _pairs(contacts: Iterable[Compared], file: int) -> set[tuple[int, int]]:
    """The pairs that are worth judging, by their places."""
    found: set[tuple[int, int]] = set()
    for keys in _gathered(contacts).values():
        for _key, same in groupby(sorted(zip(*keys, strict=True)), key=lambda each: each[0]):
            places = sorted({place for _, place in same})
            if 1 < len(places) <= LARGEST:
                found.update(pair for pair in combinations(places, 2) if pair[0] < file)
    return found


def _gathered(contacts: Iterable[Compared]) -> dict[str, tuple[array[int], array[int]]]:
    """By kind, the keys of everybody as numbers, and the place of whoever has each: 16 bytes a key."""
    found: defaultdict[str, tuple[array[int], array[int]]] = defaultdict(
        lambda: (array("q"), array("q"))
    )
    for place, contact in enumerate(contacts):
        profile = read(contact)
        for kind, *facts in _keys(profile) if profile else ():
            keys, places = found[kind]
            keys.append(hash(tuple(facts)) & _MASK)
            places.append(place)
    return found


def _keys(profile: Profile) -> Iterator[tuple[str, ...]]:
    for address in profile.emails:
        yield "address", address
        yield "local", "".join(folded_words(address.partition("@")[0]))
    for phone in profile.phones:
        yield "phone", phone
    if profile.native:
        yield "native", profile.native
    yield ("words", *profile.words)
    for reading in profile.all_readings:
        family, given = reading.family, reading.given[:2]
        for each in given:
            for name in {each.folded, *formal_names(each.folded)}:
                yield "given", family.sound, name
            if each.is_initial:
                yield "initial", family.folded, each.folded
        if given and not given[0].is_initial:
            yield "initial", family.folded, given[0].initial, profile.organisation.folded
            yield from (("slip", given[0].folded, shorter) for shorter in _shorter(family.folded))
            yield from (("slip", family.folded, shorter) for shorter in _shorter(given[0].folded))


def _shorter(word: str) -> Iterator[str]:
    """The word with each letter left out, and itself: what two share that differ by one letter."""
    if len(word) >= LONG_ENOUGH_FOR_A_SLIP:
        yield word
        yield from (word[:place] + word[place + 1 :] for place in range(len(word)))

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
from app.imports.models import ContactSource
from app.people.duplicates import Suggestion
from app.people.duplicates.contacts import Contact as Compared
from app.people.duplicates.contacts import Profile, Reading, read
from app.people.duplicates.judgement import judge
from app.people.duplicates.settling import Judged, add_thirds, settle
from app.people.duplicates.spelling import Spelled, alike, formal_names, initials_of, spell
from app.people.models import Affiliation, EmailAddress, Organisation, Person, Phone

LARGEST = 30
"""More than these share something that tells nothing."""
LONG_ENOUGH_FOR_A_SLIP = 6
_SHORT, _FULL = "short", "full"

Keys = tuple["array[int]", "array[int]"]
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


def directory(*, but: str) -> Iterator[Compared]:
    """Everybody in the directory as they are compared, but whom the job ``but`` added; by their own key."""
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
    added = select(ContactSource.person_id).where(ContactSource.job == but)
    people = select(
        Person.id, Person.key, Person.honorific, Person.display_name, Person.native_name
    ).where(Person.id.not_in(added))
    for person_id, key, honorific, name, native in db.session.execute(people):
        yield Compared(
            key=key,
            name=f"{honorific} {name}".strip(),
            organisation=places.get(person_id, ""),
            emails=addresses[person_id],
            phones=numbers[person_id],
            native_name=native,
        )


def doubles(
    contacts: Sequence[Compared], *, file: int, step: Step = lambda: None
) -> list[Suggestion]:
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
    for kept in (spell, alike):
        # A worker that lives on has no use for fifty thousand spelled names.
        kept.cache_clear()
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
    gathered = _gathered(contacts)
    short, full = gathered.pop(_SHORT, _nothing()), gathered.pop(_FULL, _nothing())
    for keys, places in gathered.values():
        for _key, same in groupby(sorted(zip(keys, places, strict=True)), key=lambda each: each[0]):
            group = sorted({place for _, place in same})
            if 1 < len(group) <= LARGEST:
                found.update(pair for pair in combinations(group, 2) if pair[0] < file)
    found.update(pair for pair in _short_and_full(short, full) if pair[0] < file)
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


def _gathered(contacts: Iterable[Compared]) -> dict[str, Keys]:
    """By kind, the keys of everybody as numbers, and the place of whoever has each: 16 bytes a key."""
    found: defaultdict[str, Keys] = defaultdict(_nothing)
    for place, contact in enumerate(contacts):
        profile = read(contact)
        for kind, *facts in _keys(profile) if profile else ():
            keys, places = found[kind]
            keys.append(hash(tuple(facts)))
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

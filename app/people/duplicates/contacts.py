"""What is compared: a record as somebody wrote it down, and what is read from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.core.names import NameParts, parse_name
from app.core.names import words as name_words
from app.core.names.parts import folded_words
from app.core.text import fold
from app.people.duplicates.organisations import OrganisationWords, read_organisation
from app.people.duplicates.spelling import Spelled, spell

_ADDRESS = re.compile(r"[^\s<>;,:\"()]+@+[^\s<>;,:\"()]+")
_AT = re.compile(r"\s*[(\[]\s*at\s*[)\]]\s*", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:19|20|18|17)\d{2}\b")
_ASCII = re.compile("[^a-z]")
_NOT_NAME = re.compile(r"[\d_+.-]+")
_ENOUGH_DIGITS = 7


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A record as somebody wrote it down; ``key`` tells it from all others."""

    key: Hashable
    name: str = ""
    title: str = ""
    organisation: str = ""
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    variants: Sequence[str] = ()
    native_name: str = ""
    family_first: bool | None = None


@dataclass(frozen=True)
class Reading:
    """A name as it may be meant: given names in their order, and the family name."""

    given: tuple[Spelled, ...]
    family: Spelled
    sure: bool = True
    """Whether the record itself shows which name is the family name."""
    two_surnames: bool = False
    """Whether the last two words are taken for the family name, as in Spanish."""


@dataclass
class Profile:
    """What is read from one contact. ``bare`` says that its name is that of its address."""

    contact: Contact
    parts: NameParts
    bare: bool
    emails: frozenset[str]
    phones: frozenset[str]
    organisation: OrganisationWords
    years: frozenset[str]
    native: str
    others: tuple[NameParts, ...] = field(default=())

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The ways in which the name may be meant, the likeliest first."""
        return tuple(_readings(self.parts))

    @cached_property
    def all_readings(self) -> tuple[Reading, ...]:
        """Those of the variants too."""
        more = (reading for other in self.others for reading in _readings(other))
        return tuple(dict.fromkeys((*self.readings, *more)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words of the name, in alphabetical order."""
        return tuple(sorted(folded_words(self.parts.bare)))

    @cached_property
    def ascii(self) -> str:
        """The letters that no wrong encoding can lose, in the alphabetical order of the words."""
        plain = unicodedata.normalize("NFC", self.parts.bare.casefold())
        return " ".join(sorted(_ASCII.sub("", word) for word in plain.split()))

    @cached_property
    def nickname(self) -> str:
        """The name in brackets or quotation marks, folded."""
        return "".join(folded_words(self.parts.nickname))

    @cached_property
    def generation(self) -> str:
        """What tells namesakes of one family apart: "jr", "iii"; often nothing."""
        return "".join(folded_words(self.parts.generation))

    @cached_property
    def locals(self) -> frozenset[str]:
        """What stands before the @ of the addresses, without dots and numbers."""
        return frozenset(found for each in self.emails if (found := "".join(local_words(each))))


def read(contact: Contact) -> Profile | None:
    """Return what the contact says; None if neither name nor address says who it is."""
    emails = frozenset(_addresses((contact.name, *contact.emails)))
    name = "" if "@" in contact.name else contact.name.strip()
    bare = not name
    if bare:
        name = " ".join(next((local_words(each) for each in sorted(emails)), ()))
    if not folded_words(name):
        return None
    parts = parse_name(name, family_first=contact.family_first)
    others = [parse_name(each) for each in contact.variants if folded_words(each)]
    native = contact.native_name or parts.native
    return Profile(
        contact=contact,
        parts=parts,
        bare=bare,
        emails=emails,
        phones=frozenset(_phones(contact.phones)),
        organisation=read_organisation(contact.organisation),
        years=frozenset(_YEARS.findall(contact.title)),
        native="".join(folded_words(native)),
        others=tuple(others),
    )


def _addresses(texts: Sequence[str]) -> Iterator[str]:
    """The addresses in ``texts`` as they were meant: no mailto:, no (at), no doubled @."""
    for text in texts:
        for found in _ADDRESS.findall(_AT.sub("@", text)):
            local, _, domain = re.sub("@+", "@", fold_address(found)).partition("@")
            if local and domain:
                yield f"{local}@{domain.rstrip('.')}"


def fold_address(address: str) -> str:
    """An address in the form under which it is compared; a hyphen in it stays."""
    return address.strip().casefold().removeprefix("mailto:")


def local_words(address: str) -> list[str]:
    """The words before the @: "keren.yarhi-milo@…" gives keren, yarhi, milo."""
    local = address.partition("@")[0].partition("+")[0]
    return [fold(word) for word in _NOT_NAME.split(local) if fold(word)]


def _phones(numbers: Sequence[str]) -> Iterator[str]:
    for number in numbers:
        digits = "".join(sign for sign in number if sign.isdigit())
        if len(digits) >= _ENOUGH_DIGITS:
            # With and without the country, the last nine are the same.
            yield digits[-9:]


_MARKED = re.compile(r",|\b[A-Z]{2,}\b")


def _readings(parts: NameParts) -> Iterator[Reading]:
    """As the name was parsed; where nothing shows the family name, also turned round."""
    given = folded_words(parts.given)
    raw_given, raw_family = _with_small_words(parts.given.split(), parts.family.split())
    sure = bool(_MARKED.search(parts.printed)) or parts.family_first or not given
    spelled_given = tuple(spell(word) for word in _given_words(raw_given))
    yield Reading(spelled_given, spell(" ".join(raw_family)), sure)
    if sure or not given:
        return
    words = _given_words(parts.bare.split())
    if len(words) > 1:
        first, *rest = words
        yield Reading(tuple(map(spell, rest)), spell(first), sure=False)
    if len(words) > 2 and len(raw_family) == 1:
        surnames = spell(" ".join(words[-2:]))
        yield Reading(tuple(map(spell, words[:-2])), surnames, sure=False, two_surnames=True)


_SON_OF = frozenset({"bin", "ibn", "ben", "bint"})
_THE = frozenset({"al", "el", "ul"})


def _with_small_words(given: list[str], family: list[str]) -> tuple[list[str], list[str]]:
    """Where small words belong: "Al" and "van der" to the family name, "bin Nasser" is one given name."""
    while len(given) > 1 and (fold(given[-1]) in _THE or given[-1] in name_words.PARTICLES):
        given, family = given[:-1], [given[-1], *family]
    if len(family) > 2 and fold(family[0]) in _SON_OF:
        given, family = [*given, *family[:2]], family[2:]
    joined: list[str] = []
    for word in given:
        if joined and fold(joined[-1]) in _SON_OF:
            joined[-1] = f"{joined[-1]} {word}"
        else:
            joined.append(word)
    return joined, family


def _given_words(words: Sequence[str]) -> list[str]:
    """Given names as they are compared one by one: "J.R." is two, "Lien-Hang" one."""
    found: list[str] = []
    for word in words:
        initials = folded_words(word)
        if all(len(each) == 1 for each in initials):
            found.extend(initials)
        else:
            found.append(word)
    return [word for word in found if folded_words(word)]

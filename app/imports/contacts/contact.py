"""A contact as it is to stand in the directory, read from what a file says; what cannot be used is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from app.core.messages import N_
from app.core.names import NameParts, parse_name
from app.core.names import words as name_words
from app.core.names.parts import folded_words
from app.imports.cells import Fault
from app.imports.contacts.addresses import Addresses, read_addresses
from app.imports.contacts.dates import puts_month_first, read_date
from app.imports.contacts.entries import Entry
from app.imports.contacts.fields import FIELD_LABELS, LIMITS, OF_A_SEAT, Field
from app.people.rules import phone_digits

_OWN_SCRIPT = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]")
_NUMBERS = re.compile(r"\s*(?:[;/|\n]|,(?=\s*\+))\s*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MOST_NUMBERS = 8


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact. ``ref`` is made from all that was said, so that the same row is known again.

    ``phones`` are each a number and what it is for; ``kept`` are a heading and a text each, for
    which there is no other place than the notes. ``written`` is the name as it stood in the file.
    """

    line: int
    ref: str
    written: str
    display_name: str
    honorific: str = ""
    given_name: str = ""
    family_name: str = ""
    suffix: str = ""
    native_name: str = ""
    family_first: bool = False
    pronunciation: str = ""
    title: str = ""
    unit: str = ""
    organisation: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    country: str = ""
    gender: str = ""
    languages: str = ""
    assistant_name: str = ""
    assistant_email: str = ""
    assistant_phone: str = ""
    notes: str = ""
    kept: tuple[tuple[str, str], ...] = ()


@dataclass
class Reader:
    """Reads the entries of one file; what is wrong with them goes to ``faults``.

    A fault of a row that comes back as None refuses the row; all others leave the rest of it.
    """

    month_first: bool
    faults: list[Fault] = field(default_factory=list)
    both_ways: int = 0
    """How many dates might also be meant the other way round."""

    @classmethod
    def of(cls, everything: Sequence[Entry]) -> Reader:
        """A reader that knows how most dates of the file are written."""
        return cls(puts_month_first(entry.one(Field.LAST_CONTACT) for entry in everything))

    def read(self, entry: Entry) -> Contact | None:
        """Read one entry; None if nobody could be found by it."""
        return _Reading(self, entry).contact()


class _Reading:
    """The reading of one entry."""

    def __init__(self, reader: Reader, entry: Entry) -> None:
        self._reader = reader
        self._entry = entry
        self._kept: list[tuple[str, str]] = []

    def contact(self) -> Contact | None:
        addresses = self._addresses(Field.EMAIL)
        written, parts, native = self._name(addresses)
        if parts is None:
            return None
        honorific, title = self._titles(parts)
        return Contact(
            line=self._entry.line,
            ref=reference(self._entry),
            written=written,
            display_name=parts.display,
            honorific=self._fit(Field.HONORIFIC, honorific),
            given_name=self._fit(Field.GIVEN, parts.given),
            family_name=self._fit(Field.FAMILY, parts.family),
            suffix=self._fit(Field.SUFFIX, _suffix(parts, self._entry.one(Field.SUFFIX))),
            native_name=self._fit(Field.NATIVE, native),
            family_first=parts.family_first,
            pronunciation=self._text(Field.PRONUNCIATION),
            title=self._fit(Field.TITLE, title),
            unit=self._text(Field.UNIT),
            organisation=self._text(Field.ORGANISATION),
            emails=addresses.good,
            phones=tuple(self._phones()),
            aliases=tuple(
                each for each in self._entry.all(Field.ALIAS) if self._fit(Field.ALIAS, each)
            ),
            country=self._text(Field.COUNTRY),
            gender=self._text(Field.GENDER),
            languages=self._text(Field.LANGUAGES),
            assistant_name=self._text(Field.ASSISTANT),
            assistant_email=next(iter(self._addresses(Field.ASSISTANT_EMAIL).good), ""),
            assistant_phone=self._text(Field.ASSISTANT_PHONE),
            notes="\n".join(self._entry.all(Field.NOTES)),
            kept=(*self._last_contact(), *self._kept),
        )

    def _wrong(self, column: Field, message: str, **facts: object) -> None:
        self._reader.faults.append(Fault(self._entry.line, FIELD_LABELS[column], message, facts))

    def _text(self, field: Field) -> str:
        return self._fit(field, self._entry.one(field))

    def _fit(self, field: Field, text: str) -> str:
        """The text, or nothing if it is too long; then it is kept in the notes."""
        if len(text) <= LIMITS[field]:
            return text
        self._wrong(field, N_("This is too long for its field and was put into the notes."))
        self._kept.append((FIELD_LABELS[field], text))
        return ""

    def _addresses(self, field: Field) -> Addresses:
        found = [read_addresses(cell) for cell in self._entry.all(field)]
        for bad in (each for one in found for each in one.bad):
            self._wrong(
                field, N_("“%(text)s” is no e-mail address and was put into the notes."), text=bad
            )
            self._kept.append((FIELD_LABELS[field], bad))
        for mended in (each for one in found for each in one.mended):
            self._wrong(field, N_("This was read as %(text)s."), text=mended)
        return Addresses(
            good=tuple(dict.fromkeys(each for one in found for each in one.good)),
            name=next((one.name for one in found if one.name), ""),
        )

    def _name(self, addresses: Addresses) -> tuple[str, NameParts | None, str]:
        """The name as written, its parts, and how it is written in its own script."""
        written, family_first = self._written()
        if "@" in written:
            addresses = _with(addresses, read_addresses(written))
            written = ""
        written = written or addresses.name or self._entry.one(Field.NATIVE)
        if not folded_words(written):
            if not addresses.good:
                self._wrong(Field.NAME, N_("There is neither a name nor an e-mail address."))
                return "", None, ""
            address = addresses.good[0]
            return address, NameParts(printed=address, family=address), ""
        if len(written) > LIMITS[Field.NAME]:
            self._wrong(Field.NAME, N_("This is too long for a name."))
            return "", None, ""
        parts = parse_name(_capitalised(written), family_first=family_first)
        return written, parts, self._entry.one(Field.NATIVE) or parts.native

    def _written(self) -> tuple[str, bool | None]:
        """The whole name, and whether the family name stands first, where the file says so."""
        entry = self._entry
        name, family = entry.one(Field.NAME), entry.one(Field.FAMILY)
        given = " ".join(entry.all(Field.GIVEN, Field.MIDDLE))
        if name:
            first = None if not (family and given) else name.startswith(family)
            return name, first or None
        if family and given and _OWN_SCRIPT.search(family) and _OWN_SCRIPT.search(given):
            return f"{family} {given}", True
        in_order = f"{family}, {given}" if family and given else family or given
        suffix = entry.one(Field.SUFFIX)
        return (f"{in_order}, {suffix}" if in_order and suffix else in_order), None

    def _titles(self, parts: NameParts) -> tuple[str, str]:
        """What stands before the name, and the office; "Prof." in the column of offices is no office."""
        title = self._entry.one(Field.TITLE)
        before = " ".join(filter(None, (parts.honorific, parts.office)))
        if parts.printed.isupper():
            before = before.title()
        before = before or self._entry.one(Field.HONORIFIC)
        if not _is_honorific(title):
            return before, title
        return before or title, ""

    def _phones(self) -> Iterator[tuple[str, str]]:
        for meaning, label in ((Field.PHONE, ""), (Field.MOBILE, "mobile"), (Field.FAX, "fax")):
            for cell in self._entry.all(meaning):
                for number in _NUMBERS.split(cell)[:_MOST_NUMBERS]:
                    text = number.replace(",", " ").strip()
                    if text and not phone_digits(text):
                        self._wrong(
                            meaning,
                            N_("“%(text)s” is no number and was put into the notes."),
                            text=text,
                        )
                        self._kept.append((FIELD_LABELS[meaning], text))
                    elif text and self._fit(Field.PHONE, text):
                        yield text, label

    def _last_contact(self) -> Iterator[tuple[str, str]]:
        text = self._entry.one(Field.LAST_CONTACT)
        read = read_date(text, month_first=self._reader.month_first) if text else None
        if read is None:
            return
        self._reader.both_ways += read.both
        if read.wrong:
            self._wrong(
                Field.LAST_CONTACT,
                N_("“%(text)s” is no date and was put into the notes as it stands."),
                text=text,
            )
        if read.iso or read.wrong:
            yield FIELD_LABELS[Field.LAST_CONTACT], read.iso or text


def reference(entry: Entry) -> str:
    """The same for two rows that say exactly the same of a person, wherever they stand."""
    said = (
        "\t".join([meaning.value, *texts])
        for meaning, texts in sorted(entry.said.items())
        if meaning not in OF_A_SEAT
    )
    return sha256("\n".join(said).encode()).hexdigest()


def _with(addresses: Addresses, more: Addresses) -> Addresses:
    good = tuple(dict.fromkeys((*addresses.good, *more.good)))
    return Addresses(good=good, name=addresses.name or more.name)


def _capitalised(name: str) -> str:
    """A name typed without capitals with them; small words of family names stay small."""
    if not name.islower():
        return name
    return _WORD.sub(
        lambda word: (
            word.group() if word.group() in name_words.PARTICLES else word.group().capitalize()
        ),
        name,
    )


@lru_cache(maxsize=10_000)
def _is_honorific(title: str) -> bool:
    words = title.lower().split()
    return bool(words) and all(
        word.rstrip(".,") in name_words.HONORIFICS or word in name_words.DOTTED_HONORIFICS
        for word in words
    )


def _suffix(parts: NameParts, said: str) -> str:
    """What follows the name, without what is part of the name itself."""
    words = [word for word in parts.suffix.split() if word != parts.generation]
    text = " ".join(words)
    if said and not set(folded_words(said)) <= set(folded_words(parts.printed)):
        text = f"{text} {said}".strip()
    return text

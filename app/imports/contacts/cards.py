"""vCards 2.1, 3.0 and 4.0 as entries: one for each card, numbered from 1."""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import clean_line, clean_text
from app.imports.contacts.entries import Entry
from app.imports.contacts.fields import Field
from app.imports.contacts.mending import mended
from app.imports.reading.encoding import decoded
from app.imports.reading.grid import refuse_large
from app.imports.reading.refusals import Unreadable

MOST_CARDS = 100_000
LONGEST_TEXT = 20_000
LONGEST_LINE = 100_000
"""A picture within a card is longer, and is not looked at."""

_BEGIN = re.compile(
    rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*B\0?E\0?G\0?I\0?N\0?:\0?V\0?C\0?A\0?R\0?D",
    re.IGNORECASE,
)
_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PARTS = re.compile(r"(?<!\\);")
_LIST = re.compile(r"(?<!\\),")
_PARAMETER = re.compile(r';((?:[^";:]|"[^"]*")*)')
_NAME = re.compile(r"(?:[\w-]+\.)?([\w-]+)", re.ASCII)


@dataclass(frozen=True)
class Property:
    """One line of a card: its name in capitals, the words of its parameters, and its text as written."""

    name: str
    parameters: Mapping[str, str]
    text: str

    @property
    def types(self) -> frozenset[str]:
        """What the address or number is for: work, home, cell, …; 2.1 writes them bare."""
        words = f"{self.parameters.get('TYPE', '')},{self.parameters.get('', '')}"
        return frozenset(words.lower().replace('"', "").split(","))

    def parts(self) -> list[str]:
        """The text parted at its semicolons."""
        return [_plain(part) for part in _PARTS.split(self.text)]


def is_cards(content: bytes) -> bool:
    """Whether the file begins as a vCard does, whatever it is called."""
    return _BEGIN.match(content) is not None


def read_cards(content: bytes, *, encoding: str = "") -> tuple[list[Entry], str]:
    """Return an entry for each card and the encoding of the file. Raises Unreadable."""
    refuse_large(content)
    text, found = decoded(content, encoding)
    read = [_entry(number, card) for number, card in enumerate(_cards(text), start=1)]
    if len(read) > MOST_CARDS:
        raise Unreadable(N_("This file has more than %(most)s rows."), most=MOST_CARDS)
    return read, found


def _cards(text: str) -> Iterator[list[Property]]:
    card: list[Property] | None = None
    for line in _logical_lines(text):
        each = _property(line)
        if each is None:
            continue
        if each.name == "BEGIN" and each.text.strip().upper() == "VCARD":
            card = []
        elif each.name == "END" and card is not None:
            yield card
            card = None
        elif card is not None:
            card.append(each)
    if card is not None:
        raise Unreadable(N_("The last card of this file has no end: part of the file is missing."))


def _logical_lines(text: str) -> Iterator[str]:
    """The lines, unfolded; in 2.1 a line of quoted-printable goes on after a "=" at its end."""
    open_line = ""
    for line in _FOLD.sub("", text).splitlines():
        open_line += line
        head = open_line.partition(":")[0].upper()
        if "QUOTED-PRINTABLE" in head and open_line.endswith("="):
            open_line = open_line[:-1]
            continue
        if len(open_line) <= LONGEST_LINE:
            yield open_line
        open_line = ""


def _property(line: str) -> Property | None:
    name = _NAME.match(line)
    if name is None:
        return None
    rest, parameters = line[name.end() :], dict[str, str]()
    while found := _PARAMETER.match(rest):
        key, sign, value = found.group(1).partition("=")
        key, value = (key.upper(), value) if sign else ("", key)
        parameters[key] = ",".join(filter(None, (parameters.get(key, ""), value)))
        rest = rest[found.end() :]
    if not rest.startswith(":"):
        return None
    return Property(name.group(1).upper(), parameters, _unquoted(rest[1:], parameters))


def _unquoted(text: str, parameters: Mapping[str, str]) -> str:
    words = f"{parameters.get('ENCODING', '')},{parameters.get('', '')}".upper()
    if "QUOTED-PRINTABLE" not in words:
        return text
    code = quopri.decodestring(text.encode("ascii", "ignore"))
    try:
        return code.decode(parameters.get("CHARSET", "utf-8"))
    except (UnicodeDecodeError, LookupError):
        return code.decode("cp1252", "replace")


def _plain(text: str) -> str:
    """The text without its escapes, cleaned; a damaged one is nothing."""
    meant = _ESCAPED.sub(lambda sign: "\n" if sign.group(1) in "nN" else sign.group(1), text)
    try:
        return clean_text(mended(meant), LONGEST_TEXT)
    except InvalidInput:
        return ""


def _entry(number: int, card: list[Property]) -> Entry:
    said: dict[Field, list[str]] = {}
    for each in card:
        reader = _READERS.get(each.name)
        for meaning, text in reader(each) if reader else ():
            if line := text if meaning is Field.NOTES else clean_line(text, LONGEST_TEXT):
                said.setdefault(meaning, []).append(line)
    _join_pronunciation(said)
    return Entry(number, said)


def _join_pronunciation(said: dict[Field, list[str]]) -> None:
    if len(parts := said.get(Field.PRONUNCIATION, [])) > 1:
        said[Field.PRONUNCIATION] = [" ".join(parts)]


Said = Iterator[tuple[Field, str]]


def _whole(field: Field) -> Callable[[Property], Said]:
    def read(each: Property) -> Said:
        yield field, _plain(each.text)

    return read


def _name(each: Property) -> Said:
    fields = (Field.FAMILY, Field.GIVEN, Field.MIDDLE, Field.HONORIFIC, Field.SUFFIX)
    for field, part in zip(fields, each.parts(), strict=False):
        yield field, part.replace(",", " ") if field is not Field.SUFFIX else part


def _nickname(each: Property) -> Said:
    for part in _LIST.split(each.text):
        yield Field.ALIAS, _plain(part)


def _organisation(each: Property) -> Said:
    first, *units = each.parts()
    yield Field.ORGANISATION, first
    yield Field.UNIT, ", ".join(filter(None, units))


def _address(each: Property) -> Said:
    yield Field.EMAIL, _plain(each.text)


def _phone(each: Property) -> Said:
    types = each.types
    number = _plain(each.text).removeprefix("tel:")
    field = Field.FAX if "fax" in types else Field.MOBILE if "cell" in types else Field.PHONE
    yield field, number


def _post(each: Property) -> Said:
    """Of a postal address, the country alone is kept in the directory."""
    parts = each.parts()
    if len(parts) > 6:
        yield Field.COUNTRY, parts[6]


_READERS: Mapping[str, Callable[[Property], Said]] = {
    "FN": _whole(Field.NAME),
    "N": _name,
    "NICKNAME": _nickname,
    "ORG": _organisation,
    "TITLE": _whole(Field.TITLE),
    "EMAIL": _address,
    "TEL": _phone,
    "ADR": _post,
    "NOTE": _whole(Field.NOTES),
    "LANG": _whole(Field.LANGUAGES),
    "X-PHONETIC-FIRST-NAME": _whole(Field.PRONUNCIATION),
    "X-PHONETIC-MIDDLE-NAME": _whole(Field.PRONUNCIATION),
    "X-PHONETIC-LAST-NAME": _whole(Field.PRONUNCIATION),
    "X-ASSISTANT": _whole(Field.ASSISTANT),
    "X-EVOLUTION-ASSISTANT": _whole(Field.ASSISTANT),
    "X-MS-ASSISTANT": _whole(Field.ASSISTANT),
}
"""What is not here, such as birthdays and pictures, is no business of the directory."""

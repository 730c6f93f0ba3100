"""The lines of a calendar: unfolded as bytes, for a fold may fall within a letter, then taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.imports.reading.encoding import decoded
from app.imports.reading.refusals import Unreadable
from app.imports.reading.values import BOM

LONGEST_LINE = 500_000
_NAME = re.compile(r"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)")
_PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)=("[^"]*"(?:,"[^"]*")*|[^;:"]*)')
_ESCAPED = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True)
class Line:
    """One property: where it stands, its name, its parameters and its value as written."""

    number: int
    name: str
    value: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The value as a text, its escapes resolved."""
        return unescaped(self.value)


def unescaped(value: str) -> str:
    r"""A text without its escapes; ``\n`` is a line break."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def lines_of(content: bytes) -> Iterator[Line | int]:
    """The lines, one after the other; of one that cannot be read, its number."""
    raw = list(_unfolded(_as_utf8(content)))
    letters = _other_letters(raw)
    for number, octets in raw:
        if not octets.strip():
            continue
        try:
            said = octets.decode()
        except UnicodeDecodeError:
            said = octets.decode(letters, "replace")
        read = _line(number, said) if len(said) <= LONGEST_LINE else None
        yield read or number


def _as_utf8(content: bytes) -> bytes:
    """The content without its mark; what was written in two bytes per letter is written anew."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or content[:200].count(0) > 50:
        try:
            return decoded(content)[0].encode("utf-8", "replace")
        except Unreadable:
            return content
    return content.removeprefix(BOM)


def _unfolded(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each logical line with the number of the physical one on which it begins."""
    whole, began = [b""], 1
    ended = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for number, octets in enumerate(ended.split(b"\n"), start=1):
        if octets[:1] in (b" ", b"\t"):
            whole.append(octets[1:])
            continue
        yield began, b"".join(whole)
        whole, began = [octets], number
    yield began, b"".join(whole)


def _other_letters(raw: list[tuple[int, bytes]]) -> str:
    """In which letters those lines are written that are not in UTF-8."""
    foreign = [octets for _, octets in raw if not _is_utf8(octets)]
    if not foreign:
        return "utf-8"
    try:
        return decoded(b"\n".join(foreign[:2000]))[1]
    except Unreadable:
        return "cp1252"


def _is_utf8(octets: bytes) -> bool:
    try:
        octets.decode()
    except UnicodeDecodeError:
        return False
    return True


def _line(number: int, said: str) -> Line | None:
    """Take a line apart; None if it is none."""
    named = _NAME.match(said)
    if named is None:
        return None
    parameters, at = {}, named.end()
    while found := _PARAMETER.match(said, at):
        parameters[found[1].upper()] = found[2].strip('"')
        at = found.end()
    colon = said.find(":", at)
    if colon < 0 or said[at:colon].strip():
        return None
    value = said[colon + 1 :].strip()
    if parameters.get("TZID", "").startswith("(") and ":" in value:
        # A zone as shown on a screen has a colon of its own, which not everybody puts in quotes.
        rest, _, value = value.rpartition(":")
        parameters["TZID"] = f"{parameters['TZID']}:{rest}"
    return Line(number, named[1].upper(), value, parameters)

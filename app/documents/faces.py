"""Which characters our faces can print, read from the faces themselves."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

from app.documents.press import FONTS

STAND_IN = "\u25a1"
"""The empty box that is printed for a character which no face of ours has."""


def unprintable(text: str) -> str:
    """Return the characters of ``text`` that no face has, each once, in their order."""
    return "".join(dict.fromkeys(letter for letter in text if not _is_printable(letter)))


def printable(text: str) -> str:
    """Return ``text`` with a stand-in for each character that no face has."""
    return "".join(letter if _is_printable(letter) else STAND_IN for letter in text)


def _is_printable(letter: str) -> bool:
    return letter.isspace() or ord(letter) in _characters()


@cache
def _characters() -> frozenset[int]:
    return frozenset().union(*(characters_of(path) for path in FONTS.glob("*.ttf")))


def characters_of(path: Path) -> set[int]:
    """Return the code points for which the TrueType file at ``path`` has a glyph.

    The table "cmap" has one subtable for each way of encoding; formats 4 and 12 are those in use.
    """
    font = path.read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    for number in range(tables):
        tag, _check, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == b"cmap":
            return _mapped(font, offset)
    return set()


def _mapped(font: bytes, cmap: int) -> set[int]:
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    found = set[int]()
    for number in range(subtables):
        (offset,) = struct.unpack_from(">I", font, cmap + 4 + 8 * number + 4)
        (form,) = struct.unpack_from(">H", font, cmap + offset)
        if form in _READERS:
            found |= _READERS[form](font, cmap + offset)
    return found


def _segments(font: bytes, start: int) -> set[int]:
    """Format 4: ends, then starts, of runs of characters; the last run is a mark and no character."""
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    starts = struct.unpack_from(f">{count}H", font, start + 16 + 2 * count)
    runs = zip(starts, ends, strict=True)
    return {code for first, last in runs for code in range(first, last + 1)} - {0xFFFF}


def _groups(font: bytes, start: int) -> set[int]:
    """Format 12: groups of first character, last character and glyph."""
    (count,) = struct.unpack_from(">I", font, start + 12)
    flat = struct.unpack_from(f">{3 * count}I", font, start + 16)
    return {code for at in range(0, 3 * count, 3) for code in range(flat[at], flat[at + 1] + 1)}


_READERS = {4: _segments, 12: _groups}

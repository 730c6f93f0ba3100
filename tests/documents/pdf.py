"""Reads the PDF files of typst, as far as the tests ask: fonts, pages, and what is printed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

PRINTED = re.compile(rb"\bBT\b(.*?)\bET\b", re.DOTALL)
TEXT = re.compile(rb"/(f\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\)", re.DOTALL)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Pdf:
    """A PDF without object streams, whose text is in fonts of two bytes to a glyph."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        found = re.findall(rb"(\d+) 0 obj\s*(.*?)endobj", data, re.DOTALL)
        self.objects = {int(number): body for number, body in found}

    @property
    def pages(self) -> list[bytes]:
        """The dictionaries of all pages."""
        return [body for body in self.objects.values() if re.search(rb"/Type/Page\b", body)]

    @property
    def fonts(self) -> set[str]:
        """The names of all fonts whose files are within."""
        return {name for name, embedded in self._described() if embedded}

    @property
    def fonts_from_elsewhere(self) -> set[str]:
        """The names of fonts that a reader would have to bring."""
        return {name for name, embedded in self._described() if not embedded}

    @property
    def text(self) -> str:
        """What is printed, a line for each run of text, page after page."""
        return "\n".join(line for page in self.pages for line in self._lines(page))

    def _described(self) -> Iterator[tuple[str, bool]]:
        for body in self.objects.values():
            if name := re.search(rb"/FontDescriptor/FontName/[A-Z]{6}\+([\w-]+)", body):
                yield name[1].decode(), b"/FontFile" in body

    def _lines(self, page: bytes) -> Iterator[str]:
        resources = self.objects[self._reference(page, rb"Resources")]
        fonts = {
            name: self._letters(int(number))
            for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
        }
        letters: dict[int, str] = {}
        for run in PRINTED.findall(self._stream(self._reference(page, rb"Contents"))):
            line = ""
            for font, string in TEXT.findall(run):
                letters = fonts[font] if font else letters
                line += "".join(letters.get(glyph, "\ufffd") for glyph in _glyphs(string))
            yield line

    def _letters(self, font: int) -> dict[int, str]:
        """What the glyphs of a font mean."""
        table = self._stream(self._reference(self.objects[font], rb"ToUnicode"))
        single = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table)
        return {
            int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
            for glyph, text in single
        }

    def _stream(self, number: int) -> bytes:
        content = self.objects[number].partition(b"stream")[2].lstrip(b"\r\n")
        return zlib.decompressobj().decompress(content)

    def _reference(self, body: bytes, name: bytes) -> int:
        found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
        assert found is not None, name
        return int(found[1])


def _glyphs(string: bytes) -> list[int]:
    raw = ESCAPE.sub(_meant, string)
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def _meant(escaped: re.Match[bytes]) -> bytes:
    code = escaped[1]
    return bytes([int(code, 8)]) if code[:1].isdigit() else NAMED.get(code, code)

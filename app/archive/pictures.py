"""The picture of a page, which others show beside a link to it: drawn here, in the faces we print in.

A letter is never shown as an empty box: each stands in the first face that has it, and a text
with a letter that none has is left out.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from app.documents.faces import characters_of
from app.documents.press import FONTS

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
MARGIN, LINE = 80, 14
ACROSS = WIDTH - 2 * MARGIN
PAPER, INK, SECOND, ACCENT = "#fcfaf6", "#131c2b", "#434957", "#0a4856"

TITLE, TEXT = FONTS / "SourceSerif4-SemiBold.ttf", FONTS / "SourceSans3-Regular.ttf"
KOREAN, JAPANESE, CHINESE = (FONTS / f"NotoSans{each}-Regular.ttf" for each in ("KR", "JP", "SC"))

Sizes = tuple[tuple[int, int], ...]
TITLE_SIZES: Sizes = ((72, 3), (58, 4), (46, 5))
"""The size of a title and how many lines it may fill, the largest first; then it is shortened."""

SIDE = 1400
"""Of the cover of the podcast, a square: Apple takes none that is smaller."""
COVER_SIZES: Sizes = ((150, 5), (118, 6), (92, 8))
"""The same for the title on it, as if it were as wide as the other pictures."""

MOST_FACTS = 2
ELLIPSIS = "…"

_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_PIECES = re.compile(
    # A character that a line may end after, with what must not begin the next one; or a word.
    r"[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff][、。，．！？：；」』）】》〉]*"
    r"|[^\s\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff]+|\s+"
)


@dataclass(frozen=True)
class Card:
    """What a picture says: a label, the title, a few facts, and at its foot whose it is."""

    label: str
    title: str
    facts: tuple[str, ...]
    foot: str


@dataclass(frozen=True)
class Run:
    """Letters beside each other that one face has."""

    face: Path
    text: str


@dataclass(frozen=True)
class Pen:
    """How a line is written: the face to begin with, the size, the colour."""

    main: Path
    size: int
    colour: str

    def one_line(self, text: str) -> str:
        """Return ``text`` as far as it is legible and fits one line; nothing if none of it is."""
        return "".join(shortened(legible(text, self.main), self.main, self.size, 1))


LABEL, FACT, FOOT = Pen(TEXT, 30, SECOND), Pen(TEXT, 34, SECOND), Pen(TITLE, 32, ACCENT)


@lru_cache(maxsize=32)
def drawn(card: Card) -> bytes:
    """Return the picture of ``card`` as PNG, the same for the same card."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, LINE), fill=ACCENT)
    _write(draw, 112, LABEL.one_line(card.label), LABEL)
    size, lines = fitted(legible(card.title, TITLE) or legible(card.foot, TITLE))
    base = 130 + size
    for line in lines:
        _write(draw, base, line, Pen(TITLE, size, INK))
        base += round(size * 1.18)
    base += FACT.size - size + 34
    for fact in list(filter(None, map(FACT.one_line, card.facts)))[:MOST_FACTS]:
        _write(draw, base, fact, FACT)
        base += round(FACT.size * 1.4)
    _write(draw, HEIGHT - 46, FOOT.one_line(card.foot), FOOT)
    # Four colours and the steps between them: with a palette the file is half as large.
    file = io.BytesIO()
    image.quantize(64, method=Image.Quantize.FASTOCTREE).save(file, "PNG")
    return file.getvalue()


@lru_cache(maxsize=2)
def cover(title: str, said: str) -> bytes:
    """Return the cover of the podcast as PNG: large letters, for it is shown as small as a stamp."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (SIDE, SIDE), ACCENT)
    draw = ImageDraw.Draw(image)
    scale = SIDE / WIDTH
    size, lines = fitted(legible(title, TITLE), COVER_SIZES)
    base = 1.15 * size + MARGIN
    for line in lines:
        _write(draw, base, line, Pen(TITLE, size, PAPER), scale)
        base += size * 1.12
    foot = Pen(TEXT, 58, PAPER)
    _write(draw, WIDTH - MARGIN, foot.one_line(said), foot, scale)
    file = io.BytesIO()
    # Few colours for a small file, but kept as RGB: a palette is refused.
    image.quantize(32, method=Image.Quantize.FASTOCTREE).convert("RGB").save(file, "PNG")
    return file.getvalue()


def legible(text: str, main: Path) -> str:
    """Return ``text`` without signs that no face has; nothing where it is a letter that none has."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    lost = {letter for letter in text if _face_of(letter, _faces(text, main)) is None}
    if any(unicodedata.category(letter)[0] in "LM" for letter in lost - _INVISIBLE):
        return ""
    return " ".join("".join(letter for letter in text if letter not in lost).split())


_INVISIBLE = {"\ufe0e", "\ufe0f", "\u200d"}
"""What says how a sign before it is drawn, and is not seen itself."""


def runs(text: str, main: Path) -> list[Run]:
    """Return ``text``, which is legible, by the faces it stands in."""
    faces = _faces(text, main)
    found = groupby(text, key=lambda letter: _face_of(letter, faces) or main)
    return [Run(face, "".join(letters)) for face, letters in found]


def fitted(title: str, sizes: Sizes = TITLE_SIZES) -> tuple[int, list[str]]:
    """Return the largest size in which the title fits, and its lines; shortened if it fits in none."""
    for size, most in sizes:
        lines = wrapped(title, TITLE, size)
        if len(lines) <= most:
            return size, lines
    return size, shortened(title, TITLE, size, most)


def wrapped(text: str, main: Path, size: int) -> list[str]:
    """Return ``text`` in lines that fit between the margins."""
    lines = [""]
    filled = 0.0
    for piece in _pieces(text, main, size):
        wide = _length(piece, main, size)
        if filled + wide <= ACROSS:
            lines[-1] += piece
            filled += wide
        elif piece.strip():
            lines.append(piece)
            filled = wide
    return [line.strip() for line in lines if line.strip()]


def shortened(text: str, main: Path, size: int, most: int) -> list[str]:
    """Return the first lines of ``text``, with an ellipsis where there would have been more."""
    lines = wrapped(text, main, size)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and _length(last + ELLIPSIS, main, size) > ACROSS:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,;:.–-") + ELLIPSIS]


def _pieces(text: str, main: Path, size: int) -> Sequence[str]:
    """Return what a line may be broken between; of a word longer than a line, the letters."""
    found = list[str]()
    for piece in _PIECES.findall(text):
        found += [piece] if _length(piece, main, size) <= ACROSS else list(piece)
    return found


def _length(text: str, main: Path, size: int) -> float:
    return sum(_face(run.face, size).getlength(run.text) for run in runs(text, main))


def _write(draw: ImageDraw, base: float, text: str, pen: Pen, scale: float = 1) -> None:
    """Write the line on the base line, each run where the one before it ends; all of it to ``scale``."""
    left = MARGIN * scale
    for run in runs(text, pen.main):
        face = _face(run.face, round(pen.size * scale))
        draw.text((left, base * scale), run.text, font=face, fill=pen.colour, anchor="ls")
        left += face.getlength(run.text)


def _faces(text: str, main: Path) -> tuple[Path, ...]:
    """Return the faces to look in: Han characters are drawn as the language around them draws them."""
    if _HANGUL.search(text):
        return (main, TEXT, KOREAN, JAPANESE, CHINESE)
    if _KANA.search(text):
        return (main, TEXT, JAPANESE, CHINESE, KOREAN)
    return (main, TEXT, CHINESE, JAPANESE, KOREAN)


def _face_of(letter: str, faces: Sequence[Path]) -> Path | None:
    return next((face for face in faces if ord(letter) in _letters(face)), None)


@cache
def _letters(face: Path) -> frozenset[int]:
    return frozenset(characters_of(face))


@cache
def _face(path: Path, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(path), size)

"""Text whose cells are parted by a sign: which sign, and the records with the lines they begin on."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from app.core.messages import N_
from app.imports.reading.refusals import Unreadable

DELIMITERS = ",;\t|"
_LOOKED_AT = 60
csv.field_size_limit(16 * 1024 * 1024)
"""A cell that is too long is refused by its reader, who can name it; files are bounded before."""


def without_end(text: str) -> str:
    """Return ``text`` up to the end of the last line that holds anything."""
    line_ends = text.find("\n", len(text.rstrip(f"{DELIMITERS} \r\n")))
    return text if line_ends < 0 else text[:line_ends]


def records(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Return the cells of each record and the physical line on which it begins. Raises Unreadable."""
    delimiter, text, skipped = _told(text)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter or find_delimiter(text), strict=True
    )
    record = skipped
    while True:
        record += 1
        line = reader.line_num + skipped + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Unreadable(
                N_("Line %(line)s cannot be read: look at its quotation marks."), line=line
            ) from None


def _told(text: str) -> tuple[str, str, int]:
    """A first line "sep=;" says it, as some spreadsheets write and read it."""
    first, _, rest = text.partition("\n")
    said = first.strip().lower()
    if said.startswith("sep=") and len(said) == len("sep=;"):
        return said[-1], rest, 1
    return "", text, 0


def find_delimiter(text: str) -> str:
    """The sign by which most of the first records have the same number of cells, and the most of them."""
    return max(DELIMITERS, key=lambda sign: _fit(text, sign))


def _fit(text: str, sign: str) -> tuple[float, int]:
    head = io.StringIO(text[:200_000], newline="")
    try:
        widths = [
            len(cells)
            for cells in islice(csv.reader(head, delimiter=sign), _LOOKED_AT)
            if any(cells)
        ]
    except csv.Error:
        return 0.0, 0
    parted = Counter(width for width in widths if width > 1)
    if not parted:
        return 0.0, 0
    width, times = max(parted.items(), key=lambda each: (each[1], each[0]))
    return times / len(widths), width

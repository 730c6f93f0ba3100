"""A workbook (XLSX) as lines of text, behind guards: it may be made to hurt."""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from zipfile import ZipFile

from app.core.messages import N_
from app.imports.reading.refusals import Unreadable

MOST_PARTS = 1_000
LONGEST_UNPACKED = 100 * 1024 * 1024
"""A workbook is a packed folder; a small one can unpack to more than the memory holds."""
PACKED = b"PK\x03\x04"

_FORMULA = (b"<f>", b"<f ")
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is|f)\b")
_NUMBER = re.compile(rb"""\sr=["'](\d+)["']""")
_CHUNK = 1024 * 1024
_LONGEST_TAG = 1024


def lines(content: bytes, *, most_columns: int) -> Iterator[Sequence[str]]:
    """Return the cells of each row of the first sheet that holds any, macros and links unread.

    A formula is read as what it last came to, or else as it is written. Raises Unreadable.
    """
    try:
        formulas, last = _inspected(content)
        yield from _rows(content, most_columns, last, formulas=formulas)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(N_("This workbook is damaged. Save it again as XLSX.")) from error


def _inspected(content: bytes) -> tuple[bool, int | None]:
    """Refuse a bomb and what is no workbook; return whether a cell holds a formula, and the last row filled.

    A sheet may be drawn with lines down to its millionth row, each of which would cost as much as
    one that says something. The row is None where rows are not numbered.
    """
    with ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LONGEST_UNPACKED:
            raise Unreadable(N_("This workbook is too large when it is unpacked."))
        names = [part.filename for part in parts]
        sheets = [name for name in names if name.startswith("xl/worksheets/sheet")]
        told = [_looked_through(packed, name) for name in sheets]
    lasts = [last for _formula, last in told if last is not None]
    numbered = bool(told) and len(lasts) == len(told)
    return any(formula for formula, _last in told), max(lasts) if numbered else None


def _looked_through(packed: ZipFile, name: str) -> tuple[bool, int | None]:
    """Whether a cell of the sheet holds a formula, and the number of the last row that is not empty."""
    formula, row, last = False, b"", b""
    end = b""
    with packed.open(name) as part:
        while chunk := part.read(_CHUNK):
            window = end + chunk
            formula = formula or any(sign in window for sign in _FORMULA)
            for filled in deque(_FILLED.finditer(window), maxlen=1):
                last = _last_row(window[: filled.start()]) or row
            row = _last_row(window) or row
            end = window[-_LONGEST_TAG:]
    if not row:
        return formula, None
    number = _NUMBER.search(last)
    return formula, int(number[1]) if number else None if last else 1


def _last_row(text: bytes) -> bytes:
    """How the last row begins that begins in ``text``; nothing where none does."""
    place = max(text.rfind(b"<row "), text.rfind(b":row "))
    return text[place : place + _LONGEST_TAG].partition(b">")[0] if place >= 0 else b""


def _rows(
    content: bytes, most_columns: int, last: int | None, *, formulas: bool
) -> Iterator[Sequence[str]]:
    values = _sheet_rows(content, most_columns, last, data_only=True)
    if not formulas:
        for row in values:
            yield _without_end(map(_as_text, row))
        return
    written = _sheet_rows(content, most_columns, last, data_only=False)
    for row, as_written in zip(values, written, strict=True):
        pairs = zip(row, as_written, strict=True)
        yield _without_end(_as_text(raw if value is None else value) for value, raw in pairs)


def _sheet_rows(
    content: bytes, most_columns: int, last: int | None, *, data_only: bool
) -> Iterator[Sequence[Any]]:
    # Imported where it is used: it costs every process a tenth of a second.
    from openpyxl import load_workbook

    # Read-only and without links: nothing is loaded before it is asked for, nothing fetched.
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # Some programmes write a wrong size.
        rows = sheet.iter_rows(max_row=last, max_col=most_columns + 1, values_only=True)
        first = next(rows, None)
        if first is not None:
            yield first
            yield from rows
            return


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # An array formula is an object that holds its text.
    return str(getattr(value, "text", value))


def _without_end(cells: Iterable[str]) -> list[str]:
    """The cells up to the last that holds anything."""
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return kept

"""A workbook (XLSX) as lines of text, behind guards: it may be made to hurt."""

from __future__ import annotations

import io
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
_CHUNK = 1024 * 1024


def lines(content: bytes, *, most_columns: int) -> Iterator[Sequence[str]]:
    """Return the cells of each row of the first sheet that holds any, macros and links unread.

    A formula is read as what it last came to, or else as it is written. Raises Unreadable.
    """
    try:
        yield from _rows(content, most_columns, formulas=_inspected(content))
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(N_("This workbook is damaged. Save it again as XLSX.")) from error


def _inspected(content: bytes) -> bool:
    """Refuse a bomb and what is no workbook; return whether any cell holds a formula."""
    with ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LONGEST_UNPACKED:
            raise Unreadable(N_("This workbook is too large when it is unpacked."))
        sheets = [part for part in parts if part.filename.startswith("xl/worksheets/sheet")]
        return any(_holds_formula(packed, part.filename) for part in sheets)


def _holds_formula(packed: ZipFile, name: str) -> bool:
    end = b""
    with packed.open(name) as part:
        while chunk := part.read(_CHUNK):
            if any(sign in end + chunk for sign in _FORMULA):
                return True
            end = chunk[-3:]
    return False


def _rows(content: bytes, most_columns: int, *, formulas: bool) -> Iterator[Sequence[str]]:
    values = _sheet_rows(content, most_columns, data_only=True)
    if not formulas:
        for row in values:
            yield _without_end(map(_as_text, row))
        return
    written = _sheet_rows(content, most_columns, data_only=False)
    for row, as_written in zip(values, written, strict=True):
        pairs = zip(row, as_written, strict=True)
        yield _without_end(_as_text(raw if value is None else value) for value, raw in pairs)


def _sheet_rows(content: bytes, most_columns: int, *, data_only: bool) -> Iterator[Sequence[Any]]:
    # Imported where it is used: it costs every process a tenth of a second.
    from openpyxl import load_workbook

    # Read-only and without links: nothing is loaded before it is asked for, nothing fetched.
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # Some programmes write a wrong size.
        rows = sheet.iter_rows(max_col=most_columns + 1, values_only=True)
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

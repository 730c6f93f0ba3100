"""A spreadsheet as rows of text: CSV in the usual encodings and with the usual signs, or XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from zipfile import BadZipFile, ZipFile

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import clean_line

LONGEST_FILE = 8 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 10_000
MOST_TEXT = 20_000_000
"""Characters in all cells: a workbook can say one long text a million times in a few bytes."""
MOST_PARTS = 1_000
LONGEST_UNPACKED = 100 * 1024 * 1024
"""A workbook is a packed folder; a small one can unpack to more than the memory holds."""
HEADING_WITHIN = 20
"""Above the headings there may be a title, but not a page of text."""

_PACKED = b"PK\x03\x04"
_DELIMITERS = ",;\t"


class Unreadable(InvalidInput):
    """The file as a whole cannot be read, and why: 422."""


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet counts, from 1, and its cells by heading."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """What stands under the headings; rows without any text are left out."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(content: bytes, *, required: Collection[str]) -> Sheet:
    """Read a file, whatever it is called, down from the row that has all ``required`` headings.

    Cells come without controls and with single spaces; dates as ISO dates, times as
    "2006-09-25 13:00". Raises Unreadable.
    """
    if len(content) > LONGEST_FILE:
        raise Unreadable(
            N_("This file is too large: %(most)s MB is the most."), most=LONGEST_FILE // 1024**2
        )
    lines = _workbook(content) if content.startswith(_PACKED) else _text(content)
    numbered = enumerate(_bounded(lines), start=1)
    headings = _find_headings(numbered, required)
    return Sheet(tuple(filter(None, headings)), tuple(_rows(numbered, headings)))


def _bounded(lines: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The lines, as long as they do not hold too much."""
    length = 0
    for cells in lines:
        length += sum(map(len, cells))
        if length > MOST_TEXT:
            raise Unreadable(N_("This file holds too much text."))
        yield cells


def _find_headings(
    numbered: Iterator[tuple[int, Sequence[str]]], required: Collection[str]
) -> Sequence[str]:
    missing: set[str] = set(required)
    for _line, cells in islice(numbered, HEADING_WITHIN):
        headings = [cell.lower() for cell in cells]
        missing = min(missing, set(required) - set(headings), key=len)
        if not missing:
            _refuse_repeated(headings)
            return headings
    raise Unreadable(
        N_("These columns are missing: %(columns)s."), columns=", ".join(sorted(missing))
    )


def _refuse_repeated(headings: Sequence[str]) -> None:
    for heading in filter(None, headings):
        if headings.count(heading) > 1:
            raise Unreadable(N_("The column %(column)s is there twice."), column=heading)


def _rows(numbered: Iterable[tuple[int, Sequence[str]]], headings: Sequence[str]) -> Iterator[Row]:
    for line, cells in numbered:
        if line > MOST_ROWS:
            raise Unreadable(N_("This file has more than %(most)s rows."), most=MOST_ROWS)
        if any(cells):
            padded = [*cells, *[""] * (len(headings) - len(cells))]
            yield Row(
                line, {name: cell for name, cell in zip(headings, padded, strict=False) if name}
            )


def _text(content: bytes) -> Iterator[Sequence[str]]:
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 0
    while True:
        line += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Unreadable(
                N_("Line %(line)s cannot be read: look at its quotation marks."), line=line
            ) from None
        yield _cleaned(cells, line)


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, or else what Windows writes in the West."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(N_("This is neither a CSV file nor a workbook (XLSX)."))


def _delimiter(text: str) -> str:
    """The sign that parts the most cells in the first line with any."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _workbook(content: bytes) -> Iterator[Sequence[str]]:
    _refuse_bomb(content)
    # Imported where it is used: it costs every process a tenth of a second.
    from openpyxl import load_workbook

    try:
        # Read-only and without links: nothing is loaded before it is asked for, nothing fetched.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # Some programmes write a wrong size.
        for line, cells in enumerate(
            sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), start=1
        ):
            yield _cleaned(_without_end(map(_as_text, cells)), line)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(N_("This workbook is damaged. Save it again as XLSX.")) from error


def _refuse_bomb(content: bytes) -> None:
    try:
        parts = ZipFile(io.BytesIO(content)).infolist()
    except BadZipFile:
        raise Unreadable(N_("This workbook is damaged. Save it again as XLSX.")) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LONGEST_UNPACKED:
        raise Unreadable(N_("This workbook is too large when it is unpacked."))


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
    return str(value)


def _without_end(cells: Iterable[str]) -> list[str]:
    """The cells up to the last that holds anything."""
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _cleaned(cells: Sequence[str], line: int) -> list[str]:
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(N_("Line %(line)s has too many columns."), line=line)
    try:
        return [clean_line(cell, LONGEST_CELL) for cell in cells]
    except InvalidInput as refusal:
        raise Unreadable(
            N_("Line %(line)s cannot be read: one of its cells is damaged or too long."), line=line
        ) from refusal

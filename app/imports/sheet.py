"""A spreadsheet as rows of text by heading: the columns that are needed have fixed names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import clean_line
from app.imports.reading.grid import LONGEST_FILE, Line, read_grid
from app.imports.reading.refusals import Unreadable

__all__ = ["LONGEST_FILE", "Row", "Sheet", "Unreadable", "read_sheet"]

MOST_ROWS = 20_000
LONGEST_CELL = 10_000
HEADING_WITHIN = 20
"""Above the headings there may be a title, but not a page of text."""


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
    numbered = map(_cleaned, read_grid(content).lines)
    headings = _find_headings(numbered, required)
    return Sheet(tuple(filter(None, headings)), tuple(_rows(numbered, headings)))


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


def _cleaned(row: Line) -> tuple[int, list[str]]:
    try:
        return row.record, [clean_line(cell, LONGEST_CELL) for cell in row.cells]
    except InvalidInput as refusal:
        raise Unreadable(
            N_("Line %(line)s cannot be read: one of its cells is damaged or too long."),
            line=row.record,
        ) from refusal

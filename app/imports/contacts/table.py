"""A list of contacts as a table: where its headings stand, and the rows under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import clean_line
from app.imports.contacts.fields import Field
from app.imports.contacts.headings import meaning
from app.imports.contacts.mending import mended
from app.imports.reading.grid import Line, read_grid
from app.imports.reading.refusals import Unreadable

MOST_ROWS = 100_000
LONGEST_CELL = 20_000
HEADING_WITHIN = 20
"""Above the headings there may be a title, but not a page of text."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row with anything in it: where it begins, and its cells as text."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The rows of a file. ``named`` says that the headings stood there, and were not made up."""

    headings: tuple[str, ...]
    rows: tuple[Record, ...]
    encoding: str
    named: bool = True


def read_table(content: bytes, *, encoding: str = "") -> Table:
    """Read a file down from its headings, wherever they stand. Raises Unreadable."""
    if not content.strip():
        raise Unreadable(N_("This file is empty."))
    grid = read_grid(content, encoding=encoding)
    rows = (row for row in map(_cleaned, grid.lines) if any(row.cells))
    head = list(islice(rows, HEADING_WITHIN))
    place = _heading_place(head)
    body = _bounded([*head[place + 1 :], *islice(rows, MOST_ROWS + 1)])
    width = max((len(row.cells) for row in [*head[max(place, 0) :], *body]), default=0)
    titles = head[place].cells if place >= 0 else ()
    headings = (*titles, *[""] * (width - len(titles)))
    _refuse_what_is_no_table(headings, body)
    return Table(headings, tuple(body), grid.encoding, named=place >= 0)


def _cleaned(row: Line) -> Record:
    try:
        cells = tuple(clean_line(mended(cell), LONGEST_CELL) for cell in row.cells)
    except InvalidInput as refusal:
        raise Unreadable(
            N_("Line %(line)s cannot be read: one of its cells is damaged or too long."),
            line=row.line,
        ) from refusal
    return Record(row.line, cells)


def _bounded(rows: list[Record]) -> list[Record]:
    if len(rows) > MOST_ROWS:
        raise Unreadable(N_("This file has more than %(most)s rows."), most=MOST_ROWS)
    return rows


def _heading_place(head: Sequence[Record]) -> int:
    """The row with the most words that are known as headings, else the first that may be one; or -1."""
    known = [sum(meaning(cell) is not Field.IGNORED for cell in row.cells) for row in head]
    best = max(known, default=0)
    if best:
        place = known.index(best)
        if not _holds_contact(head[place].cells):
            return place
    width = max((_filled(row.cells) for row in head), default=0)
    for place, row in enumerate(head[:-1]):
        if _filled(row.cells) > width / 2:
            return -1 if _holds_contact(row.cells) or width == 1 else place
    return -1


def _filled(cells: Iterable[str]) -> int:
    return sum(map(bool, cells))


def _holds_contact(cells: Iterable[str]) -> bool:
    """Whether this looks like a contact rather than a heading: it has an address or a number."""
    return any("@" in cell or sum(map(str.isdigit, cell)) > 4 for cell in cells)


def _refuse_what_is_no_table(headings: Sequence[str], rows: Sequence[Record]) -> None:
    if not rows:
        raise Unreadable(N_("There is nothing under the headings of this file."))
    known = any(meaning(heading) is not Field.IGNORED for heading in headings)
    addresses = any("@" in cell for row in rows for cell in row.cells)
    parted = sum(_filled(row.cells) > 1 for row in rows)
    if not known and not addresses and parted < len(rows) / 2:
        raise Unreadable(
            N_("This is no table: no sign parts its cells, and nothing names its columns.")
        )

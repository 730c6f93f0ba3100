"""Any table as lines of cells, within bounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.messages import N_
from app.imports.reading import delimited, workbook
from app.imports.reading.encoding import decoded
from app.imports.reading.refusals import Unreadable

LONGEST_FILE = 8 * 1024 * 1024
MOST_COLUMNS = 200
MOST_TEXT = 20_000_000
"""Characters in all cells: a workbook can say one long text a million times in a few bytes."""
MOST_EMPTY = 10_000
"""So many empty lines before another that is not are a mistake; at the end there may be any number."""

_NOT_TABLES = (
    (b"%PDF", N_("This is a PDF. Export the table as CSV or XLSX.")),
    (
        b"\xd0\xcf\x11\xe0",
        N_("This is an older workbook, or one with a password. Save it as XLSX without one."),
    ),
    (b"{\\rtf", N_("This is a text document. Export the table as CSV or XLSX.")),
    (b"<", N_("This is a web page or XML. Open it in a spreadsheet and save it as XLSX.")),
    (b"\x89PNG", N_("This is a picture, not a table.")),
    (b"\xff\xd8\xff", N_("This is a picture, not a table.")),
)


@dataclass(frozen=True)
class Line:
    """The cells of one record: ``line`` is where it begins in the file, ``record`` its number."""

    line: int
    record: int
    cells: Sequence[str]


@dataclass(frozen=True)
class Grid:
    """A table as it stands in the file; ``encoding`` is empty for a workbook."""

    encoding: str
    lines: Iterator[Line]


def read_grid(content: bytes, *, encoding: str = "") -> Grid:
    """Read a CSV file or a workbook, whatever it is called. Raises Unreadable, also while lines are read."""
    refuse_large(content)
    if content.startswith(workbook.PACKED):
        rows = enumerate(workbook.lines(content, most_columns=MOST_COLUMNS), start=1)
        return Grid("", _bounded(rows))
    for sign, words in _NOT_TABLES:
        if content.lstrip().startswith(sign):
            raise Unreadable(words)
    text, found = decoded(content, encoding)
    return Grid(found, _bounded(delimited.records(delimited.without_end(text))))


def refuse_large(content: bytes) -> None:
    """Raise Unreadable for a file with more bytes than are taken."""
    if len(content) > LONGEST_FILE:
        raise Unreadable(
            N_("This file is too large: %(most)s MB is the most."), most=LONGEST_FILE // 1024**2
        )


def _bounded(rows: Iterator[tuple[int, Sequence[str]]]) -> Iterator[Line]:
    """The lines, as long as they do not hold too much."""
    length = empty = 0
    for record, (line, cells) in enumerate(rows, start=1):
        empty = 0 if any(map(str.strip, cells)) else empty + 1
        if empty > MOST_EMPTY:
            raise Unreadable(
                N_("Up to line %(line)s, %(most)s lines are empty. Delete them and save the file."),
                line=line,
                most=MOST_EMPTY,
            )
        length += sum(map(len, cells))
        if length > MOST_TEXT:
            raise Unreadable(N_("This file holds too much text."))
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(N_("Line %(line)s has too many columns."), line=line)
        yield Line(line, record, cells)

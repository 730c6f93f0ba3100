"""Tables as files: every cell is text, so no spreadsheet takes a guest's words for a formula.

Rows are taken one after the other and written to the disk, so that a long table needs no more
memory than a short one, and one that cannot be finished is not sent at all.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from operator import itemgetter
from tempfile import TemporaryFile

from flask import Response, send_file

from app.core.text import csv_guard

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_LIMIT = 32_767
"""As much as a cell of a spreadsheet holds."""

ROWS_AT_ONCE = 2000
"""So many rows of a CSV file are written together."""

Row = Sequence[str]
_BEGINNING = itemgetter(slice(1))


def csv_download(name: str, header: Row, rows: Iterable[Row]) -> Response:
    """Return a CSV file called ``name``; the mark at its start tells spreadsheets that it is UTF-8."""
    file = TemporaryFile()  # noqa: SIM115 - Flask closes it when the last of it is sent.
    file.writelines(_csv_parts(header, rows))
    file.seek(0)
    return send_file(file, mimetype=CSV, as_attachment=True, download_name=name)


def _csv_parts(header: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """Give the file in parts of some rows."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    yield "\ufeff".encode()
    writer.writerow(map(csv_guard, header))
    left = iter(rows)
    while part := list(islice(left, ROWS_AT_ONCE)):
        writer.writerows(_guarded(part))
        yield text.getvalue().replace("\x00", "").encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


def _guarded(rows: Sequence[Row]) -> Iterable[Row]:
    """The rows without formulas. Most columns begin with letters and digits alone, and stay as they are."""
    columns = list(zip(*rows, strict=True))
    risky = [
        number
        for number, cells in enumerate(columns)
        if not "".join(set(map(_BEGINNING, cells)) - {""} or "x").isalnum()
    ]
    for number in risky:
        columns[number] = tuple(map(csv_guard, columns[number]))
    return zip(*columns, strict=True) if risky else rows


def xlsx_download(name: str, header: Row, rows: Iterable[Row]) -> Response:
    """Return a spreadsheet called ``name``."""
    # Imported where it is used: most processes never write a spreadsheet.
    from xlsxwriter import Workbook

    file = TemporaryFile()  # noqa: SIM115 - Flask closes it when the last of it is sent.
    with Workbook(file, {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for column, cell in enumerate(header):
            sheet.write_string(0, column, cell, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell[:CELL_LIMIT])
    file.seek(0)
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)

"""Tables as files: every cell is text, so no spreadsheet takes a guest's words for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from flask import Response, send_file

from app.core.text import csv_guard

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_LIMIT = 32_767
"""As much as a cell of a spreadsheet holds."""

Row = Sequence[str]


def csv_download(name: str, header: Row, rows: Iterable[Row]) -> Response:
    """Return a CSV file called ``name``; the mark at its start tells spreadsheets that it is UTF-8."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    for row in (header, *rows):
        writer.writerow([csv_guard(cell) for cell in row])
    return _file(BytesIO(text.getvalue().encode("utf-8-sig")), name, CSV)


def xlsx_download(name: str, header: Row, rows: Iterable[Row]) -> Response:
    """Return a spreadsheet called ``name``, written row by row so that a long one needs no memory."""
    # Imported where it is used: most processes never write a spreadsheet.
    from xlsxwriter import Workbook

    file = BytesIO()
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
    return _file(file, name, XLSX)


def _file(content: BytesIO, name: str, mimetype: str) -> Response:
    return send_file(content, mimetype=mimetype, as_attachment=True, download_name=name)

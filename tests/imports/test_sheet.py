"""A file is read for what it holds, whatever it is called and whoever wrote it."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Border, Side

from app.imports import sheet
from app.imports.contacts.table import read_table
from app.imports.reading import grid
from app.imports.reading import workbook as workbooks
from app.imports.reading.grid import read_grid
from app.imports.sheet import Row, Unreadable, read_sheet

PANELS = Path(__file__).parents[1] / "data" / "panels.csv"


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("Name,Title\nLüthi,Éditor\n".encode(), id="UTF-8"),
        pytest.param("\ufeffName,Title\r\nLüthi,Éditor\r\n".encode(), id="with its mark"),
        pytest.param("Name;Title\r\nLüthi;Éditor".encode("cp1252"), id="Windows, semicolons"),
        pytest.param("Name\tTitle\nLüthi\tÉditor\n".encode("utf-16"), id="UTF-16, tabs"),
        pytest.param(b'"NAME", title\n Lu\xcc\x88thi\xc2\xa0,"\xc3\x89ditor"\n', id="untidy"),
        pytest.param(workbook(("Name", "Title"), ("Lüthi", "Éditor")), id="XLSX"),
    ],
)
def test_the_same_table_is_read_from_every_kind_of_file(content: bytes) -> None:
    found = read_sheet(content, required=["name"])
    assert found.headings == ("name", "title")
    assert found.rows == (Row(2, {"name": "Lüthi", "title": "Éditor"}),)


def test_lines_are_counted_as_a_spreadsheet_counts_them() -> None:
    found = read_sheet(b'A title\n\nname,note\n\nAda,"two\nlines"\nGrace\n', required=["name"])
    assert found.rows == (
        Row(5, {"name": "Ada", "note": "two lines"}),
        Row(6, {"name": "Grace", "note": ""}),
    )


def test_cells_of_a_workbook_become_text() -> None:
    content = workbook(
        ("day", "time", "number", "half", "sure", "none", "day2"),
        (datetime(2006, 9, 25, 13, 40), "x", 3.0, 2.5, True, None, date(2006, 9, 25)),
    )
    assert read_sheet(content, required=["day"]).rows[0].cells == {
        "day": "2006-09-25 13:40",
        "time": "x",
        "number": "3",
        "half": "2.5",
        "sure": "yes",
        "none": "",
        "day2": "2006-09-25",
    }


def a_bomb() -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (workbooks.LONGEST_UNPACKED + 1))
    return content.getvalue()


def with_a_password() -> bytes:
    """Return a workbook that says of its parts that they are locked, as some packers lock them."""
    locked = bytearray(workbook(("name", "title"), ("Ada", "Dr.")))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := locked.find(sign, at + 1)) >= 0:
            locked[at + flags] |= 1
    return bytes(locked)


def with_a_hole() -> bytes:
    """Return a workbook whose first sheet was damaged on its way."""
    damaged = bytearray(workbook(("name", "title"), ("Ada", "Dr.")))
    at = damaged.find(b"xl/worksheets/sheet1.xml") + 40
    damaged[at : at + 60] = b"\xff" * 60
    return bytes(damaged)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "columns are missing: name, title"),
        (b"Name\nAda\n", "columns are missing: title"),
        (b"name,title,Name\n", "column name is there twice"),
        (b'name,title\n"Ada,x\n', "Line 2 cannot be read"),
        (b"name,title\n" + b"x" * (sheet.LONGEST_CELL + 1), "Line 2 cannot be read"),
        (b"name,title\na" + b"," * grid.MOST_COLUMNS, "Line 2 has too many columns"),
        (b"name,title\n" + b"a,b\n" * sheet.MOST_ROWS, "more than 20000 rows"),
        (b"name\x81,title\x8d", "neither a CSV file nor a workbook"),
        (b"x" * (sheet.LONGEST_FILE + 1), "too large: 8 MB"),
        (b"PK\x03\x04 is all there is", "damaged"),
        (with_a_password(), "damaged"),
        (with_a_hole(), "damaged"),
        (a_bomb(), "too large when it is unpacked"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_sheet(content, required=["title", "name"])


def test_a_long_text_is_not_said_a_million_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "MOST_TEXT", 1_000)
    rows = [("a b " * 20,)] * 20
    with pytest.raises(Unreadable, match="too much text"):
        read_sheet(workbook(("Name",), *rows), required={"name"})


def drawn(*filled: int, down_to: int = 12_000) -> bytes:
    """A sheet whose rows are all drawn with lines, of which those ``filled`` say something."""
    book = Workbook(write_only=True)
    lines = book.create_sheet()
    for row in range(1, down_to + 1):
        text = "Name" if row == 1 else f"Row {row}" if row in filled else None
        cell = WriteOnlyCell(lines, value=text)
        cell.border = Border(bottom=Side(style="thin"))
        lines.append([cell])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(drawn(3), id="a workbook"),
        pytest.param(b"Name,Note\n\nRow 3\n" + b",\n \n" * 30_000, id="a text"),
    ],
)
def test_empty_lines_at_the_end_are_not_read(content: bytes) -> None:
    assert len(list(read_grid(content).lines)) == 3
    assert [row.line for row in read_sheet(content, required=["name"]).rows] == [3]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(drawn(3, 12_000), id="a workbook"),
        pytest.param(b"Name,Note\n" + b",\n" * 30_000 + b"Row 30001\n", id="a text"),
    ],
)
def test_ten_thousand_empty_lines_before_another_are_refused_and_none_is_lost(
    content: bytes,
) -> None:
    with pytest.raises(Unreadable, match="10000 lines are empty"):
        read_table(content)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    content = io.BytesIO()
    with ZipFile(content, "w") as packed:
        packed.writestr("hello.txt", "hello")
    with pytest.raises(Unreadable, match="damaged"):
        read_sheet(content.getvalue(), required=["name"])


def test_the_real_file_has_its_rows() -> None:
    assert len(read_sheet(PANELS.read_bytes(), required=["event_title"]).rows) == 189

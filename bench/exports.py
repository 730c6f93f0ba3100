"""Measures the participants as files of 100,000 rows: CSV against raw rows, XLSX against the bare writer."""

from __future__ import annotations

import csv
import io
import os
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from flask import Response
from sqlalchemy import text
from xlsxwriter import Workbook

from app.access.enforcement import viewing_as
from app.access.roles import Permission
from app.access.viewers import SYSTEM
from app.events.models import Event
from app.events.queries import event_for
from app.extensions import db
from app.infra.garbage import search_seldom
from app.participation.exports import header
from app.participation.queries import rows_of
from app.participation.rules.table import Asked, Column
from app.web.downloads import csv_download, xlsx_download
from bench import crowds

ROWS = 100_000
ROUNDS = 2
COLUMNS = (
    Column.STATE,
    Column.DELEGATION,
    Column.COUNTRY,
    Column.SECTOR,
    Column.GENDER,
    Column.BILLED,
    Column.PUBLIC,
)
RAW = text(
    "SELECT person.display_name, participation.state, delegation.label, participation.country,"
    " participation.sector, participation.gender, participation.billing_name,"
    " participation.listed FROM participation"
    " JOIN person ON person.id = participation.person_id"
    " JOIN delegation ON delegation.id = participation.delegation_id"
    " WHERE participation.event_id = :event ORDER BY participation.position"
)


def main() -> None:
    """Write both files several times and print the ratios, and how much memory the larger took."""
    with (
        tempfile.TemporaryDirectory(prefix="parley-bench-") as folder,
        crowds.application(crowds.settings(Path(folder))) as app,
    ):
        few, many = crowds.crowd(ROWS // 20), crowds.crowd(ROWS)
        with app.test_request_context(), viewing_as(SYSTEM):
            event = event_for(many, Permission.READ)
            search_seldom()  # As the processes do that serve it.
            _report("CSV", _best(lambda: _csv(event)), _best(lambda: _raw_csv(event)), 0.5)
            _report("XLSX", _best(lambda: _xlsx(event)), _bare(event), 0.8)
            small = event_for(few, Permission.READ)
            for kind, write in (("CSV", _csv), ("XLSX", _xlsx)):
                _report_memory(kind, _peak(write, small), _peak(write, event))


def _report(kind: str, ours: float, limit: float, goal: float) -> None:
    ratio = limit / ours
    print(
        f"{kind} of {ROWS:,} rows: {ours:.2f} s, bare writer {limit:.2f} s: ratio {ratio:.2f}, "
        f"goal {goal}  {'met' if ratio >= goal else 'MISSED'}"
    )


def _bare(event: Event) -> float:
    plain = list(rows_of(event, Asked(column=COLUMNS)))
    return _best(lambda: _bare_xlsx(plain))


def _report_memory(kind: str, few: float, many: float) -> None:
    flat = many - few < 16
    print(
        f"{kind} memory: {few:.1f} MB at {ROWS // 20:,} rows, {many:.1f} MB at {ROWS:,}, "
        f"goal: at most 16 MB more  {'met' if flat else 'MISSED'}"
    )


def _best(write: Callable[[], object]) -> float:
    took = []
    for _round in range(ROUNDS):
        began = time.process_time()
        write()
        took.append(time.process_time() - began)
    return min(took)


def _peak(write: Callable[[Event], object], event: Event) -> float:
    tracemalloc.start()
    write(event)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1_000_000


def _csv(event: Event) -> int:
    asked = Asked(column=COLUMNS)
    return _sent(csv_download("participants.csv", header(asked.columns), rows_of(event, asked)))


def _xlsx(event: Event) -> int:
    asked = Asked(column=COLUMNS)
    return _sent(xlsx_download("participants.xlsx", header(asked.columns), rows_of(event, asked)))


def _sent(response: Response) -> int:
    response.direct_passthrough = False
    sent = sum(len(part) for part in response.iter_encoded())
    response.close()
    return sent


def _raw_csv(event: Event) -> int:
    found: Iterator[Sequence[object]] = iter(db.session.execute(RAW, {"event": event.id}))
    with Path(os.devnull).open("w", newline="") as file:
        csv.writer(file).writerows(found)
    return 0


def _bare_xlsx(plain: list[list[str]]) -> int:
    file = io.BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(plain):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return file.tell()


if __name__ == "__main__":
    main()

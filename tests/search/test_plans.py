"""However much there is, SQLite reads no table of the index from one end to the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from app.extensions import db
from app.infra.statistics import take_statistics
from app.infra.transaction import transaction
from app.search import store
from app.search.asking import Asking
from app.search.finding import Shelf
from app.search.questions import question_in
from tests.search.test_finding import an_entry, put

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)

READ_THROUGH = re.compile(r"SCAN (search_(?:entry|bearing|label|pair|word)\S*)")


@contextmanager
def noted() -> Iterator[list[tuple[str, Any]]]:
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, said: str, given: Any, *_: object) -> None:
        asked.append((said, given))

    event.listen(db.engine, "after_cursor_execute", note)
    yield asked
    event.remove(db.engine, "after_cursor_execute", note)


def read_through(asked: list[tuple[str, Any]]) -> list[str]:
    """Return the tables that the statements read from one end to the other, and where."""
    connection = db.session.connection()
    found = []
    for said, given in asked:
        if said.startswith(("SELECT", "UPDATE", "DELETE")):
            one = given[0] if isinstance(given, list) else given
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", one)
            found += [f"{row.detail} in {said}" for row in plan if READ_THROUGH.match(row.detail)]
    return found


def written() -> None:
    put(an_entry(7, "Peace", "Min Speaker", "Said again", marks=[("speaker", "min")]))


def taken_out() -> None:
    with transaction():
        store.put({("event", 3), ("event", 9)}, [])


def listed() -> None:
    narrowed = Shelf("past", [("kind", "panel"), ("speaker", "s1")])
    narrowed.slice(3)
    narrowed.facets(["kind", "speaker"], 5)


def asked_for() -> None:
    Asking(question_in("peace talk")).answers()


@pytest.mark.parametrize("done", [written, taken_out, listed, asked_for])
def test_nothing_is_read_through(as_system: None, done: Callable[[], None]) -> None:
    put(
        *(
            an_entry(ref, f"Talk {ref}", body="On peace.", marks=[("speaker", f"s{ref % 40}")])
            for ref in range(300)
        )
    )
    take_statistics()
    with noted() as asked:
        done()
    assert len(asked) > 2
    assert not read_through(asked)

"""What a process that is killed in the middle leaves behind: all or nothing, and an index that knows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import Popen

from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.archive import indexing
from app.config import Settings
from app.events.models import Event
from app.events.rules import Publication
from app.extensions import db
from app.people.models import Person
from app.search import store
from app.search.tables import entry
from tests import processes
from tests.archive.conftest import Writing
from tests.archive.index import everything
from tests.factories.events import add_event

PANELS = str(Path(__file__).parents[1] / "data" / "panels.csv")
PATIENCE = 120
OTHERS_WRITE = text("""
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL
""")


@contextmanager
def asking(app: Flask) -> Iterator[None]:
    with app.app_context(), viewing_as(SYSTEM):
        yield
        db.session.rollback()


def wait_until(true: Callable[[], bool], process: Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "It took too long."
        time.sleep(0.005)


def kill(process: Popen[str]) -> None:
    process.kill()
    process.communicate()


def somebody_writes() -> bool:
    """Whether another process is in the middle of a transaction that has written."""
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        return bool(db.session.scalar(OTHERS_WRITE))
    driver = db.engine.dialect.loaded_dbapi
    connection = driver.connect(db.engine.url.database, timeout=0, isolation_level=None)
    try:
        with suppress(driver.OperationalError):
            connection.execute("BEGIN IMMEDIATE")
            return False
        return True
    finally:
        connection.close()


def found() -> int:
    db.session.rollback()
    try:
        return db.session.scalar(select(func.count()).select_from(entry)) or 0
    except OperationalError:
        return 0


def test_an_import_that_is_killed_leaves_nothing_and_can_be_begun_again(
    settings: Settings, app: Flask, writing: Writing
) -> None:
    with writing():
        add_event(title="There before", publication=Publication.PUBLIC)
    before = everything(app)
    loading = processes.start(settings, "import", "panels", PANELS, "--publish")
    with asking(app):
        wait_until(somebody_writes, loading)
        kill(loading)
        assert db.session.scalar(select(func.count(Event.id))) == 1
        assert db.session.scalar(select(func.count(Person.id))) == 0
    assert everything(app) == before
    again = processes.start(settings, "import", "panels", PANELS, "--publish")
    output, _ = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0, output
    indexed = everything(app)
    assert len(indexed["entries"]) > len(before["entries"])
    with asking(app):
        list(indexing.rebuild())
    assert everything(app) == indexed


def test_an_index_whose_making_was_killed_knows_it_and_is_mended(
    settings: Settings, app: Flask, writing: Writing
) -> None:
    number = 2 * indexing.AT_ONCE + 1
    with writing():
        for each in range(number):
            add_event(title=f"Panel {each}", publication=Publication.PUBLIC)
    before = everything(app)
    with asking(app):
        while store.is_whole():
            making = processes.start(settings, "search", "rebuild")
            while making.poll() is None and not 0 < found() < number:
                time.sleep(0.001)
            kill(making)
        assert 0 < found() < number
    worker = processes.start(settings, "worker", "--once")
    output, _ = worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, output) == (0, "")
    assert everything(app) == before
    with asking(app):
        assert store.is_whole()
        assert list(indexing.rebuild()) == [
            (0, number),
            (200, number),
            (400, number),
            (401, number),
        ]

"""A bell between processes: whoever changed something rings it, and whoever waits wakes, wherever.

It tells that something may have changed, never what; who wakes looks for themselves. One thread
in each process listens, from the first that waits until nobody does. On PostgreSQL it hears
notifications, which arrive with the commit that sent them. On SQLite it watches a number that
the file keeps for whoever uses it (``user_version``), so that there each ring is heard by all.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Engine, func, select

from app.extensions import db

log = logging.getLogger(__name__)

CHANNEL = "bell"
LOOK_SECONDS = 0.1
"""How often the number of a SQLite file is looked at."""
LISTEN_SECONDS = 1.0
"""After how long a listener asks itself whether anybody still waits."""
HIGHEST = 2**31
"""The number begins again before it would not fit."""
RETRY_SECONDS = 1.0
"""How long to wait for a database that went away."""


class Bell:
    """What this process has heard."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._heard = threading.Condition()
        self._rung: Counter[str] = Counter()
        self._rung_for_all = 0
        self._waiting = 0
        self._thread: threading.Thread | None = None

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Keep an ear open within the block."""
        with self._heard:
            self._waiting += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._listen, name="bell", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._heard:
                self._waiting -= 1

    def times(self, topic: str) -> int:
        """Return how often it has rung for ``topic``; to be asked before looking at what changes."""
        with self._heard:
            return self._times(topic)

    def wait(self, topic: str, since: int, seconds: float) -> bool:
        """Wait until it rings for ``topic`` more often than ``since``; False if it does not in time."""
        with self._heard:
            return self._heard.wait_for(lambda: self._times(topic) > since, seconds)

    def _times(self, topic: str) -> int:
        return self._rung[topic] + self._rung_for_all

    def _hear(self, topic: str | None = None) -> None:
        """Wake who waits for ``topic``, or everybody."""
        with self._heard:
            if topic is None:
                self._rung_for_all += 1
            else:
                self._rung[topic] += 1
            self._heard.notify_all()

    def _is_needed(self) -> bool:
        """Whether anybody waits; if not, this thread has been let go."""
        with self._heard:
            if self._waiting == 0:
                self._thread = None
            return self._waiting > 0

    def _listen(self) -> None:
        while self._is_needed():
            try:
                with self._own_connection() as connection:
                    # What was rung before anybody listened is made up for.
                    self._hear()
                    if self._engine.dialect.name == "postgresql":
                        self._hear_notifications(connection)
                    else:
                        self._watch(connection)
                    return
            except Exception:
                # Whatever it was, who waits must not go deaf.
                log.exception("The bell cannot be heard")
                time.sleep(RETRY_SECONDS)

    @contextmanager
    def _own_connection(self) -> Iterator[Any]:
        """Open a connection as all are opened, and take it out of the pool."""
        pooled = self._engine.raw_connection()
        pooled.detach()
        try:
            yield pooled.dbapi_connection
        finally:
            pooled.close()

    def _watch(self, connection: Any) -> None:
        number = _number(connection)
        while self._is_needed():
            time.sleep(LOOK_SECONDS)
            if (present := _number(connection)) != number:
                number = present
                self._hear()

    def _hear_notifications(self, connection: Any) -> None:
        connection.read_only = None
        connection.autocommit = True
        connection.execute(f"LISTEN {CHANNEL}")
        self._hear()
        while self._is_needed():
            for told in connection.notifies(timeout=LISTEN_SECONDS, stop_after=1):
                self._hear(told.payload)


def _number(connection: Any) -> int:
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def ring(topic: str) -> None:
    """Ring for ``topic`` when the present transaction is committed; if it is not, nobody hears."""
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_notify(CHANNEL, topic)))
    else:
        number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        connection.exec_driver_sql(f"PRAGMA user_version = {(number + 1) % HIGHEST}")


def bell() -> Bell:
    """Return the bell of the running application."""
    found: Bell = current_app.extensions["bell"]
    return found


def init_app(app: Flask) -> None:
    """Hang the bell; the thread that listens starts with the first who waits, so after any fork."""
    with app.app_context():
        app.extensions["bell"] = Bell(db.engine)

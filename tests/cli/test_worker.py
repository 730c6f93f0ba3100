"""The worker as a real process: quiet, small, stopped gently, killed without losing a mail."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from app.cli import worker
from app.config import Settings
from app.core.clock import now
from app.core.errors import Busy
from app.extensions import db
from app.infra import heartbeat
from app.infra.models import Heartbeat, MailState, OutboxMail
from app.infra.outbox import enqueue
from app.infra.statistics import take_statistics
from app.infra.transaction import transaction
from tests import processes
from tests.servers import free_port

MAILS = 250
KILLS = 3
PATIENCE = 30


class Sink:
    """A mail server that remembers what it took."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def has_taken(self, number: int) -> bool:
        return len(self.taken) >= number

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        head = envelope.content.decode().partition("Message-ID: ")[2]
        self.taken.append(head.partition("\r\n")[0])
        return "250 Taken"


@contextmanager
def mail_server() -> Iterator[tuple[Sink, str]]:
    sink, port = Sink(), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


@pytest.fixture
def letters(as_system: object) -> set[str]:
    """Message-IDs of what waits in the outbox."""
    with transaction():
        written = [
            enqueue(
                to_address="guest@example.org",
                to_name="Guest",
                subject=f"Letter {number}",
                text="Dear guest\n",
                html="<p>Dear guest</p>",
                dedupe=f"letter:{number}",
            )
            for number in range(MAILS)
        ]
        return {mail.message_id for mail in written}


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "It took too long."
        time.sleep(0.005)


def states() -> Counter[MailState]:
    db.session.rollback()
    return Counter(db.session.scalars(select(OutboxMail.state)))


def suppose_that_leases_ended() -> None:
    with transaction():
        db.session.execute(update(OutboxMail).values(lease_until=now() - timedelta(seconds=1)))


def test_killed_again_and_again_it_loses_nothing_and_repeats_one_at_most(
    settings: Settings, letters: set[str]
) -> None:
    with mail_server() as (sink, mail_url):
        for number in range(1, KILLS + 1):
            worker = processes.start(settings, "worker", PARLEY_MAIL_URL=mail_url)
            some_more = number * MAILS // (KILLS + 2)
            wait_until(partial(sink.has_taken, some_more))
            worker.kill()
            worker.communicate()
        suppose_that_leases_ended()
        last = processes.start(settings, "worker", "--once", PARLEY_MAIL_URL=mail_url)
        output, _ = last.communicate(timeout=PATIENCE)
    assert (last.returncode, output) == (0, "")
    assert set(sink.taken) == letters
    assert len(sink.taken) - len(letters) <= KILLS
    assert states() == {MailState.SENT: MAILS}


def test_asked_to_stop_it_finishes_what_it_has_in_hand(
    settings: Settings, letters: set[str]
) -> None:
    with mail_server() as (sink, mail_url):
        worker = processes.start(settings, "worker", PARLEY_MAIL_URL=mail_url)
        wait_until(partial(sink.has_taken, 1))
        worker.send_signal(signal.SIGTERM)
        output, _ = worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, output) == (0, "")
    assert states()[MailState.SENDING] == 0
    assert states()[MailState.SENT] == len(sink.taken) == len(set(sink.taken))


def test_it_shows_that_it_lives_and_stays_small(settings: Settings, as_system: object) -> None:
    worker = processes.start(settings, "worker")
    try:
        wait_until(_beats)
        # The driver of PostgreSQL and its dialect take some ten of them.
        assert _memory_in_mb(worker.pid) < (120 if settings.on_sqlite else 128)
    finally:
        worker.terminate()
        output, _ = worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, output) == (0, "")


def _beats() -> bool:
    db.session.rollback()
    return db.session.scalar(select(Heartbeat.process)) == heartbeat.WORKER


def _memory_in_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(kilobytes) / 1024


def test_a_mail_address_that_makes_no_sense_stops_it_with_a_sentence(settings: Settings) -> None:
    worker = processes.start(settings, "worker", PARLEY_MAIL_URL="pigeon://roof")
    output, _ = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 1
    assert "PARLEY_MAIL_URL must look like" in output


@pytest.mark.parametrize(
    "trouble", [Busy(), OperationalError("SELECT 1", {}, Exception("gone"))], ids=type
)
def test_a_database_that_keeps_it_waiting_does_not_stop_it(
    as_system: object, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    monkeypatch.setattr(worker, "deliver_some", Mock(side_effect=trouble))
    rest = worker.work_through(Mock(), [], threading.Event(), once=False)
    assert rest == worker.TROUBLE_SECONDS


def test_the_worker_lets_sqlite_know_its_tables(as_system: object) -> None:
    del as_system
    take_statistics()
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            known = connection.exec_driver_sql("SELECT count(DISTINCT tbl) FROM sqlite_stat1")
            assert known.scalar_one() > 0

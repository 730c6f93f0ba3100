"""Sixty-four people want ten seats at the same moment, from two server processes."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from app.config import Settings
from app.extensions import db
from app.infra.models import OutboxMail
from app.infra.transaction import transaction
from app.registration.models import Pool, Registration
from tests import processes
from tests.factories.registration import add_open_event
from tests.servers import free_port

GUESTS = 64
SEATS = 10
PATIENCE = 60
GUNICORN = processes.PARLEY.replace("/parley", "/gunicorn")
TYPING_SECONDS = 1.1
HIDDEN = re.compile(r'name="(once|opened|csrf_token)" type="hidden" value="([^"]+)"')


@contextmanager
def two_processes(settings: Settings) -> Iterator[int]:
    """Serve the application under test from two processes; gives their port."""
    port = free_port()
    served = replace(
        settings, port=port, web_workers=2, trusted_proxies=1, base_url=f"http://127.0.0.1:{port}"
    )
    server = processes.start(
        served,
        *("--config", "deploy/gunicorn.conf.py", "--log-level", "error", "wsgi:app"),
        command=GUNICORN,
    )
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("GET", "/healthz")
            assert connection.getresponse().status == 200
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "The server did not start."
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()


class Guest:
    """A browser with a form open, on a network of its own."""

    def __init__(self, port: int, number: int, path: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.path = path
        self.headers = {"X-Forwarded-For": f"10.0.0.{number}"}
        self.fields = {"name": f"Guest {number}", "email": f"guest{number}@example.org"}

    def open_the_form(self) -> None:
        self.connection.request("GET", self.path, headers=self.headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        self.headers |= {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.fields |= dict(HIDDEN.findall(page))

    def send_it(self, start: threading.Barrier) -> int:
        start.wait(PATIENCE)
        self.connection.request("POST", self.path, urlencode(self.fields), self.headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        self.connection.close()
        if answer.status == 409:
            assert "Every place is taken." in page
        return answer.status


@pytest.fixture
def path(as_system: object) -> str:
    with transaction():
        slug = add_open_event(capacity=SEATS).slug
    return f"/events/{slug}/register"


def test_exactly_as_many_get_a_seat_as_there_are(settings: Settings, path: str) -> None:
    with two_processes(settings) as port, ThreadPoolExecutor(GUESTS) as pool:
        guests = [Guest(port, number, path) for number in range(1, GUESTS + 1)]
        for guest in guests:
            guest.open_the_form()
        time.sleep(TYPING_SECONDS)
        start = threading.Barrier(GUESTS)
        answers = Counter(pool.map(lambda guest: guest.send_it(start), guests))
    assert answers == {303: SEATS, 409: GUESTS - SEATS}
    db.session.rollback()
    assert db.session.scalar(select(Pool.taken)) == SEATS
    assert db.session.scalar(select(func.count(Registration.id))) == SEATS
    assert db.session.scalar(select(func.count(OutboxMail.id))) == SEATS


def test_the_same_person_at_the_same_moment_gets_one_seat(settings: Settings, path: str) -> None:
    with two_processes(settings) as port, ThreadPoolExecutor(GUESTS) as pool:
        guests = [Guest(port, number, path) for number in range(1, 9)]
        for guest in guests:
            guest.fields |= {"name": "Ann Guest", "email": "ann@example.org"}
            guest.open_the_form()
        time.sleep(TYPING_SECONDS)
        start = threading.Barrier(len(guests))
        answers = Counter(pool.map(lambda guest: guest.send_it(start), guests))
    assert answers == {303: 8}
    db.session.rollback()
    assert db.session.scalar(select(Pool.taken)) == 1
    assert db.session.scalar(select(func.count(Registration.id))) == 1

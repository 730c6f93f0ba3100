"""Sixty-four people want ten seats at the same moment, from two server processes."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.config import Settings
from app.core.clock import now
from app.extensions import db
from app.infra.models import OutboxMail
from app.infra.tokens import personal_token
from app.infra.transaction import transaction
from app.registration.mail import link_seed
from app.registration.models import Pool, Registration
from app.registration.operations import end_offers, withdraw
from tests import processes
from tests.factories.registration import add_open_event
from tests.servers import free_port

GUESTS = 64
SEATS = 10
PATIENCE = 60
GUNICORN = processes.PARLEY.replace("/parley", "/gunicorn")
TYPING_SECONDS = 1.1
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
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

    def send_it(self, start: threading.Barrier) -> str:
        """Send the form when everybody does, and return where the answer leads to."""
        start.wait(PATIENCE)
        self.connection.request("POST", self.path, urlencode(self.fields), self.headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        self.connection.close()
        if answer.status == 409:
            assert "Every place is taken." in page
            return "full"
        assert answer.status == 303
        return answer.headers["Location"].partition("?")[2]


class Holder:
    """A guest with the personal page open, who presses one of its buttons."""

    def __init__(self, port: int, link: str, button: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.connection.request("GET", link)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        assert answer.status == 200, page
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        self.headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.fields = {"csrf_token": TOKEN.findall(page)[0], "once": link[-20:] + button}
        self.path = f"{link}/{button}"

    def press(self, start: threading.Barrier) -> int:
        """Press the button when everybody does, and return the status of the answer."""
        start.wait(PATIENCE)
        self.connection.request("POST", self.path, urlencode(self.fields), self.headers)
        answer = self.connection.getresponse()
        answer.read()
        self.connection.close()
        return answer.status


def all_at_once(guests: Sequence[Guest]) -> list[str]:
    """Let everybody open the form, and then send it at the same moment; return the answers."""
    for guest in guests:
        guest.open_the_form()
    time.sleep(TYPING_SECONDS)
    start = threading.Barrier(len(guests))
    with ThreadPoolExecutor(len(guests)) as pool:
        return list(pool.map(lambda guest: guest.send_it(start), guests))


def press_at_once(holders: Sequence[Holder]) -> list[int]:
    start = threading.Barrier(len(holders))
    with ThreadPoolExecutor(len(holders)) as pool:
        return list(pool.map(lambda holder: holder.press(start), holders))


def open_event(**facts: Any) -> str:
    """Make an event, and return the address of its form."""
    with transaction():
        slug = add_open_event(capacity=SEATS, **facts).slug
    return f"/events/{slug}/register"


def guests_now() -> dict[str, Registration]:
    db.session.rollback()
    found = db.session.scalars(select(Registration).order_by(Registration.line, Registration.id))
    return {one.name: one for one in found}


def pool_now() -> Pool:
    db.session.rollback()
    return db.session.scalars(select(Pool)).one()


def link_of(guest: Registration) -> str:
    return f"/registrations/{personal_token(link_seed(guest.key, guest.link_generation))}"


def states() -> Counter[str]:
    return Counter(one.state.value for one in guests_now().values())


def test_exactly_as_many_get_a_seat_as_there_are(settings: Settings, as_system: object) -> None:
    path = open_event()
    with two_processes(settings) as port:
        answers = Counter(all_at_once([Guest(port, number, path) for number in everybody()]))
    assert answers == {"": SEATS, "full": GUESTS - SEATS}
    assert pool_now().taken == SEATS
    assert states() == {"registered": SEATS}
    assert db.session.scalar(select(func.count(OutboxMail.id))) == SEATS


def test_the_rest_wait_in_order_and_every_answer_is_true(
    settings: Settings, as_system: object
) -> None:
    path = open_event(waiting_list=True)
    with two_processes(settings) as port:
        guests = [Guest(port, number, path) for number in everybody()]
        answers = all_at_once(guests)
    told = {guest.fields["name"]: answer for guest, answer in zip(guests, answers, strict=True)}
    found = guests_now()
    assert states() == {"registered": SEATS, "waiting": GUESTS - SEATS}
    assert (pool_now().taken, pool_now().waiting) == (SEATS, GUESTS - SEATS)
    assert {name: one.state == "waiting" for name, one in found.items()} == {
        name: answer == "stands=waiting" for name, answer in told.items()
    }
    # The line is gapless, and stands as its members were written into the table.
    line = [one for one in found.values() if one.state == "waiting"]
    assert [one.line for one in line] == list(range(1, GUESTS - SEATS + 1))
    assert [one.id for one in line] == sorted(one.id for one in line)
    mails = db.session.scalars(select(OutboxMail)).all()
    assert {mail.to_name: said_in(mail) for mail in mails} == {
        name: one.line or 0 for name, one in found.items()
    }


def test_parties_take_all_their_seats_or_none(settings: Settings, as_system: object) -> None:
    path = open_event(waiting_list=True, party_limit=3, passing=True)
    with two_processes(settings) as port:
        guests = [Guest(port, number, path) for number in range(1, 25)]
        for number, guest in enumerate(guests):
            guest.fields["party_size"] = str(1 + number % 3)
        all_at_once(guests)
    found = guests_now().values()
    assert len(found) == 24
    seated = sum(one.party_size for one in found if one.state == "registered")
    line = [one for one in found if one.state == "waiting"]
    assert (pool_now().taken, pool_now().waiting) == (seated, len(line))
    assert seated <= SEATS
    assert all(one.party_size > SEATS - seated for one in line)


def test_two_who_withdraw_at_once_let_exactly_two_in(settings: Settings, as_system: object) -> None:
    path = open_event(waiting_list=True)
    with two_processes(settings) as port:
        all_at_once([Guest(port, number, path) for number in range(1, SEATS + 6)])
        before = guests_now()
        leaving = [one for one in before.values() if one.state == "registered"][:2]
        line = [one.name for one in before.values() if one.state == "waiting"]
        # Each presses twice, as people do.
        holders = [Holder(port, link_of(one), "withdraw") for one in leaving * 2]
        assert press_at_once(holders) == [303] * 4
    after = guests_now()
    assert [name for name in line if after[name].state == "offered"] == line[:2]
    assert states() == {"registered": SEATS - 2, "withdrawn": 2, "offered": 2, "waiting": 3}
    assert (pool_now().taken, pool_now().waiting) == (SEATS, 3)


def test_an_offer_that_ends_while_it_is_taken_is_one_or_the_other(
    settings: Settings, as_system: object
) -> None:
    path = open_event(waiting_list=True)
    with two_processes(settings) as port:
        all_at_once([Guest(port, number, path) for number in range(1, SEATS + 6)])
        with transaction():
            for one in db.session.scalars(select(Registration).limit(3)).all():
                withdraw(one)
        offered = [one for one in guests_now().values() if one.state == "offered"]
        holders = [Holder(port, link_of(one), "accept") for one in offered]
        with transaction():
            for one in db.session.scalars(select(Registration)).all():
                if one.state == "offered":
                    one.offered_until = now() + timedelta(seconds=0.2)
        names = [one.name for one in offered]
        db.session.remove()
        start = threading.Barrier(len(holders) + 1)
        with ThreadPoolExecutor(len(holders)) as pool:
            pressed = [pool.submit(holder.press, start) for holder in holders]
            start.wait(PATIENCE)
            with viewing_as(SYSTEM):
                for _ in range(40):
                    end_offers()
                    time.sleep(0.02)
            answers = dict(zip(names, (one.result() for one in pressed), strict=True))
        with viewing_as(SYSTEM):
            after = guests_now()
            told = {name: after[name].state.value for name in names}
            pool_after = pool_now()
            held = [one for one in after.values() if one.state in {"registered", "offered"}]
            waiting = [one for one in after.values() if one.state == "waiting"]
            assert pool_after.taken == len(held)
            assert pool_after.waiting == len(waiting)
    assert {name: answer == 303 for name, answer in answers.items()} == {
        name: state == "registered" for name, state in told.items()
    }
    assert set(told.values()) <= {"registered", "lapsed"}


def test_the_same_person_at_the_same_moment_gets_one_seat(
    settings: Settings, as_system: object
) -> None:
    path = open_event()
    with two_processes(settings) as port:
        guests = [Guest(port, number, path) for number in range(1, 9)]
        for guest in guests:
            guest.fields |= {"name": "Ann Guest", "email": "ann@example.org"}
        assert all_at_once(guests) == [""] * 8
    assert pool_now().taken == 1
    assert states() == {"registered": 1}


def everybody() -> range:
    return range(1, GUESTS + 1)


def said_in(mail: OutboxMail) -> int:
    """The number in line that a mail tells; 0 for one that confirms a place."""
    found = re.search(r"number (\d+) in line", mail.body_text)
    assert found or "Your place is reserved." in mail.body_text
    return int(found[1]) if found else 0

"""Measures how soon what control releases stands on thirty desks, and what idle desks cost.

Each desk is a client over HTTP as a browser is: it holds the stream, and fetches its page when the
stream says so. The clients share the machine with the server.
"""

from __future__ import annotations

import re
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from bench import crowds, games
from bench.servers import Server, deployed

LIMIT_SECONDS = 2.0
ROUNDS = 5
IDLE_SECONDS = 5.0
SETTLE_SECONDS = 3.0
WARM_UP = 3
STAMP = re.compile(r'data-live-stamp="([^"]+)"')
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Desk:
    """A player's browser."""

    def __init__(self, port: int, path: str) -> None:
        self.path, self.shown = path, ""
        self.page = HTTPConnection("127.0.0.1", port, timeout=60)
        self.stream = HTTPConnection("127.0.0.1", port, timeout=60)
        self.stream.request("GET", f"{path}live")
        self.answer: HTTPResponse = self.stream.getresponse()
        if self.answer.status != 200:
            raise RuntimeError(f"The stream answers {self.answer.status}.")
        self.next_stamp()

    def next_stamp(self) -> None:
        """Wait for the next stamp."""
        while not (line := self.answer.readline()).startswith(b"data: "):
            if not line:
                raise RuntimeError("The stream ended.")

    def look(self, times: int) -> None:
        """Open the page, as players do when they come; either process has seen them then."""
        for _time in range(times):
            self.fetched()

    def fetched(self) -> str:
        """Fetch the page over the connection that is kept, as a browser does."""
        self.page.request("GET", self.path, headers={"Parley-Stamp": self.shown})
        answer = self.page.getresponse()
        page = answer.read().decode()
        stamp = STAMP.search(page)
        if stamp is None:
            raise RuntimeError(f"The desk answers {answer.status}.")
        self.shown = stamp[1]
        return page

    def hear_and_look(self, words: str) -> tuple[float, float]:
        """Return when the stream spoke, and when the page with ``words`` was here."""
        self.next_stamp()
        heard = time.perf_counter()
        if words not in self.fetched():
            raise RuntimeError(f"{words} is not on the desk.")
        return heard, time.perf_counter()


class Control:
    """The browser of control."""

    def __init__(self, port: int, key: str, cookie: str) -> None:
        self.room = f"/staff/events/{key}/game/control/"
        self.headers = {"Cookie": cookie}
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.request("GET", self.room, headers=self.headers)
        answer = self.connection.getresponse()
        # The session of the browser now holds what its forms are known by.
        self.headers["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]
        found = TOKEN.search(answer.read().decode())
        if found is None:
            raise RuntimeError("The control room has no form.")
        self.token = found[1]

    def release(self, inject: str) -> None:
        """Press the button."""
        body = urlencode({"csrf_token": self.token, "once": inject})
        form = {"Content-Type": "application/x-www-form-urlencoded", **self.headers}
        self.connection.request("POST", f"{self.room}injects/{inject}/release", body, form)
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != 303:
            raise RuntimeError(f"The release answers {answer.status}.")


def main() -> None:
    """Measure, and print the slowest desk of all against the limit."""
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        environ = crowds.settings(Path(folder))
        with crowds.application(environ) as app:
            laid = games.lay()
            cookie = crowds.signed_in(app)
        with deployed(environ) as server, ExitStack() as kept:
            desks = [Desk(server.port, path) for path in laid.desks]
            for desk in desks:
                kept.callback(desk.stream.close)
                kept.callback(desk.page.close)
            _report(server, desks, Control(server.port, laid.key, cookie), laid.injects)


def _report(server: Server, desks: list[Desk], control: Control, injects: list[str]) -> None:
    for desk in desks:
        desk.look(WARM_UP)
    time.sleep(SETTLE_SECONDS)
    before = server.processor_seconds()
    time.sleep(IDLE_SECONDS)
    idle = (server.processor_seconds() - before) / IDLE_SECONDS
    heard: list[float] = []
    stood: list[float] = []
    used = own = 0.0
    with ThreadPoolExecutor(len(desks)) as pool:
        for number, inject in enumerate(injects[:ROUNDS]):
            waiting = [pool.submit(desk.hear_and_look, f"Cable {number}") for desk in desks]
            before, mine, began = (
                server.processor_seconds(),
                time.process_time(),
                time.perf_counter(),
            )
            control.release(inject)
            times = [one.result() for one in waiting]
            used += server.processor_seconds() - before
            own += time.process_time() - mine
            heard += [spoke - began for spoke, _shown in times]
            stood += [shown - began for _spoke, shown in times]
            time.sleep(1.0)
    print(f"{len(desks)} desks, {ROUNDS} releases over HTTP, two web processes")
    print(f"the stream spoke after    {_told(heard)}")
    met = "met" if max(stood) <= LIMIT_SECONDS else "MISSED"
    print(f"it stood on the desk after {_told(stood)}   limit {1000 * LIMIT_SECONDS:.0f} ms  {met}")
    print(
        f"processor: {100 * idle:.1f} % of one core while idle, {used / ROUNDS:.2f} s for a release,"
        f" and {own / ROUNDS:.2f} s of these clients"
    )


def _told(seconds: list[float]) -> str:
    return f"median {1000 * median(seconds):6.0f} ms, at most {1000 * max(seconds):6.0f} ms"


if __name__ == "__main__":
    main()

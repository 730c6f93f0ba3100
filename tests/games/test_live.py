"""What happens in one process is told by the streams of others, on both databases."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPResponse

import pytest
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from app.access.viewers import TokenHolder
from app.config import Settings
from app.extensions import db
from app.games.live import STREAMS_OF_ONE, Streams
from app.games.models import Game, Inject
from app.games.operations import control
from app.infra.transaction import transaction
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.games.played import Played, design_game, start
from tests.registration.test_race import two_processes

PATIENCE = 30
STREAMS = 4
"""As many as one viewer may hold in a process, so that both processes are likely to hold some."""


@pytest.fixture
def played(as_system: scoped_session[Session]) -> Played:
    del as_system
    return design_game()


@contextmanager
def streams(port: int, path: str, cookie: str) -> Iterator[list[HTTPResponse]]:
    """Open streams as browsers do."""
    connections = [HTTPConnection("127.0.0.1", port, timeout=PATIENCE) for _one in range(STREAMS)]
    try:
        for one in connections:
            one.request("GET", path, headers={"Cookie": cookie})
        yield [one.getresponse() for one in connections]
    finally:
        for one in connections:
            one.close()


def next_stamp(stream: HTTPResponse) -> str:
    """Read on to the next stamp."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        line = stream.readline().decode()
        assert line, "The stream ended."
        if line.startswith("data: "):
            return line.removeprefix("data: ").strip()
    raise AssertionError("Nothing came.")


def test_what_is_released_is_told_by_every_process_and_open_streams_do_not_keep_it_from_ending(
    played: Played, settings: Settings, client: CheckingClient
) -> None:
    sign_in(client)
    held = client.get_cookie("parley")
    assert held is not None
    with transaction():
        start(played)
    path, cookie = f"/staff/events/{played.key}/game/live", f"parley={held.value}"
    with ExitStack() as kept:
        with two_processes(settings) as port:
            opened = kept.enter_context(streams(port, path, cookie))
            assert [one.status for one in opened] == [200] * STREAMS
            assert opened[0].getheader("X-Accel-Buffering") == "no"
            assert [next_stamp(one) for one in opened] == ["2"] * STREAMS
            with transaction():
                control.release_inject(
                    db.session.get_one(Game, played.game),
                    db.session.get_one(Inject, played.inject),
                )
            assert [next_stamp(one) for one in opened] == ["3"] * STREAMS
        # Told to stop, the processes ended their streams properly: one cut off could not be read.
        assert b"data" not in b"".join(one.read() for one in opened)


def test_where_no_place_is_free_the_page_is_told_to_ask_again(
    played: Played, app: Flask, client: CheckingClient
) -> None:
    sign_in(client)
    before, app.extensions["streams"] = app.extensions["streams"], Streams(0)
    try:
        answer = client.get(f"/staff/events/{played.key}/game/live")
    finally:
        app.extensions["streams"] = before
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


def test_one_viewer_cannot_hold_every_place() -> None:
    streams = Streams(STREAMS_OF_ONE + 1)
    one, other = TokenHolder(event_id=1, participation_id=1), TokenHolder(event_id=1)
    assert [streams.take(one) for _page in range(STREAMS_OF_ONE + 1)] == [
        *[True] * STREAMS_OF_ONE,
        False,
    ]
    streams.give_back(one)
    assert (streams.take(one), streams.take(other), streams.take(other)) == (True, True, False)

"""What is new reaches a page that is open: a stream of stamps, one held connection for each reader.

A stamp says how things stand before one viewer, in a few letters that mean nothing; when it
changes, the page is fetched again and shows what the viewer may see. So the stream tells nothing
that the page does not, and is silent when something happens that is none of the viewer's business.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from threading import Lock

from flask import Flask, Response, current_app

from app.access.enforcement import current_viewer, look_as
from app.access.viewers import Viewer
from app.config import current_settings
from app.infra.bell import Bell, bell

HEARTBEAT_SECONDS = 15.0
"""After how long of silence a comment is sent, so that no proxy takes the stream for dead."""
LASTS_SECONDS = 600.0
"""When a stream ends, and the page opens another: who may look no more does not look for ever."""
SLICE_SECONDS = 1.0
"""How soon a stream notices that the server is stopped."""
STREAMS_OF_ONE = 4
"""So many streams one viewer may hold in a process; who has more pages open, has pages that ask."""
RETRY_MS = 2000
RETRY_AFTER_SECONDS = 10

Stamp = Callable[[], str]


class Streams:
    """How many streams this process holds, for whom, how long, and whether it is about to end."""

    def __init__(self, most: int) -> None:
        self.ending = False
        self.last_seconds = LASTS_SECONDS
        self._free = most
        self._held: Counter[Viewer] = Counter()
        self._lock = Lock()

    def take(self, viewer: Viewer) -> bool:
        """Take a place for a stream, if one is free and ``viewer`` does not hold their share."""
        with self._lock:
            if self._free <= 0 or self._held[viewer] >= STREAMS_OF_ONE:
                return False
            self._free -= 1
            self._held[viewer] += 1
            return True

    def give_back(self, viewer: Viewer) -> None:
        """Let another have the place."""
        with self._lock:
            self._free += 1
            self._held[viewer] -= 1
            if not self._held[viewer]:
                del self._held[viewer]


def topic_of(event_id: int) -> str:
    """For what the bell is rung when something happens in the game of an event."""
    return f"game-{event_id}"


def stream(event_id: int, stamp: Stamp) -> Response:
    """Answer with the stamp, and with each other one that follows, as server-sent events.

    ``stamp`` is asked as the present viewer, in a context of its own, so that no connection to
    the database is held while nothing happens; it needs no request. Where no place is free the
    answer is 503, and the page goes on by asking.
    """
    streams: Streams = current_app.extensions["streams"]
    viewer = current_viewer()
    if streams.ending or not streams.take(viewer):
        return Response(status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # As Flask documents it.
    told = _told(app, viewer, bell(), topic_of(event_id), stamp)
    answer = Response(told, mimetype="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    answer.call_on_close(partial(streams.give_back, viewer))
    return answer


def _told(app: Flask, viewer: Viewer, rung: Bell, topic: str, stamp: Stamp) -> Iterator[str]:
    """Give the stamp now, then whenever it is another one; in between, a comment every so often.

    When comments come depends on nothing but what was said before: they must not tell that it rang.
    """
    streams: Streams = app.extensions["streams"]
    ends = time.monotonic() + streams.last_seconds
    last = _asked(app, viewer, stamp)
    yield f"retry: {RETRY_MS}\n\ndata: {last}\n\n"
    beats = time.monotonic() + HEARTBEAT_SECONDS

    def is_over() -> bool:
        return streams.ending or time.monotonic() >= ends

    if is_over():
        return
    with rung.listening():
        while not is_over():
            times = rung.times(topic)
            present = _asked(app, viewer, stamp)
            if present != last or time.monotonic() >= beats:
                yield f"data: {present}\n\n" if present != last else ":\n\n"
                last, beats = present, time.monotonic() + HEARTBEAT_SECONDS
            while not (is_over() or time.monotonic() >= beats):
                if rung.wait(topic, times, min(SLICE_SECONDS, beats - time.monotonic())):
                    break


def _asked(app: Flask, viewer: Viewer, stamp: Stamp) -> str:
    """The stamp as it is now; the session it is read with goes with the context."""
    with app.app_context():
        look_as(viewer)
        return stamp()


def init_app(app: Flask) -> None:
    """Make room for the streams of this process."""
    with app.app_context():
        app.extensions["streams"] = Streams(current_settings().live_streams)

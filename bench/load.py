"""A client that keeps connections busy: each sends its next request when it has the last answer.

It runs in a process of its own and looks at no more of an answer than it must, but it does
share the machine with the server, so ratios near or above 1 are lower than they should be.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

WARM_SECONDS = 20.0
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass
class Tally:
    """How many answers came, by status, and whether more are wanted."""

    statuses: Counter[int] = field(default_factory=Counter)
    running: bool = True


class Connection(asyncio.Protocol):
    """One connection that asks until it is told to stop."""

    def __init__(self, requests: Iterator[bytes], tally: Tally) -> None:
        self.requests = requests
        self.tally = tally
        self.received = b""
        self.expected = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask the first time."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        """Ask again once the answer is complete."""
        self.received += data
        if not self.expected:
            head = self.received.find(b"\r\n\r\n")
            if head < 0:
                return
            found = LENGTH.search(self.received, 0, head)
            self.expected = head + 4 + (int(found[1]) if found else 0)
        if len(self.received) >= self.expected:
            self.tally.statuses[int(self.received[9:12])] += 1
            self._ask()

    def _ask(self) -> None:
        self.received, self.expected = b"", 0
        if self.tally.running:
            self.transport.write(next(self.requests))
        else:
            self.transport.close()


def rate(
    port: int, requests: Iterator[bytes], *, status: int, connections: int, seconds: float
) -> float:
    """Return answers per second. Raises RuntimeError if one of them has another ``status``."""
    tally, duration = asyncio.run(_run(port, requests, connections, seconds))
    if set(tally.statuses) != {status}:
        raise RuntimeError(f"Expected {status} alone, but got {dict(tally.statuses)}.")
    return tally.statuses[status] / duration


async def _run(
    port: int, requests: Iterator[bytes], connections: int, seconds: float
) -> tuple[Tally, float]:
    tally = Tally()
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: Connection(requests, tally), "127.0.0.1", port)
        for _ in range(connections)
    ]
    await _until_warm(tally, 4 * connections)
    tally.statuses.clear()
    began = time.perf_counter()
    await asyncio.sleep(seconds)
    duration = time.perf_counter() - began
    counted = Tally(Counter(tally.statuses))
    tally.running = False
    await asyncio.sleep(0.2)
    for transport, _ in made:
        transport.close()
    return counted, duration


async def _until_warm(tally: Tally, answers: int) -> None:
    """Wait for the first ``answers``, while which each process imports and keeps what it needs."""
    deadline = time.perf_counter() + WARM_SECONDS
    while tally.statuses.total() < answers and time.perf_counter() < deadline:
        await asyncio.sleep(0.01)

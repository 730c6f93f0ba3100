"""The public pages, registration, the start and the memory of one installation; about three minutes."""

from __future__ import annotations

import os
import platform
import secrets
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import load, requests, stock
from bench.servers import THREADS, WORKERS, Server, serving

ROUNDS = 3
SECONDS = 3.0
STARTS = 5
READERS, GUESTS = 8, 64


@dataclass(frozen=True)
class Job:
    """What is measured, in requests per second, against which limit, and the ratio promised."""

    name: str
    limit: str
    goal: float


HELLO = "bare Flask hello"
REFUSED = "the same post, refused"
JOBS = (
    Job("event page, kept", HELLO, 0.9),
    Job("upcoming list, kept", HELLO, 0.9),
    Job("archive, kept", HELLO, 0.9),
    Job("archive search, kept", HELLO, 0.9),
    Job("search page, kept", HELLO, 0.9),
    Job("event page, unchanged (304)", HELLO, 1.0),
    Job("event page, made anew", HELLO, 0.1),
    Job("registration", REFUSED, 0.45),
)


def main() -> None:
    """Measure everything once and print what came out."""
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        environ = environ_in(Path(folder))
        stock.fill(environ)
        print(heading())
        with serving("bench.hello:app", {}) as hello, serving("wsgi:app", environ) as parley:
            rates = _rates(hello, parley)
            memory = parley.largest_worker()
        _print_rates(rates)
        _print_starts(environ)
        print(f"{'largest process':32}{memory:10.0f} MB{'':30}goal: under 120 MB")


def environ_in(folder: Path) -> dict[str, str]:
    """Settings as in production, with one trusted proxy so that every guest has a network."""
    return {
        "PARLEY_ENV": "production",
        "SECRET_KEY": secrets.token_hex(32),
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder / 'parley.db'}"),
        "PARLEY_BASE_URL": "http://127.0.0.1",
        "PARLEY_INSTANCE": str(folder),
        "PARLEY_TRUSTED_PROXIES": "1",
    }


def heading() -> str:
    """Return on which machine, and how, the numbers were measured."""
    machine = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return (
        f"{platform.node()}: {machine}, {os.cpu_count()} cores, Python {platform.python_version()};"
        f" gunicorn with {WORKERS} workers of {THREADS} threads\n"
        f"medians of {ROUNDS} rounds of {SECONDS:g} s; client in Python on the same machine\n"
    )


def _rates(hello: Server, parley: Server) -> Mapping[str, float]:
    """Return requests per second by job; the rounds take turns, so that drift hits all alike."""
    found: dict[str, list[float]] = defaultdict(list)
    for number in range(ROUNDS):
        for name, server, sent, status in _measured(hello, parley, str(number)):
            connections = GUESTS if "regist" in name or name == REFUSED else READERS
            measured = load.rate(
                server.port, sent, status=status, connections=connections, seconds=SECONDS
            )
            found[name].append(measured)
    return {name: median(values) for name, values in found.items()}


def _measured(
    hello: Server, parley: Server, batch: str
) -> Iterator[tuple[str, Server, Iterator[bytes], int]]:
    event = stock.EVENT
    yield HELLO, hello, requests.get("/"), 200
    yield "event page, kept", parley, _as_browsers(event), 200
    yield "upcoming list, kept", parley, _as_browsers("/events/"), 200
    yield "archive, kept", parley, _as_browsers("/archive/"), 200
    yield "archive search, kept", parley, _as_browsers("/archive/?q=panel"), 200
    yield "search page, kept", parley, _as_browsers("/search?q=panel"), 200
    etag = requests.etag_of(parley.port, event)
    unchanged = requests.get(event, If_None_Match=etag)
    yield "event page, unchanged (304)", parley, unchanged, 304
    # Whoever has a session is never served from what is kept.
    yield "event page, made anew", parley, requests.get(event, Cookie="parley=nobody"), 200
    form = requests.open_form(parley.port)
    yield REFUSED, parley, form.posts(valid=False, batch=batch), 422
    yield "registration", parley, form.posts(valid=True, batch=batch), 303


def _as_browsers(path: str) -> Iterator[bytes]:
    return requests.get(path, Accept_Encoding="gzip, deflate, br, zstd")


def _print_rates(rates: Mapping[str, float]) -> None:
    print(f"{'job':32}{'per second':>10}   {'limit':24}{'per second':>10}{'ratio':>8}{'goal':>8}")
    for job in JOBS:
        done, limit = rates[job.name], rates[job.limit]
        ratio = done / limit
        print(
            f"{job.name:32}{done:10.0f}   {job.limit:24}{limit:10.0f}{ratio:8.2f}{job.goal:8.2f}"
            f"  {'met' if ratio >= job.goal else 'MISSED'}"
        )


def _print_starts(environ: Mapping[str, str]) -> None:
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(STARTS):
        with serving("bench.hello:app", {}) as server:
            bare.append(server.seconds_to_first_answer)
        with serving("wsgi:app", environ) as server:
            ours.append(server.seconds_to_first_answer)
    times = median(ours) / median(bare)
    print(
        f"{'cold start to first 200':32}{median(ours):9.2f}s   {'bare Flask':24}"
        f"{median(bare):9.2f}s{times:7.1f}x{'5x':>8}  {'met' if times <= 5 else 'MISSED'}"
    )


if __name__ == "__main__":
    main()

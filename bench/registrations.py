"""Registrations per second for one hot event, beside what they are measured against; two minutes.

64 clients, two processes. The limits: the same post refused by its form alone, and a loop that
does nothing but insert a row and commit it, on the same database in the same run.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine, text

from app.config import Settings
from app.infra.database import engine_options, prepare, writing
from bench import load, requests, stock
from bench.pages import GUESTS, ROUNDS, SECONDS, environ_in, heading
from bench.servers import serving

GOAL = 0.45
"""Of the post that is refused: see docs/architecture.md, "Writing"."""


def main() -> None:
    """Measure both kinds of database that are there, and print what came out."""
    print(heading())
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        environ = environ_in(Path(folder))
        stock.fill(environ)
        rates = _rates(environ)
    kind = "PostgreSQL" if "BENCH_DATABASE_URL" in os.environ else "SQLite"
    refused, inserted, done = rates["refused"], rates["inserted"], rates["registered"]
    ratio = done / refused
    print(f"{kind}: {done:.0f} registrations per second, {GUESTS} clients, one event")
    print(
        f"  against the same post refused, {refused:.0f}: {ratio:.2f}, goal {GOAL}"
        f"  {'met' if ratio >= GOAL else 'MISSED'}"
    )
    print(f"  against a bare durable insert, {inserted:.0f}: {done / inserted:.2f}")


def _rates(environ: Mapping[str, str]) -> Mapping[str, float]:
    """Return what is done in a second, by name; the rounds take turns, so that drift hits all alike."""
    found: dict[str, list[float]] = defaultdict(list)
    with serving("wsgi:app", environ) as parley:
        for number in range(ROUNDS):
            form = requests.open_form(parley.port)
            for name, valid, status in (("refused", False, 422), ("registered", True, 303)):
                sent = form.posts(valid=valid, batch=f"r{number}")
                rate = load.rate(
                    parley.port, sent, status=status, connections=GUESTS, seconds=SECONDS
                )
                found[name].append(rate)
            found["inserted"].append(_bare_inserts(environ))
    return {name: median(rates) for name, rates in found.items()}


def _bare_inserts(environ: Mapping[str, str]) -> float:
    """Return how many rows one connection inserts and commits in a second, opened as Parley opens it."""
    settings = Settings.from_environ(environ)
    engine = create_engine(settings.database_url, **engine_options(settings))
    prepare(engine)
    token = writing.set(True)
    try:
        with engine.connect() as connection:
            connection.execute(text("CREATE TABLE IF NOT EXISTS bare (id INTEGER, word TEXT)"))
            connection.commit()
            done, began = 0, time.perf_counter()
            while (passed := time.perf_counter() - began) < SECONDS:
                connection.execute(text("INSERT INTO bare VALUES (:id, 'word')"), {"id": done})
                connection.commit()
                done += 1
            return done / passed
    finally:
        writing.reset(token)
        engine.dispose()


if __name__ == "__main__":
    main()

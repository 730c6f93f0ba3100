"""Measures the control room and a desk at a log of 100, 1,000 and 10,000 entries."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from bench import crowds, games, load, requests
from bench.servers import serving

LENGTHS = (100, 1_000, 10_000)
GOAL = 1.5
ROUNDS, SECONDS = 3, 2.0


def main() -> None:
    """Measure both pages over HTTP, one request after the other; the shortest log is the limit."""
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        environ = crowds.settings(Path(folder))
        with crowds.application(environ) as app:
            laid = games.lay()
            cookie = crowds.signed_in(app)
        pages = {
            "control room": requests.get(f"/staff/events/{laid.key}/game/control/", Cookie=cookie),
            "desk": requests.get(laid.desks[0]),
        }
        took: dict[str, list[float]] = {name: [] for name in pages}
        for length in LENGTHS:
            with crowds.application(environ):
                games.lengthen(laid, length)
            with serving("wsgi:app", environ, path="/healthz") as server:
                for name, page in pages.items():
                    rates = [
                        load.rate(server.port, page, status=200, connections=1, seconds=SECONDS)
                        for _round in range(ROUNDS)
                    ]
                    took[name].append(1000 / median(rates))
    for name, (shortest, *longer) in took.items():
        worst = max(longer) / shortest
        told = ", ".join(f"{one:.0f} ms" for one in (shortest, *longer))
        print(
            f"{name} at {', '.join(f'{one:,}' for one in LENGTHS)} entries: {told}: "
            f"{worst:.2f}x, goal {GOAL}x  {'met' if worst <= GOAL else 'MISSED'}"
        )


if __name__ == "__main__":
    main()

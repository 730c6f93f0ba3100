"""Measures the control room and a desk at a log of 100, 1,000 and 10,000 entries.

A page shows so many of the latest things and no more. At 100 entries its lists are not full yet, so
that 10,000 are held against 1,000; what a full page costs beside an empty one is told as well.
"""

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
    """Measure both pages over HTTP, one request after the other."""
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
    for name, (nearly_empty, full, longest) in took.items():
        ratio = longest / full
        print(
            f"{name} at {', '.join(f'{one:,}' for one in LENGTHS)} entries: "
            f"{nearly_empty:.0f}, {full:.0f}, {longest:.0f} ms: {ratio:.2f}x from a full page on, "
            f"goal {GOAL}x  {'met' if ratio <= GOAL else 'MISSED'}; "
            f"full against nearly empty {full / nearly_empty:.1f}x"
        )


if __name__ == "__main__":
    main()

"""Measures what the first page of the participants table costs at 5,000 people, against 50."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from bench import crowds, load, requests
from bench.servers import serving

FEW, MANY = 50, 5000
GOAL = 1.3
ROUNDS, SECONDS = 5, 3.0


def main() -> None:
    """Measure both pages in turns over HTTP, one request after the other, and print the ratio."""
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        environ = crowds.settings(Path(folder))
        with crowds.application(environ) as app:
            events = {size: crowds.crowd(size) for size in (FEW, MANY)}
            cookie = crowds.signed_in(app)
        with serving("wsgi:app", environ) as server:
            took: dict[int, list[float]] = {FEW: [], MANY: []}
            for _round in range(ROUNDS):
                for size, key in events.items():
                    page = requests.get(f"/staff/events/{key}/people/", Cookie=cookie)
                    rate = load.rate(server.port, page, status=200, connections=1, seconds=SECONDS)
                    took[size].append(1000 / rate)
    few, many = median(took[FEW]), median(took[MANY])
    ratio = many / few
    print(
        f"participants table, first page: {many:.1f} ms at {MANY:,} people, {few:.1f} ms at {FEW}: "
        f"{ratio:.2f}x, goal {GOAL}x  {'met' if ratio <= GOAL else 'MISSED'}"
    )


if __name__ == "__main__":
    main()

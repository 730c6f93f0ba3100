"""A row of values as a line in the size of text."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT = 120, 24
EDGE = 3


def sparkline(values: Sequence[int], low: int, high: int) -> str:
    """Return the points of a polyline that draws ``values`` on a scale from ``low`` to ``high``."""
    shown = values if len(values) > 1 else [*values, *values]
    step = (WIDTH - 2 * EDGE) / (len(shown) - 1)
    rise = (HEIGHT - 2 * EDGE) / (high - low)
    return " ".join(
        f"{EDGE + place * step:.1f},{HEIGHT - EDGE - (value - low) * rise:.1f}"
        for place, value in enumerate(shown)
    )

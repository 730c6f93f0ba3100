"""Bars by year on a common scale, for ``archive/figures.html``: pure.

Lengths along the years are in percent, heights in ``em``, so that words stay as large as words
are however wide the picture is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TALL = 9.0
"""So high, in em, is a bar of all there is on the scale."""
HEAD = 1.3
"""So much room is over the highest bar, for its number."""
FOOT = 1.6
"""And under the line, for the years."""
FEWEST = 6
"""There is room for so many years at least, lest a single one be drawn as a wall."""
MOST_DIGITS = 26
MOST_YEARS = 12
YEARS_ON_A_PHONE = 5
GAP = 0.16


@dataclass(frozen=True)
class Bar:
    """The events of a year. ``number`` stands over it, where there is room for all or it is the highest."""

    label: str
    count: int
    x: float
    width: float
    middle: float
    y: float
    height: float
    number: bool
    year: bool
    minor: bool


@dataclass(frozen=True)
class Bars:
    """A drawing: its bars and its measures in em. ``ground`` is where zero is."""

    bars: Sequence[Bar]
    ground: float
    height: float

    @property
    def most(self) -> Bar:
        """The highest bar, the latest of several."""
        return max(reversed(self.bars), key=lambda bar: bar.count)

    @property
    def first(self) -> str:
        """The first year that has any."""
        return next(bar.label for bar in self.bars if bar.count)

    @property
    def last(self) -> str:
        """The last year that has any."""
        return next(bar.label for bar in reversed(self.bars) if bar.count)


def bars(years: Sequence[str], counts: Sequence[int], scale: int, tallest: int) -> Bars:
    """Draw ``counts`` where ``scale`` is ``TALL``, with room for ``tallest``."""
    slot = 100 / max(len(years), FEWEST)
    ground = HEAD + TALL * tallest / scale
    most = max(counts)
    peak = max(place for place, count in enumerate(counts) if count == most)
    all_numbers = len(years) * len(str(most)) <= MOST_DIGITS
    every = -(-len(years) // MOST_YEARS)
    on_phone = every * -(-len(years) // (every * YEARS_ON_A_PHONE))
    drawn = []
    for place, (year, count) in enumerate(zip(years, counts, strict=True)):
        height = round(TALL * count / scale, 3)
        drawn.append(
            Bar(
                label=year,
                count=count,
                x=round(slot * (place + GAP / 2), 3),
                width=round(slot * (1 - GAP), 3),
                middle=round(slot * (place + 0.5), 3),
                y=round(ground - height, 3),
                height=height,
                number=count > 0 and (all_numbers or place == peak),
                year=place % every == 0,
                minor=place % on_phone != 0,
            )
        )
    return Bars(drawn, round(ground, 3), round(ground + FOOT, 3))

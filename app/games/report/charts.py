"""Where the steps of an indicator stand in its picture, in percent of its width and in lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 8.0
GROUND = 7.0
TOP = 0.8
LEFT, RIGHT = 4.0, 98.0


@dataclass(frozen=True)
class Dot:
    """A value where it was set; ``x`` and ``next_x`` in percent, ``y`` in em."""

    x: float
    next_x: float
    y: float
    value: int


@dataclass(frozen=True)
class Chart:
    """The steps of one indicator, and the marks of moves below it (percent, number)."""

    low: int
    high: int
    dots: Sequence[Dot]
    moves: Sequence[tuple[float, int]]
    height: float = HEIGHT
    ground: float = GROUND
    top: float = TOP
    left: float = LEFT
    right: float = RIGHT


def chart_of(
    values: Sequence[tuple[float, int]], moves: Sequence[tuple[float, int]], low: int, high: int
) -> Chart:
    """Draw ``values``, each with how much of the play had passed (0 to 1) when it was set."""
    ends = [*(at for at, _value in values[1:]), 1.0]
    dots = [
        Dot(_across(at), _across(end), _up(value, low, high), value)
        for (at, value), end in zip(values, ends, strict=True)
    ]
    return Chart(low, high, dots, [(_across(at), number) for at, number in moves])


def _across(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0), 2)


def _up(value: int, low: int, high: int) -> float:
    return round(GROUND - (GROUND - TOP) * (value - low) / (high - low), 2)

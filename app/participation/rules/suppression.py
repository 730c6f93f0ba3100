"""Small numbers stay out of files: a count under five can tell who somebody is.

Whoever reads a column and its total could compute a single hidden count, so more are hidden until
each could have at least two values, whatever the reader reckons from totals and from the stages
beside it (nobody attended who was not invited).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

LEAST = 5
UNDER = f"<{LEAST}"
WITHHELD = "–"
"""Stands for a number that is kept back to protect another one, and may be anything."""

Counts = Sequence[Sequence[int]]
"""Rows of groups, columns of stages, each stage part of the one before it."""
Hidden = dict[tuple[int, int], str]
Between = tuple[int, int]
"""The least and the most that a number can be."""


def protected(counts: Counts) -> list[list[str]]:
    """The rows as they may leave the house, and last the row of totals."""
    if not counts:
        return []
    hidden = _hide(counts)
    totals = [sum(column) for column in zip(*counts, strict=True)]
    shown = [
        [hidden.get((row, column), str(count)) for column, count in enumerate(group)]
        for row, group in enumerate(counts)
    ]
    return [*shown, [UNDER if total < LEAST else str(total) for total in totals]]


def _hide(counts: Counts) -> Hidden:
    hidden: Hidden = {
        (row, column): UNDER
        for row, group in enumerate(counts)
        for column, count in enumerate(group)
        if count < LEAST
    }
    while (column := _reckoned_column(counts, hidden)) is not None:
        # A number is reckoned from its own column first, then from the stages beside it.
        nearest = sorted(range(len(counts[0])), key=lambda other: abs(other - column))
        if not any(_hide_more(counts, each, hidden) for each in nearest):
            break
    return hidden


def _hide_more(counts: Counts, column: int, hidden: Hidden) -> bool:
    """Let the column tell less; say whether it still told anything."""
    visible = [row for row in range(len(counts)) if (row, column) not in hidden]
    if visible:
        hidden[min(visible, key=lambda row: counts[row][column]), column] = WITHHELD
        return True
    # Every count is hidden, and the marks themselves tell too much: now they tell nothing.
    changed = [row for row in range(len(counts)) if hidden[row, column] != WITHHELD]
    hidden.update({(row, column): WITHHELD for row in changed})
    return bool(changed)


def _reckoned_column(counts: Counts, hidden: Hidden) -> int | None:
    """The column of a hidden count that leaves a reader one possible value, if there is one."""
    reader = _Reader.of(counts, hidden)
    while reader.reckons_on():
        continue
    return next(
        (column for row, column in hidden if len(set(reader.between[row][column])) == 1), None
    )


@dataclass
class _Reader:
    """Somebody who reckons: between what each count can lie, and each total."""

    between: list[list[Between]]
    totals: list[Between]

    @classmethod
    def of(cls, counts: Counts, hidden: Hidden) -> _Reader:
        """What the table itself tells."""
        sums = [sum(column) for column in zip(*counts, strict=True)]
        small = {column for (_row, column), mark in hidden.items() if mark == UNDER}

        def told(row: int, column: int) -> Between:
            match hidden.get((row, column)):
                case None:
                    return counts[row][column], counts[row][column]
                case mark if mark == UNDER:
                    return 0, LEAST - 1
                case _:
                    # Beside a small count, one that is kept back is no small one.
                    return LEAST if column in small else 0, max(sums)

        stages = range(len(sums))
        return cls(
            [[told(row, column) for column in stages] for row in range(len(counts))],
            [(total, total) if total >= LEAST else (0, LEAST - 1) for total in sums],
        )

    def reckons_on(self) -> bool:
        """Reckon once through the table; say whether anything became narrower."""
        before = [list(group) for group in self.between]
        stages = range(len(self.totals))
        for column in stages:
            counts = _that_sum_up([group[column] for group in self.between], self.totals[column])
            self._set(column, counts)
        for column, later in combinations(stages, 2):
            self._compare(column, later)
        return before != self.between

    def _compare(self, column: int, later: int) -> None:
        """Who is in the later of two stages is in the earlier: their differences sum up too."""
        (least, most), (later_least, later_most) = self.totals[column], self.totals[later]
        pairs = [(group[column], group[later]) for group in self.between]
        gone = _that_sum_up(
            [(max(0, one[0] - two[1]), one[1] - two[0]) for one, two in pairs],
            (max(0, least - later_most), most - later_least),
        )
        self._set(
            column,
            [
                (max(one[0], two[0] + few), min(one[1], two[1] + many))
                for (one, two), (few, many) in zip(pairs, gone, strict=True)
            ],
        )
        self._set(
            later,
            [
                (max(two[0], one[0] - many), min(two[1], one[1] - few))
                for (one, two), (few, many) in zip(pairs, gone, strict=True)
            ],
        )

    def _set(self, column: int, counts: Sequence[Between]) -> None:
        for group, count in zip(self.between, counts, strict=True):
            group[column] = count


def _that_sum_up(numbers: Sequence[Between], total: Between) -> list[Between]:
    """Between what each of the numbers lies, given between what their sum does."""
    least, most = (sum(ends) for ends in zip(*numbers, strict=True))
    return [
        (max(low, total[0] - (most - high)), min(high, total[1] - (least - low)))
        for low, high in numbers
    ]

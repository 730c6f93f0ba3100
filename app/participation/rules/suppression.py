"""Small numbers stay out of files: a count under five can tell who somebody is.

Whoever reads a column and its total could compute a single hidden count, so more are hidden until
each could have at least two values, whatever the reader reckons from totals and from the stages
beside it (nobody attended who was not invited).
"""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 5
UNDER = f"<{LEAST}"
WITHHELD = "–"
"""Stands for a number that is kept back to protect another one, and may be anything."""

Counts = Sequence[Sequence[int]]
"""Rows of groups, columns of stages, each stage part of the one before it."""
Hidden = dict[tuple[int, int], str]


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
    stages = range(len(counts[0]))
    # What is hidden in one column changes what can be reckoned in those beside it.
    while any(_protect_column(counts, column, hidden) for column in stages):
        continue
    return hidden


def _protect_column(counts: Counts, column: int, hidden: Hidden) -> bool:
    """Hide one more count of the column if a hidden one could be reckoned; say whether one was."""
    mine = [row for row in range(len(counts)) if (row, column) in hidden]
    if not any(_is_known(counts, row, column, hidden) for row in mine):
        return False
    visible = [row for row in range(len(counts)) if row not in mine]
    if visible:
        smallest = min(visible, key=lambda row: counts[row][column])
        hidden[smallest, column] = WITHHELD
        return True
    # Every count is hidden, and the marks themselves tell too much: now they tell nothing.
    changed = [row for row in mine if hidden[row, column] != WITHHELD]
    hidden.update({(row, column): WITHHELD for row in changed})
    return bool(changed)


def _is_known(counts: Counts, row: int, column: int, hidden: Hidden) -> bool:
    """Whether a reader of everything else is left with one possible value."""
    total = sum(group[column] for group in counts)
    bounds = {each: _bounds(counts, each, column, hidden) for each in range(len(counts))}
    least, most = bounds.pop(row)
    if total >= LEAST:
        least = max(least, total - sum(high for _low, high in bounds.values()))
        most = min(most, total - sum(low for low, _high in bounds.values()))
    return least == most


def _bounds(counts: Counts, row: int, column: int, hidden: Hidden) -> tuple[int, int]:
    """Between what the count can lie, as far as its mark and the stages beside it tell."""
    group = counts[row]
    if (row, column) not in hidden:
        return group[column], group[column]
    least, most = _told_by_mark(counts, row, column, hidden)
    for other, count in enumerate(group):
        if (row, other) in hidden:
            continue
        if other > column:
            least = max(least, count)
        if other < column:
            most = min(most, count)
    return least, most


def _told_by_mark(counts: Counts, row: int, column: int, hidden: Hidden) -> tuple[int, int]:
    """What the mark alone tells: beside a small count, one that is kept back is no small one."""
    if hidden[row, column] == UNDER:
        return 0, LEAST - 1
    small = any(hidden.get((each, column)) == UNDER for each in range(len(counts)))
    return LEAST if small else 0, sum(group[column] for group in counts)

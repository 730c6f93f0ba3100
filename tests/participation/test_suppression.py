"""What leaves the house as counts tells nobody a number under five, however they reckon."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.participation.rules.suppression import LEAST, UNDER, WITHHELD, protected

GROUPS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda pair: (max(pair), min(pair))),
    min_size=1,
    max_size=3,
)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([], []),
        ([[7], [12]], [["7"], ["12"], ["19"]]),
        ([[3], [0]], [[UNDER], [UNDER], [UNDER]]),
        ([[3], [20]], [[UNDER], [WITHHELD], ["23"]]),
        ([[3], [20], [9]], [[UNDER], ["20"], [WITHHELD], ["32"]]),
        ([[0], [5]], [[WITHHELD], [WITHHELD], ["5"]]),
        ([[4], [4]], [[WITHHELD], [WITHHELD], ["8"]]),
        ([[1], [2], [9]], [[UNDER], [UNDER], ["9"], ["12"]]),
    ],
    ids=["nobody", "large", "few in all", "two", "three", "all or none", "fours", "two small ones"],
)
def test_small_counts_are_kept_back_and_cannot_be_reckoned(counts, shown):
    assert protected(counts) == shown


@given(GROUPS)
@example([(1, 1), (5, 4)])
def test_whatever_is_hidden_could_be_at_least_two_numbers(counts):
    shown = protected(counts)
    worlds = list(possible_worlds(shown))
    assert list(map(tuple, counts)) in worlds
    for row, group in enumerate(shown[:-1]):
        for column, word in enumerate(group):
            if not word.isdecimal():
                assert len({world[row][column] for world in worlds}) > 1


def possible_worlds(shown):
    """Every table that a reader of ``shown`` cannot rule out; the second stage is part of the first."""
    *groups, totals = shown
    small = [any(group[stage] == UNDER for group in groups) for stage in range(2)]
    for world in product(*(possible_groups(group, totals, small) for group in groups)):
        sums = (sum(group[stage] for group in world) for stage in range(2))
        if all(map(could_be, sums, totals, (True, True))):
            yield list(world)


def possible_groups(group, totals, small):
    most = [int(total) if total.isdecimal() else LEAST - 1 for total in totals]
    return [
        pair
        for pair in product(range(most[0] + 1), range(most[1] + 1))
        if pair[1] <= pair[0] and all(map(could_be, pair, group, small))
    ]


def could_be(count, mark, beside_a_small_one):
    if mark == UNDER:
        return count < LEAST
    if mark == WITHHELD:
        return count >= LEAST or not beside_a_small_one
    return count == int(mark)

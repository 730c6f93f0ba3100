"""Half-open intervals: what meets, what merely touches, and points."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import Span
from app.core.intervals import Interval, Taken, clashes


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 5, 4, tzinfo=UTC) + timedelta(hours=hour, minutes=minute)


def between(start: int, end: int) -> Interval:
    return Interval(at(start), at(end))


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        pytest.param(between(9, 10), between(10, 11), None, id="touching"),
        pytest.param(between(9, 10), between(11, 12), None, id="apart"),
        pytest.param(between(9, 11), between(10, 12), between(10, 11), id="overlapping"),
        pytest.param(between(9, 12), between(10, 11), between(10, 11), id="within"),
        pytest.param(between(9, 10), between(9, 10), between(9, 10), id="the same"),
        pytest.param(between(9, 11), between(10, 10), between(10, 10), id="a point inside"),
        pytest.param(between(9, 11), between(9, 9), between(9, 9), id="a point at the start"),
        pytest.param(between(9, 11), between(11, 11), None, id="a point at the end"),
        pytest.param(between(9, 9), between(9, 9), between(9, 9), id="the same point"),
        pytest.param(between(9, 9), between(10, 10), None, id="two points"),
    ],
)
def test_two_intervals_share(one: Interval, other: Interval, shared: Interval | None) -> None:
    assert one.overlap(other) == shared
    assert other.overlap(one) == shared


def test_a_missing_end_is_taken_as_what_is_stated() -> None:
    assert Interval.of(at(9), None) == between(9, 10)
    assert Interval.of(at(9), None, assumed=timedelta(hours=3)) == between(9, 12)
    assert Interval.of(at(9), at(11)) == between(9, 11)


def test_a_date_only_span_takes_the_whole_day_at_its_place() -> None:
    span = Span(at(12), None, "Asia/Seoul", date_only=True)
    assert Interval.of_span(span) == Interval(at(-9), at(15))


def test_an_interval_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before"):
        between(10, 9)


def test_clashes_come_in_order_with_the_time_shared() -> None:
    taken = [
        Taken(between(14, 15), "late"),
        Taken(between(9, 12), "long"),
        Taken(between(11, 13), "second"),
        Taken(between(10, 11), "first"),
        Taken(between(13, 14), "free"),
    ]
    assert [(one.by, other.by, shared) for one, other, shared in clashes(taken)] == [
        ("long", "first", between(10, 11)),
        ("long", "second", between(11, 12)),
    ]


INTERVALS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 4)).map(lambda it: between(it[0], it[0] + it[1])),
    max_size=12,
)


@given(INTERVALS)
def test_the_sweep_finds_what_comparing_all_pairs_finds(intervals: list[Interval]) -> None:
    swept = {
        frozenset((one.by, other.by))
        for one, other, _ in clashes(Taken(interval, i) for i, interval in enumerate(intervals))
    }
    compared = {
        frozenset((i, j))
        for i, one in enumerate(intervals)
        for j, other in enumerate(intervals)
        if i < j and one.overlap(other)
    }
    assert swept == compared

"""Who is here follows from the set of what was said, in whatever order and however often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.door.rules import (
    ArrivalKind,
    Entry,
    Pool,
    believable,
    is_at_the_door,
    is_double,
    people_here,
    pool_of,
    standing,
)
from app.participation.rules import Role

NOON = datetime(2027, 1, 19, 12, tzinfo=UTC)


def came(op: str, people: int = 1, *, extra: bool = False) -> Entry:
    return Entry(op=op, kind=ArrivalKind.ARRIVED, people=people, extra=extra)


def undid(op: str, undoes: str) -> Entry:
    return Entry(op=op, kind=ArrivalKind.UNDONE, undoes=undoes)


@pytest.mark.parametrize(
    ("said", "expected", "here", "double"),
    [
        ([], 1, 0, False),
        ([came("a")], 1, 1, False),
        ([came("a"), came("a")], 1, 1, False),
        ([came("a"), came("b")], 1, 1, True),
        ([came("a"), came("b", extra=True)], 1, 2, False),
        ([came("a", 2)], 3, 2, False),
        ([came("a", 2), came("b")], 3, 3, False),
        ([came("a", 2), came("b", 2)], 3, 3, True),
        ([came("a"), undid("b", "a")], 1, 0, False),
        ([undid("b", "a"), came("a")], 1, 0, False),
        ([came("a"), undid("b", "a"), undid("c", "a")], 1, 0, False),
        ([came("a"), came("b"), undid("c", "a")], 1, 1, False),
        ([came("a"), undid("b", "a"), came("c")], 1, 1, False),
        ([came("a", 3, extra=True)], 0, 3, False),
    ],
)
def test_who_is_here(said: list[Entry], expected: int, here: int, double: bool) -> None:
    assert people_here(said, expected=expected) == here
    assert is_double(said, expected=expected) is double


ENTRIES = st.lists(
    st.one_of(
        st.builds(came, st.sampled_from("abcd"), st.just(1)),
        st.builds(undid, st.sampled_from("wxyz"), st.sampled_from("abcd")),
    ),
    max_size=8,
    unique_by=lambda entry: entry.op,
)


@given(ENTRIES, st.randoms(use_true_random=False), st.integers(1, 3))
def test_order_and_repetition_change_nothing(
    said: list[Entry], random: object, expected: int
) -> None:
    again = said + said[: len(said) // 2]
    random.shuffle(again)  # type: ignore[attr-defined]
    assert people_here(again, expected=expected) == people_here(said, expected=expected)
    assert {entry.op for entry in standing(again)} == {entry.op for entry in standing(said)}


@pytest.mark.parametrize(
    ("roles", "pool"),
    [
        ([Role.KEYNOTE], Pool.SPEAKERS),
        ([Role.PARTICIPANT, Role.MODERATOR], Pool.SPEAKERS),
        ([Role.PARTICIPANT], Pool.PARTICIPANTS),
        ([Role.HEAD_OF_DELEGATION], Pool.PARTICIPANTS),
        ([Role.PRESS], Pool.PRESS),
        ([Role.INTERPRETER], Pool.CREW),
        ([], Pool.PARTICIPANTS),
    ],
)
def test_the_group_of_a_seat(roles: list[Role], pool: Pool) -> None:
    assert pool_of(roles) is pool


@pytest.mark.parametrize(
    ("hours", "called_off", "open_"),
    [
        (-25, False, False),
        (-23, False, True),
        (0, False, True),
        (13, False, True),
        (15, False, False),
        (0, True, False),
    ],
)
def test_when_an_event_is_at_the_door(hours: int, called_off: bool, open_: bool) -> None:
    at = NOON + timedelta(hours=hours)
    ends = NOON + timedelta(hours=2)
    assert is_at_the_door(NOON, ends, called_off=called_off, at=at) is open_


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(-90, -90), (0, 0), (5, 0), (60 * 24 * 30, 0), (-60 * 24 * 30, 0)],
)
def test_a_clock_that_is_wrong_is_not_believed(minutes: int, told: int) -> None:
    device_at = NOON + timedelta(minutes=minutes)
    assert believable(device_at, received_at=NOON) == NOON + timedelta(minutes=told)

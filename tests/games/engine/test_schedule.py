"""Two clocks: what a pause moves, what is late, what is soon, and what the game's clock shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.core.errors import Refused
from app.games.engine import (
    Clock,
    Entry,
    GameState,
    InjectPlan,
    MovePlan,
    Player,
    Step,
    decisions,
    due_at,
    falls_due,
    fold,
    is_late,
    is_soon,
    submission_due_at,
)
from app.games.rules import Act, Traffic

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
SITUATION = datetime(2031, 5, 1, 6)


def minutes(number: float) -> datetime:
    return NINE + timedelta(minutes=number)


def played(*steps: tuple[float, Step]) -> GameState:
    """Return the state after ``steps``, each so many minutes after nine."""
    state = GameState()
    for after, step in steps:
        entry = Entry(seq=state.seq + 1, at=minutes(after), act=step.act, data=step.recorded)
        state = fold(state, entry)
    return state


def opened(*more: tuple[float, Step]) -> GameState:
    move = MovePlan(number=1, situation_at=SITUATION, pace=10, due_seconds=3600)
    begun = played((0, Step(Act.BEGIN)))
    step = decisions.open_move(begun, move, to=("us",))
    return played((0, Step(Act.BEGIN)), (0, step), *more)


PAUSE, RESUME = Step(Act.PAUSE), Step(Act.RESUME)
AT_TWENTY = InjectPlan(key="a", number="1", to=("us",), move=1, offset_seconds=1200, scheduled=True)


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ((), 20),
        (((5, PAUSE), (15, RESUME)), 30),
        (((5, PAUSE), (15, RESUME), (20, PAUSE), (25, RESUME)), 35),
        (((40, PAUSE), (50, RESUME)), 20),
    ],
    ids=["no pause", "a pause before", "two pauses before", "a pause after"],
)
def test_a_pause_moves_what_was_still_to_come(
    pauses: tuple[tuple[float, Step], ...], due: float
) -> None:
    assert due_at(AT_TWENTY, opened(*pauses)) == minutes(due)


def test_a_clock_time_is_moved_like_an_offset() -> None:
    plan = InjectPlan(key="a", number="1", to=("us",), move=1, planned_at=minutes(20))
    assert due_at(plan, opened((5, PAUSE), (15, RESUME))) == minutes(30)


def test_nothing_falls_due_while_the_game_is_paused() -> None:
    state = opened((5, PAUSE))
    assert (falls_due([AT_TWENTY], state, minutes(90)), is_late(AT_TWENTY, state, minutes(90))) == (
        [],
        False,
    )


@pytest.mark.parametrize(
    ("at", "marks"),
    [(5, (False, False)), (11, (False, True)), (20, (True, False)), (45, (True, False))],
    ids=["far off", "within ten minutes", "due", "overdue"],
)
def test_what_is_late_and_what_is_next(at: float, marks: tuple[bool, bool]) -> None:
    state = opened()
    assert (is_late(AT_TWENTY, state, minutes(at)), is_soon(AT_TWENTY, state, minutes(at))) == marks


def test_an_inject_waits_for_what_it_depends_on() -> None:
    after = InjectPlan(
        key="b",
        number="2",
        to=("us",),
        move=1,
        offset_seconds=60,
        depends_on="a",
        scheduled=True,
    )
    state = opened()
    assert falls_due([after], state, minutes(5)) == []
    release = decisions.release_inject(state, AT_TWENTY, at=minutes(5))
    assert falls_due([after], opened((5, release)), minutes(5)) == [after]


def test_a_decision_is_due_so_much_later_as_the_game_was_paused() -> None:
    assert submission_due_at(opened((5, PAUSE), (15, RESUME)), 1) == minutes(70)


@pytest.mark.parametrize(
    ("pauses", "at", "shown"),
    [
        ((), 6, SITUATION + timedelta(hours=1)),
        (((6, PAUSE),), 60, SITUATION + timedelta(hours=1)),
        (((6, PAUSE), (60, RESUME)), 66, SITUATION + timedelta(hours=2)),
    ],
    ids=["ten times as fast", "it stands still", "it goes on from there"],
)
def test_the_clock_of_the_game(
    pauses: tuple[tuple[float, Step], ...], at: float, shown: datetime
) -> None:
    assert opened(*pauses).game_time(minutes(at)) == shown


def test_game_time_may_go_back_at_a_move() -> None:
    state = opened((30, Step(Act.CLOSE_MOVE, {"number": 1})))
    back = MovePlan(number=2, situation_at=SITUATION - timedelta(days=365))
    step = decisions.open_move(state, back, to=("us",))
    later = fold(state, Entry(seq=state.seq + 1, at=minutes(40), act=step.act, data=step.recorded))
    assert later.game_time(minutes(40)) == SITUATION - timedelta(days=365)


def test_a_clock_that_was_stopped_twice_counts_each_pause_once() -> None:
    clock = Clock(opened_at=NINE).paused(minutes(10)).resumed(minutes(20)).paused(minutes(25))
    assert clock.played(minutes(60)) == timedelta(minutes=15)


def test_what_is_left_of_an_earlier_move_is_moved_by_later_pauses_too() -> None:
    closed = opened((5, Step(Act.CLOSE_MOVE, {"number": 1})))
    second = decisions.open_move(closed, MovePlan(number=2), to=("us",))
    later = opened((5, Step(Act.CLOSE_MOVE, {"number": 1})), (6, second), (10, PAUSE), (15, RESUME))
    assert due_at(AT_TWENTY, later) == minutes(25)


def test_what_waits_for_control_is_not_corrected() -> None:
    player = Player(seat="a", team="us")
    message = decisions.send_message(
        opened(), player, to=("dprk",), traffic=Traffic.THROUGH_CONTROL
    )
    with pytest.raises(Refused, match="not been passed on"):
        decisions.correct(opened((1, message)), entry=3, to=("us",))


def test_a_clock_that_ran_out_of_every_calendar_shows_nothing() -> None:
    clock = Clock(opened_at=NINE, situation_at=datetime(9990, 1, 1), pace=1000)
    assert clock.game_time(NINE) == datetime(9990, 1, 1)
    assert clock.game_time(NINE + timedelta(days=30)) is None

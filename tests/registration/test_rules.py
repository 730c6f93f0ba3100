"""The door of registration, and the words on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.core.errors import Closed, Full, InvalidInput, Refused
from app.core.states import next_state, refusals
from app.events.rules import Phase, Publication, RegistrationMode
from app.registration.rules import (
    DOOR_ACTIONS,
    DOOR_WORDS,
    ENTRANCES,
    REGISTRATION_STATE_LABELS,
    STEPS,
    Asked,
    Count,
    Door,
    InLine,
    QuestionKind,
    RegistrationState,
    Step,
    Terms,
    check_condition,
    check_party,
    cleaned,
    door_of_event,
    door_of_pool,
    most_open,
    next_in_line,
    pass_through,
    questions_asked,
    served,
)

NOON = datetime(2026, 9, 9, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
EVENT = {
    "mode": RegistrationMode.OPEN,
    "publication": Publication.PUBLIC,
    "phase": Phase.UPCOMING,
}
COUNT = {"capacity", "overbooking", "taken", "waiting", "passing"}


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        pytest.param({}, Door.OPEN, id="open"),
        pytest.param({"publication": Publication.WITHOUT_PEOPLE}, Door.OPEN, id="without people"),
        pytest.param({"phase": Phase.LIVE}, Door.OPEN, id="still open while it is live"),
        pytest.param({"mode": RegistrationMode.BY_APPLICATION}, Door.OPEN, id="the pool decides"),
        pytest.param({"approval": True}, Door.REQUEST, id="staff decide"),
        pytest.param(
            {"approval": True, "capacity": 0}, Door.REQUEST, id="staff decide although it is full"
        ),
        pytest.param({"opens_at": NOON + MINUTE}, Door.NOT_YET, id="a minute too early"),
        pytest.param({"opens_at": NOON}, Door.OPEN, id="at the minute it opens"),
        pytest.param({"closes_at": NOON + MINUTE}, Door.OPEN, id="a minute left"),
        pytest.param({"closes_at": NOON}, Door.CLOSED, id="at the minute it closes"),
        pytest.param({"capacity": 10, "taken": 9}, Door.OPEN, id="the last place"),
        pytest.param({"capacity": 10, "taken": 10}, Door.FULL, id="full"),
        pytest.param(
            {"capacity": 10, "taken": 10, "overbooking": 9}, Door.FULL, id="less than one more"
        ),
        pytest.param(
            {"capacity": 10, "taken": 10, "overbooking": 10}, Door.OPEN, id="one more by policy"
        ),
        pytest.param(
            {"capacity": 10, "taken": 10, "waiting_list": True}, Door.WAITING_LIST, id="in line"
        ),
        pytest.param(
            {"capacity": 10, "taken": 9, "waiting": 1, "waiting_list": True},
            Door.WAITING_LIST,
            id="a larger party waits for more than the last place",
        ),
        pytest.param(
            {"capacity": 10, "taken": 9, "waiting": 1, "passing": True},
            Door.OPEN,
            id="which may be passed by",
        ),
        pytest.param({"capacity": 8, "taken": 10}, Door.FULL, id="capacity lowered afterwards"),
        pytest.param({"capacity": 0}, Door.FULL, id="no place at all"),
        pytest.param({"phase": Phase.SAVE_THE_DATE}, Door.NOT_YET, id="only held"),
        pytest.param({"phase": Phase.DATE_TO_COME}, Door.NOT_YET, id="without a date"),
        pytest.param({"phase": Phase.POSTPONED}, Door.CLOSED, id="postponed"),
        pytest.param({"phase": Phase.CANCELLED}, Door.CANCELLED, id="cancelled"),
        pytest.param({"phase": Phase.PAST}, Door.PAST, id="over"),
        pytest.param(
            {"mode": RegistrationMode.BY_INVITATION}, Door.BY_INVITATION, id="by invitation"
        ),
        pytest.param(
            {"publication": Publication.UNPUBLISHED}, Door.BY_INVITATION, id="not released"
        ),
        pytest.param({"publication": Publication.WITHDRAWN}, Door.BY_INVITATION, id="withdrawn"),
        pytest.param(
            {"publication": Publication.UNPUBLISHED, "phase": Phase.CANCELLED},
            Door.BY_INVITATION,
            id="not released tells nothing of its state",
        ),
        pytest.param(
            {"closes_at": NOON, "capacity": 1, "taken": 1}, Door.CLOSED, id="closed before full"
        ),
        pytest.param(
            {"phase": Phase.CANCELLED, "capacity": 1, "taken": 1},
            Door.CANCELLED,
            id="cancelled, full",
        ),
    ],
)
def test_the_door_is(facts: dict[str, Any], found: Door) -> None:
    of_event = {**EVENT, **{name: facts[name] for name in EVENT.keys() & facts}}
    count = Count(**{name: facts[name] for name in COUNT & facts.keys()})
    rest = {name: facts[name] for name in facts.keys() - COUNT - EVENT.keys()}
    shut = door_of_event(**of_event)
    assert (shut or door_of_pool(Terms(count=count, **rest), NOON)) is found


def test_every_door_has_words_of_its_own() -> None:
    assert list(DOOR_WORDS) == list(Door)
    assert len(set(DOOR_WORDS.values())) == len(Door)


def test_every_registration_state_has_words() -> None:
    assert list(REGISTRATION_STATE_LABELS) == list(RegistrationState)


@pytest.mark.parametrize("found", [one for one in Door if one not in ENTRANCES | {Door.FULL}])
def test_a_closed_door_is_refused_with_the_words_on_it(found: Door) -> None:
    with pytest.raises(Closed) as refused:
        pass_through(found)
    assert refused.value.message == DOOR_WORDS[found]


def test_a_full_house_is_refused_as_full() -> None:
    with pytest.raises(Full) as refused:
        pass_through(Door.FULL)
    assert refused.value.message == DOOR_WORDS[Door.FULL]


@pytest.mark.parametrize("found", sorted(ENTRANCES))
def test_a_way_in_lets_through_and_its_button_says_where_to(found: Door) -> None:
    pass_through(found)
    assert DOOR_ACTIONS[found]


def test_the_most_open_door_counts() -> None:
    assert most_open([Door.FULL, Door.WAITING_LIST, Door.OPEN]) is Door.OPEN
    assert most_open([Door.CLOSED, Door.FULL]) is Door.FULL
    assert most_open([]) is Door.NOT_YET


ALLOWED = {(state.value, step.value, result.value) for (state, step), result in STEPS.items()}


def test_the_steps_are_these() -> None:
    assert {
        ("pending", "confirm", "registered"),
        ("pending", "queue", "waiting"),
        ("pending", "refuse", "refused"),
        ("pending", "withdraw", "withdrawn"),
        ("waiting", "confirm", "registered"),
        ("waiting", "offer", "offered"),
        ("waiting", "refuse", "refused"),
        ("waiting", "withdraw", "withdrawn"),
        ("offered", "confirm", "registered"),
        ("offered", "expire", "lapsed"),
        ("offered", "withdraw", "withdrawn"),
        ("registered", "withdraw", "withdrawn"),
    } == ALLOWED


@pytest.mark.parametrize(("state", "step"), refusals(STEPS, RegistrationState, Step))
def test_every_other_step_is_refused(state: RegistrationState, step: Step) -> None:
    with pytest.raises(Refused):
        next_state(STEPS, state, step)


@pytest.mark.parametrize(
    ("count", "allowed", "free", "over"),
    [
        (Count(), None, None, 0),
        (Count(capacity=120, overbooking=30), 156, 156, 0),
        (Count(capacity=3, overbooking=50, taken=4), 4, 0, 0),
        (Count(capacity=10, taken=12), 10, 0, 2),
        (Count(capacity=0, overbooking=100), 0, 0, 0),
    ],
    ids=["no limit", "120 and 30 %", "rounded down", "lowered", "none"],
)
def test_how_many_may_come(count: Count, allowed: int | None, free: int | None, over: int) -> None:
    assert (count.allowed, count.free, count.over) == (allowed, free, over)


LINE = [InLine(1, 10, 3), InLine(2, 11, 1), InLine(3, 12, 2), InLine(4, 9, 2)]


@pytest.mark.parametrize(
    ("free", "passing", "ids"),
    [
        (1, False, []),
        (1, True, [2]),
        (2, False, [4]),
        (3, True, [4, 2]),
        (5, False, [4, 1]),
        (None, False, [4, 1, 2, 3]),
    ],
    ids=[
        "the first is too many",
        "one passes",
        "the first fits",
        "one passes behind",
        "two fit",
        "all",
    ],
)
def test_free_seats_go_to(free: int | None, passing: bool, ids: list[int]) -> None:
    assert [one.id for one in served(LINE, free, passing=passing)] == ids
    first = next_in_line(LINE, free, passing=passing)
    assert (first.id if first else None) == (ids[0] if ids else None)


@pytest.mark.parametrize(
    ("size", "companions"),
    [(0, ()), (4, ()), (1, ("Ann",)), (2, ("Ann", "Bo")), (2, ("www.example",))],
    ids=["nobody", "too many", "not counted", "more named", "an address"],
)
def test_a_party_that_cannot_be_is_refused(size: int, companions: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput):
        check_party(size, companions, limit=3)


FORM = [
    Asked(id=1, kind=QuestionKind.ONE_CHOICE, choices=("Yes", "No")),
    Asked(id=2, kind=QuestionKind.CHOICES, choices=("Tea", "Soup"), depends_on=1, given="Yes"),
    Asked(id=3, kind=QuestionKind.TEXT, depends_on=2, given="Soup"),
    Asked(id=4, kind=QuestionKind.TEXT, depends_on=5, given="yes"),
    Asked(id=5, kind=QuestionKind.CONSENT),
]


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, [1, 5]),
        ({1: ("Yes",)}, [1, 2, 5]),
        ({1: ("Yes",), 2: ("Tea", "Soup")}, [1, 2, 3, 5]),
        ({1: ("No",), 2: ("Soup",)}, [1, 5]),
        ({5: ("yes",)}, [1, 5]),
    ],
    ids=["nothing", "the first", "two deep", "an answer to a hidden question", "looking back"],
)
def test_who_is_asked_what(answers: dict[int, tuple[str, ...]], asked: list[int]) -> None:
    assert [one.id for one in questions_asked(FORM, answers)] == asked


@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [
        (QuestionKind.TEXT, ("  so  ",), ("so",)),
        (QuestionKind.ONE_CHOICE, ("b", "a"), ("a",)),
        (QuestionKind.CHOICES, ("b", "a", "b"), ("a", "b")),
        (QuestionKind.NUMBER, ("3,5",), ("3.5",)),
        (QuestionKind.DATE, ("2027-03-31",), ("2027-03-31",)),
        (QuestionKind.CONSENT, ("on",), ("yes",)),
        (QuestionKind.TEXT, ("  ",), ()),
    ],
)
def test_an_answer_is_kept_as(
    kind: QuestionKind, sent: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    assert cleaned(Asked(id=1, kind=kind, choices=("a", "b")), sent) == kept


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        (QuestionKind.ONE_CHOICE, ("c",)),
        (QuestionKind.CHOICES, ("a", "c")),
        (QuestionKind.NUMBER, ("many",)),
        (QuestionKind.NUMBER, ("NaN",)),
        (QuestionKind.NUMBER, ("1e400",)),
        (QuestionKind.DATE, ("31.3.2027",)),
        *((kind, ()) for kind in QuestionKind if kind is not QuestionKind.SECTION),
    ],
)
def test_what_is_no_answer_is_refused(kind: QuestionKind, sent: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput):
        cleaned(Asked(id=1, kind=kind, choices=("a", "b"), required=True), sent)


@pytest.mark.parametrize(
    ("depends_on", "given"),
    [(1, "Perhaps"), (3, "anything"), (9, "Yes"), (5, "no")],
    ids=["no answer to it", "a text", "not before", "a consent is ticked"],
)
def test_a_condition_that_cannot_come_true_is_refused(depends_on: int, given: str) -> None:
    with pytest.raises(InvalidInput):
        check_condition(FORM, depends_on, given)

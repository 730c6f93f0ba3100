"""Clashes are found across all events and told only as far as the viewer may know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.core.clock import Span
from app.core.intervals import Interval
from app.schedule.rules import WAY_OUT_LABELS, Booking, ClashKind, WayOut, find_clashes


def at(hour: int) -> datetime:
    return datetime(2026, 9, 9, tzinfo=UTC) + timedelta(hours=hour)


def booking(start: int, end: int | None, **facts: Any) -> Booking:
    span = Span(at(start), None if end is None else at(end), "America/New_York")
    given = {
        "key": "other",
        "kind": ClashKind.PERSON,
        "subject": "ann",
        "name": "Ann Example",
        "event": "panel",
        "title": "A panel",
        "visible": True,
    }
    return Booking(span=span, **{**given, **facts})


def wanted(start: int, end: int | None, **facts: Any) -> Booking:
    return booking(start, end, **{"key": "mine", "event": "roundtable", **facts})


def test_a_person_in_two_places_is_a_clash_with_what_and_when() -> None:
    [clash] = find_clashes([wanted(9, 11)], [booking(10, 12)])
    assert (clash.what, clash.when) == ("A panel", Interval(at(10), at(11)))
    assert clash.message % clash.facts == "Ann Example is at “A panel” at this time."


def test_a_hidden_event_is_told_as_busy_and_no_more() -> None:
    hidden = booking(10, 12, visible=False, title="Round 7 (closed)", event="secret")
    [clash] = find_clashes([wanted(9, 11)], [hidden])
    assert (clash.what, clash.when) == (None, None)
    assert clash.message % clash.facts == "Ann Example is busy at this time."
    assert "closed" not in repr(clash)
    assert "secret" not in repr(clash)


def test_several_hidden_events_are_one_busy() -> None:
    hidden = [
        booking(10, 12, key=str(i), event=str(i), title=f"(closed) {i}", visible=False)
        for i in range(3)
    ]
    assert len(find_clashes([wanted(9, 11)], hidden)) == 1


def test_a_room_taken_twice_is_a_clash() -> None:
    room = {"kind": ClashKind.ROOM, "subject": "room-1", "name": "Great Hall"}
    [seen] = find_clashes([wanted(9, 11, **room)], [booking(10, 12, **room)])
    [hidden] = find_clashes([wanted(9, 11, **room)], [booking(10, 12, **room, visible=False)])
    assert seen.message % seen.facts == "Great Hall is taken by “A panel” at this time."
    assert hidden.message % hidden.facts == "Great Hall is taken at this time."


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        pytest.param(wanted(9, 10), booking(10, 11), id="one after the other"),
        pytest.param(wanted(9, 11), booking(10, 12, subject="bob"), id="another person"),
        pytest.param(
            wanted(9, 11, subject="1"),
            booking(10, 12, kind=ClashKind.ROOM, subject="1"),
            id="a room",
        ),
        pytest.param(wanted(9, 11), booking(10, 12, key="mine"), id="its own older version"),
        pytest.param(
            wanted(9, 17), booking(10, 11, event="roundtable", session="s1"), id="a session of it"
        ),
        pytest.param(
            wanted(10, 11, session="s1"),
            booking(10, 11, event="roundtable", session="s1"),
            id="twice in one session",
        ),
    ],
)
def test_these_do_not_clash(mine: Booking, other: Booking) -> None:
    assert find_clashes([mine], [other]) == []


def test_two_sessions_of_one_event_clash() -> None:
    first = wanted(9, 11, key="1", session="s1", title="Session 1")
    second = wanted(10, 12, key="2", session="s2", title="Session 2")
    [clash] = find_clashes([first, second], [])
    assert (clash.wanted, clash.what) == (first, "Session 2")


def test_what_clashes_elsewhere_is_none_of_our_business() -> None:
    others = [booking(9, 11, key="1", event="a"), booking(10, 12, key="2", event="b")]
    assert find_clashes([wanted(13, 14)], others) == []


@pytest.mark.parametrize(
    ("mine", "other", "clashes"),
    [
        pytest.param(wanted(9, None), booking(9, 12), 1, id="mine has no end, an hour is assumed"),
        pytest.param(wanted(8, None), booking(9, 12), 0, id="and that hour is over"),
        pytest.param(wanted(9, 12), booking(11, None), 1, id="the other has no end"),
        pytest.param(wanted(9, 12), booking(10, 10), 1, id="a moment within"),
    ],
)
def test_an_unknown_end_is_counted_as_an_hour(mine: Booking, other: Booking, clashes: int) -> None:
    assert len(find_clashes([mine], [other])) == clashes


def test_an_event_known_only_by_its_day_takes_the_day() -> None:
    day = Booking(
        key="other",
        kind=ClashKind.PERSON,
        subject="ann",
        name="Ann Example",
        span=Span(at(12), None, "America/New_York", date_only=True),
        event="visit",
        title="A visit",
        visible=True,
    )
    assert len(find_clashes([wanted(23, 25)], [day])) == 1
    assert find_clashes([wanted(28, 29)], [day]) == []


def test_clashes_come_in_order_of_time() -> None:
    mine = [wanted(14, 15, key="b", name="Bob", subject="bob"), wanted(9, 10, key="a")]
    others = [booking(14, 15, key="c", subject="bob"), booking(9, 10, key="d")]
    assert [clash.wanted.key for clash in find_clashes(mine, others)] == ["a", "b"]


@pytest.mark.parametrize(
    ("kind", "visible", "first"),
    [
        (ClashKind.PERSON, True, WayOut.OTHER_TIME),
        (ClashKind.PERSON, False, WayOut.ASK_THEM),
        (ClashKind.ROOM, True, WayOut.OTHER_ROOM),
        (ClashKind.ROOM, False, WayOut.OTHER_ROOM),
    ],
)
def test_there_is_always_a_way_out_and_a_reason_is_the_last(
    kind: ClashKind, visible: bool, first: WayOut
) -> None:
    [clash] = find_clashes([wanted(9, 11, kind=kind)], [booking(9, 11, kind=kind, visible=visible)])
    assert (clash.ways_out[0], clash.ways_out[-1]) == (first, WayOut.GO_AHEAD)


def test_every_way_out_has_words() -> None:
    assert list(WAY_OUT_LABELS) == list(WayOut)

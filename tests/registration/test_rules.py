"""The door of registration, and the words on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.core.errors import Closed, Full
from app.events.rules import Phase, Publication, RegistrationMode
from app.registration.rules import (
    DOOR_WORDS,
    REGISTRATION_STATE_LABELS,
    Door,
    RegistrationState,
    door,
    pass_through,
)

NOON = datetime(2026, 9, 9, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OPEN = {
    "mode": RegistrationMode.OPEN,
    "publication": Publication.PUBLIC,
    "phase": Phase.UPCOMING,
    "closes_at": None,
    "capacity": None,
    "taken": 0,
    "at": NOON,
}


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        pytest.param({}, Door.OPEN, id="open"),
        pytest.param({"publication": Publication.WITHOUT_PEOPLE}, Door.OPEN, id="without people"),
        pytest.param({"phase": Phase.LIVE}, Door.OPEN, id="still open while it is live"),
        pytest.param({"closes_at": NOON + MINUTE}, Door.OPEN, id="a minute left"),
        pytest.param({"closes_at": NOON}, Door.CLOSED, id="at the minute it closes"),
        pytest.param({"capacity": 10, "taken": 9}, Door.OPEN, id="the last place"),
        pytest.param({"capacity": 10, "taken": 10}, Door.FULL, id="full"),
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
    assert door(**{**OPEN, **facts}) is found


def test_every_door_has_words_of_its_own() -> None:
    assert list(DOOR_WORDS) == list(Door)
    assert len(set(DOOR_WORDS.values())) == len(Door)


def test_every_registration_state_has_words() -> None:
    assert list(REGISTRATION_STATE_LABELS) == list(RegistrationState)


@pytest.mark.parametrize("found", [one for one in Door if one not in {Door.OPEN, Door.FULL}])
def test_a_closed_door_is_refused_with_the_words_on_it(found: Door) -> None:
    with pytest.raises(Closed) as refused:
        pass_through(found)
    assert refused.value.message == DOOR_WORDS[found]


def test_a_full_house_is_refused_as_full() -> None:
    with pytest.raises(Full) as refused:
        pass_through(Door.FULL)
    assert refused.value.message == DOOR_WORDS[Door.FULL]


def test_an_open_door_lets_through() -> None:
    pass_through(Door.OPEN)

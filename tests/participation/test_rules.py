"""Seats: roles in their order, states in their way, and what the public sees of both."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import pytest

from app.core.errors import Refused
from app.core.states import actions_from, next_state, refusals
from app.events.rules import EventKind
from app.participation import rules
from app.participation.rules import (
    BILLED_STATES,
    NEVER_PUBLIC_ROLES,
    ROLES_OFFERED,
    SPEAKS_IN_STATES,
    TRANSITIONS,
    Role,
    SeatAction,
    SeatState,
    ShownAs,
    in_billing_order,
    public_roles,
    shown_as,
)

LABELS: dict[str, Mapping[StrEnum, str]] = {
    name: words for name, words in vars(rules).items() if name.endswith("_LABELS")
}


@pytest.mark.parametrize("name", LABELS)
def test_every_value_has_words_of_its_own(name: str) -> None:
    words = LABELS[name]
    kind = type(next(iter(words)))
    assert list(words) == list(kind)
    assert len(set(words.values())) == len(kind)
    assert [text for text in words.values() if not text.strip()] == []


# Roles


def test_roles_stand_in_the_order_of_a_programme() -> None:
    roles = [Role.PARTICIPANT, Role.PANELLIST, Role.MODERATOR, Role.KEYNOTE, Role.OPENING_REMARKS]
    assert in_billing_order(roles) == roles[::-1]


def test_a_role_given_twice_is_named_once() -> None:
    assert in_billing_order([Role.CHAIR, Role.HOST, Role.CHAIR]) == [Role.HOST, Role.CHAIR]


@pytest.mark.parametrize("role", [Role.INTERPRETER, Role.STAFF, Role.PRESS, Role.OBSERVER])
def test_some_roles_are_never_public(role: Role) -> None:
    assert public_roles([role]) == []
    assert public_roles([role, Role.MODERATOR]) == [Role.MODERATOR]


def test_every_other_role_may_be_public() -> None:
    assert public_roles(Role) == [role for role in Role if role not in NEVER_PUBLIC_ROLES]


def test_every_kind_of_event_offers_roles_without_repeating_one() -> None:
    assert list(ROLES_OFFERED) == list(EventKind)
    assert [kind for kind, roles in ROLES_OFFERED.items() if len(set(roles)) < len(roles)] == []


def test_every_role_but_none_is_offered_somewhere() -> None:
    assert {role for roles in ROLES_OFFERED.values() for role in roles} == set(Role)


# The way of a seat


@pytest.mark.parametrize(
    ("state", "action"), refusals(TRANSITIONS, SeatState, SeatAction), ids="-".join
)
def test_a_seat_refuses_every_other_step(state: SeatState, action: SeatAction) -> None:
    with pytest.raises(Refused):
        next_state(TRANSITIONS, state, action)


@pytest.mark.parametrize(
    ("steps", "ends"),
    [
        pytest.param(
            [
                SeatAction.APPROVE,
                SeatAction.INVITE,
                SeatAction.ANSWER_MAYBE,
                SeatAction.ACCEPT,
                SeatAction.CONFIRM,
                SeatAction.CHECK_IN,
            ],
            SeatState.ATTENDED,
            id="from the short list to the table",
        ),
        pytest.param([SeatAction.CONFIRM], SeatState.CONFIRMED, id="agreed by telephone"),
        pytest.param(
            [SeatAction.APPROVE, SeatAction.INVITE, SeatAction.DECLINE, SeatAction.ACCEPT],
            SeatState.ACCEPTED,
            id="no, and then yes",
        ),
        pytest.param(
            [SeatAction.CONFIRM, SeatAction.WITHDRAW, SeatAction.SUBSTITUTE],
            SeatState.SUBSTITUTED,
            id="withdrew, and somebody came instead",
        ),
        pytest.param(
            [SeatAction.CONFIRM, SeatAction.MARK_ABSENT, SeatAction.CHECK_IN],
            SeatState.ATTENDED,
            id="came late",
        ),
        pytest.param(
            [SeatAction.CONFIRM, SeatAction.CHECK_IN, SeatAction.UNDO_CHECK_IN],
            SeatState.CONFIRMED,
            id="checked in by mistake",
        ),
        pytest.param(
            [SeatAction.CONFIRM, SeatAction.REPORT_UNABLE],
            SeatState.UNABLE_TO_ATTEND,
            id="printed, but ill",
        ),
        pytest.param(
            [SeatAction.CONFIRM, SeatAction.DISINVITE, SeatAction.INVITE],
            SeatState.INVITED,
            id="disinvited, and asked again",
        ),
    ],
)
def test_a_seat_goes_its_way(steps: list[SeatAction], ends: SeatState) -> None:
    state = SeatState.SHORTLISTED
    for action in steps:
        state = next_state(TRANSITIONS, state, action)
    assert state is ends


def test_only_a_seat_given_to_another_is_final() -> None:
    final = {state for state in SeatState if not actions_from(TRANSITIONS, state)}
    assert final == {SeatState.SUBSTITUTED}


def test_every_state_can_be_reached() -> None:
    assert set(TRANSITIONS.values()) | {SeatState.SHORTLISTED} == set(SeatState)


# What the public sees


@pytest.mark.parametrize(
    ("state", "before", "over"),
    [
        (SeatState.SHORTLISTED, None, None),
        (SeatState.APPROVED, None, None),
        (SeatState.INVITED, ShownAs.INVITED, None),
        (SeatState.TENTATIVE, ShownAs.TBC, None),
        (SeatState.ACCEPTED, ShownAs.TBC, None),
        (SeatState.CONFIRMED, ShownAs.CONFIRMED, ShownAs.CONFIRMED),
        (SeatState.ATTENDED, ShownAs.CONFIRMED, ShownAs.CONFIRMED),
        (SeatState.UNABLE_TO_ATTEND, ShownAs.UNABLE, ShownAs.UNABLE),
        (SeatState.ABSENT, None, None),
        (SeatState.DECLINED, None, None),
        (SeatState.WITHDREW, None, None),
        (SeatState.DISINVITED, None, None),
        (SeatState.SUBSTITUTED, None, None),
    ],
)
def test_a_seat_is_shown_as(state: SeatState, before: ShownAs | None, over: ShownAs | None) -> None:
    assert (shown_as(state, over=False), shown_as(state, over=True)) == (before, over)
    assert (state in BILLED_STATES) is (before is not None)


def test_who_is_unable_to_attend_is_never_called_a_speaker() -> None:
    assert {state for state in SeatState if state in SPEAKS_IN_STATES} == {
        SeatState.CONFIRMED,
        SeatState.ATTENDED,
    }

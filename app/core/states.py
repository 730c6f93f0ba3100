"""A state machine is one table, ``{(state, action): next state}``; what is not in it is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from app.core.errors import Refused
from app.core.messages import N_

State = TypeVar("State", bound=StrEnum)
Action = TypeVar("Action", bound=StrEnum)


def next_state(table: Mapping[tuple[State, Action], State], state: State, action: Action) -> State:
    """The state that follows; raises ``Refused`` when the table has no such step.

    Screens offer only ``actions_from``, so who meets the refusal looks at an old page, and the
    sentence says so. The facts carry ``state`` and ``action`` for callers that know better words.
    """
    try:
        return table[state, action]
    except KeyError:
        raise Refused(
            N_("This step is no longer possible. Look at how things stand now and choose again."),
            state=state,
            action=action,
        ) from None


def actions_from(table: Mapping[tuple[State, Action], State], state: State) -> tuple[Action, ...]:
    """The steps on offer in this state, in the order of the table."""
    return tuple(action for origin, action in table if origin is state)


def refusals(
    table: Mapping[tuple[State, Action], State],
    states: Iterable[State],
    actions: Iterable[Action],
) -> list[tuple[State, Action]]:
    """Every pair that the table refuses, for tests that must not forget one."""
    steps = list(actions)
    return [(state, action) for state in states for action in steps if (state, action) not in table]

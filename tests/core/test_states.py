"""A state machine is its table, and refuses everything else."""

from __future__ import annotations

from enum import StrEnum

import pytest

from app.core.errors import Refused
from app.core.states import actions_from, next_state, refusals


class Light(StrEnum):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


class Touch(StrEnum):
    PRESS = "press"
    DROP = "drop"


TABLE = {
    (Light.OFF, Touch.PRESS): Light.ON,
    (Light.ON, Touch.PRESS): Light.OFF,
    (Light.ON, Touch.DROP): Light.BROKEN,
}


def test_a_step_in_the_table_leads_where_the_table_says() -> None:
    assert next_state(TABLE, Light.OFF, Touch.PRESS) is Light.ON


def test_a_step_outside_the_table_is_refused_with_its_facts() -> None:
    with pytest.raises(Refused) as refused:
        next_state(TABLE, Light.BROKEN, Touch.PRESS)
    assert refused.value.facts == {"state": Light.BROKEN, "action": Touch.PRESS}
    assert str(refused.value).startswith("This step is no longer possible.")


def test_what_is_on_offer_is_what_the_table_has() -> None:
    assert actions_from(TABLE, Light.ON) == (Touch.PRESS, Touch.DROP)
    assert actions_from(TABLE, Light.BROKEN) == ()


def test_refusals_are_all_that_the_table_lacks() -> None:
    assert refusals(TABLE, Light, Touch) == [
        (Light.OFF, Touch.DROP),
        (Light.BROKEN, Touch.PRESS),
        (Light.BROKEN, Touch.DROP),
    ]

"""The demonstration can be built on any day, and what is upcoming then lies ahead."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import demonstration
from app.core.clock import now
from app.demonstration.days import in_days, in_spring
from app.events.models import Event
from app.events.rules import EventState


@pytest.fixture
def engine_name() -> str:
    """What day it is does not depend on the database, so one is enough."""
    return "sqlite"


@pytest.mark.parametrize("moment", ["2028-02-29 12:00Z", "2026-12-31 23:59Z"])
def test_it_can_be_built_on_any_day(as_system: Session, moment: str) -> None:
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        demonstration.build("a password of the demonstration")
        confirmed = as_system.scalars(select(Event).where(Event.state == EventState.CONFIRMED))
        assert [event.title for event in confirmed if event.ends_at <= now()] == [
            "Luncheon with visiting parliamentarians (closed)"
        ]


@pytest.mark.parametrize(
    ("days", "found"),
    [(0, "2026-11-20 10:00"), (1, "2026-11-23 10:00"), (2, "2026-11-23 10:00")],
)
@time_machine.travel(datetime.fromisoformat("2026-11-20 17:00Z"), tick=False)
def test_nothing_is_held_on_a_weekend(days: int, found: str) -> None:
    assert in_days(days) == datetime.fromisoformat(found)


@pytest.mark.parametrize(
    ("today", "last", "coming"),
    [
        ("2027-04-30", date(2026, 4, 9), date(2027, 4, 9)),
        ("2027-05-01", date(2027, 4, 9), date(2028, 4, 10)),
    ],
)
def test_the_last_spring_is_the_last_that_is_over(today: str, last: date, coming: date) -> None:
    with time_machine.travel(datetime.fromisoformat(f"{today} 12:00Z"), tick=False):
        assert in_spring(0, day=9).date() == last
        assert in_spring(1, day=9).date() == coming

"""Column types mean the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import StatementError

from app.infra.models import Heartbeat, Job
from app.infra.transaction import transaction

NOON = datetime(2027, 3, 14, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    "zone",
    [UTC, ZoneInfo("America/New_York"), ZoneInfo("Asia/Seoul"), timezone(timedelta(hours=5.5))],
)
def test_an_instant_comes_back_as_it_went_in_in_utc(as_system, zone):
    with transaction():
        as_system.add(Heartbeat(process="test", at=NOON.astimezone(zone)))
    as_system.expunge_all()
    found = as_system.scalars(select(Heartbeat.at)).one()
    assert (found, found.tzinfo) == (NOON, UTC)


def test_instants_compare_as_instants_not_as_clocks(as_system):
    with transaction():
        as_system.add(Heartbeat(process="test", at=NOON))
    in_seoul = NOON.astimezone(ZoneInfo("Asia/Seoul"))
    for bound in (NOON, in_seoul):
        assert as_system.scalar(select(Heartbeat.process).where(Heartbeat.at == bound)) == "test"
        assert as_system.scalar(select(Heartbeat.process).where(Heartbeat.at < bound)) is None


def test_a_naive_time_is_refused(as_system):
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(StatementError, match="needs a time zone"), transaction():
        as_system.execute(insert(Heartbeat).values(process="test", at=naive))


def test_nothing_is_nothing(as_system):
    with transaction():
        as_system.add(Job(kind="test"))
    assert as_system.scalars(select(Job.finished_at)).one() is None


def test_the_value_of_an_enum_is_stored_and_no_other_is_taken(as_system):
    with transaction():
        as_system.add(Job(kind="test"))
    assert as_system.scalar(text("SELECT state FROM job")) == "waiting"
    with pytest.raises(StatementError), transaction():
        as_system.execute(insert(Job).values(kind="test", state="asleep"))

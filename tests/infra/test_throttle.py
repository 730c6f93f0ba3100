"""How often something may be tried."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import time_machine
from sqlalchemy import func, select

from app.core.clock import now
from app.infra.models import Throttle
from app.infra.throttle import Limit, count_try, forget_old_tries, forget_tries
from app.infra.transaction import transaction

LIMIT = Limit(tries=3, window=timedelta(minutes=10))


def tries(times: int, bucket: str = "bucket") -> list[bool]:
    within = []
    for _ in range(times):
        with transaction():
            within.append(count_try(bucket, LIMIT))
    return within


def test_as_many_tries_are_allowed_as_the_limit_says(session):
    assert tries(5) == [True, True, True, False, False]


def test_buckets_are_counted_each_for_itself(session):
    tries(4)
    assert tries(1, "another") == [True]


def test_after_its_window_the_count_starts_anew(session):
    with time_machine.travel(now(), tick=False) as clock:
        assert tries(4)[-1] is False
        clock.shift(LIMIT.window - timedelta(seconds=1))
        assert tries(1) == [False]
        clock.shift(timedelta(seconds=1))
        assert tries(4) == [True, True, True, False]


def test_a_success_starts_the_count_anew(session):
    tries(4)
    with transaction():
        forget_tries("bucket")
    assert tries(1) == [True]


def test_old_counts_are_forgotten(as_system):
    tries(1, "old")
    with time_machine.travel(now() + LIMIT.window), transaction():
        count_try("new", LIMIT)
        forget_old_tries()
    assert as_system.scalars(select(Throttle.bucket)).all() == ["new"]


def test_parallel_tries_do_not_slip_past_each_other(app, as_system):
    limit = Limit(tries=5, window=timedelta(hours=1))

    def attempt(_number: int) -> bool:
        with app.app_context(), transaction():
            return count_try("bucket", limit)

    with ThreadPoolExecutor(8) as pool:
        within = list(pool.map(attempt, range(24)))
    assert within.count(True) == limit.tries
    assert as_system.scalar(select(func.max(Throttle.tries))) == 24

"""Jobs: done by one worker, their progress seen at once, tried again after a failure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.core.clock import now
from app.extensions import db
from app.infra import jobs
from app.infra.models import Job, JobState
from app.infra.transaction import transaction


@pytest.fixture(autouse=True)
def _handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_handlers", {})


@pytest.fixture
def job(as_system: object) -> None:
    with transaction():
        jobs.enqueue_job("count", created_by=7, payload={"to": "3"})


def the_job() -> Job:
    db.session.expire_all()
    return db.session.scalars(select(Job)).one()


def claim() -> jobs.Work | None:
    assert jobs.job_is_due()
    with transaction():
        return jobs.claim_job()


def test_a_job_is_done_and_leaves_its_report(job: None) -> None:
    seen: list[tuple[JobState, int, int]] = []

    @jobs.handles("count")
    def count(work: jobs.Work) -> Mapping[str, object]:
        total = int(work.payload["to"])
        for done in range(1, total + 1):
            work.progress(done, total)
            seen.append((the_job().state, the_job().done, the_job().total))
        return {"counted": total, "for": work.created_by}

    work = claim()
    assert work is not None
    jobs.do(work)
    assert seen == [(JobState.RUNNING, 1, 3), (JobState.RUNNING, 2, 3), (JobState.RUNNING, 3, 3)]
    assert (the_job().state, the_job().report) == (JobState.DONE, {"counted": 3, "for": 7})
    assert not jobs.job_is_due()


def test_two_workers_never_do_the_same_job(job: None) -> None:
    assert claim() is not None
    with transaction():
        assert jobs.claim_job() is None


def test_a_job_that_fails_is_tried_again_and_then_given_up(job: None) -> None:
    @jobs.handles("count")
    def fail(work: jobs.Work) -> Mapping[str, object]:
        raise LookupError("Nothing to count.")

    at = now()
    for attempt in range(1, jobs.ATTEMPTS + 1):
        with time_machine.travel(at):
            work = claim()
            assert work is not None
            assert work.attempt == attempt
            with pytest.raises(LookupError):
                jobs.do(work)
        at += jobs.RETRY_AFTER + timedelta(seconds=1)
    assert (the_job().state, the_job().error) == (
        JobState.FAILED,
        "LookupError: Nothing to count.",
    )


def test_what_a_failed_job_was_writing_is_taken_back(job: None) -> None:
    @jobs.handles("count")
    def fail_halfway(work: jobs.Work) -> Mapping[str, object]:
        with transaction():
            jobs.enqueue_job("half")
            raise LookupError

    work = claim()
    assert work is not None
    with pytest.raises(LookupError):
        jobs.do(work)
    assert the_job().kind == "count"


def test_a_worker_that_was_taken_for_dead_does_not_speak_over_the_next(job: None) -> None:
    slow = claim()
    assert slow is not None
    with time_machine.travel(now() + jobs.LEASE + timedelta(seconds=1)):
        assert claim() is not None
        slow.progress(9, 9)
    assert (the_job().done, the_job().total) == (0, 0)

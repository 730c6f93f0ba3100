"""What the daily clean-up forgets, and what it keeps."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from sqlalchemy import func, select

from app.cli import cleaning
from app.core.clock import now
from app.extensions import db
from app.infra.jobs import enqueue_job
from app.infra.models import Answer, Job, JobState, MailState, OutboxMail, Throttle, Upload
from app.infra.once import remember_answer
from app.infra.outbox import enqueue
from app.infra.throttle import Limit, count_try
from app.infra.transaction import transaction


def fill() -> None:
    """One of each thing, and of each state that a mail or a job can be in."""
    with transaction() as session:
        for mail_state in MailState:
            mail = enqueue(
                to_address="a@example.org",
                to_name="",
                subject="-",
                text="-",
                html="-",
                dedupe=mail_state.value,
            )
            mail.state, mail.sent_at = mail_state, now()
        for job_state in JobState:
            job = enqueue_job("count")
            job.state, job.finished_at = job_state, now()
        session.add(Upload(name="panels.csv", content=b""))
        remember_answer("key", "/")
        count_try("door", Limit(tries=1, window=timedelta(minutes=1)))


def left() -> dict[str, int]:
    tables = (OutboxMail, Job, Upload, Answer, Throttle)
    return {
        table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in tables
    }


def test_what_is_recent_is_kept(as_system: object) -> None:
    fill()
    before = left()
    cleaning.clean_up()
    assert left() == before


def test_what_is_old_is_forgotten_but_nothing_that_waits_for_somebody(as_system: object) -> None:
    fill()
    with time_machine.travel(now() + cleaning.MAIL_KEPT + timedelta(days=1)):
        cleaning.clean_up()
    assert left() == {
        "outbox_mail": len(MailState) - 1,
        "job": 2,
        "upload": 0,
        "answer": 0,
        "throttle": 0,
    }
    assert set(db.session.scalars(select(Job.state))) == {JobState.WAITING, JobState.RUNNING}

"""Slow work as rows: asked for in the transaction of its cause, done by the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update

from app.core.clock import now
from app.extensions import db
from app.infra.models import Job, JobState
from app.infra.transaction import transaction

LEASE = timedelta(minutes=5)
"""How long a job may be silent before another worker supposes that its own died."""
ATTEMPTS = 3
RETRY_AFTER = timedelta(minutes=2)
ERROR_LIMIT = 500


@dataclass(frozen=True)
class Work:
    """A job in hand: what was asked, by whom, and a way to say how far it has come."""

    id: int
    key: str
    kind: str
    payload: Mapping[str, str]
    created_by: int | None
    attempt: int

    def progress(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` is done, at once; this also keeps the lease alive.

        A transaction of its own, so never call it inside one.
        """
        with transaction(claims=True):
            _update(self, done=done, total=total, lease_until=now() + LEASE)


Handler = Callable[[Work], Mapping[str, object]]
"""Does the work in transactions of its own and returns a report that staff can read.

It may be called again after a crash, so doing it twice must do it once.
"""

_handlers: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as the one that does jobs of ``kind``."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def enqueue_job(
    kind: str, *, created_by: int | None = None, payload: Mapping[str, str] | None = None
) -> Job:
    """Ask for work in the current transaction; ``created_by`` is the user who may watch it."""
    job = Job(kind=kind, payload=dict(payload or {}), created_by=created_by)
    db.session.add(job)
    return job


def job_is_due() -> bool:
    """Whether ``claim_job`` would find one; asked first, because looking takes no lock."""
    return bool(db.session.scalar(select(select(Job.id).where(_is_due()).exists())))


def claim_job() -> Work | None:
    """Lease the job that has waited longest; None if none is due."""
    longest = (
        select(Job.id)
        .where(_is_due())
        .order_by(Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    claim = (
        update(Job)
        .where(Job.id == longest.scalar_subquery())
        .values(
            state=JobState.RUNNING, lease_until=now() + LEASE, attempts=Job.attempts + 1, error=""
        )
        .returning(Job)
    )
    job = db.session.scalar(claim)
    if job is None:
        return None
    return Work(job.id, job.key, job.kind, dict(job.payload), job.created_by, job.attempts)


def do(work: Work) -> None:
    """Do the job and store its report.

    A failure is stored too, to be tried again a few times, and raised for the log.
    """
    try:
        report = _handlers[work.kind](work)
    except Exception as error:
        db.session.rollback()
        with transaction(claims=True):
            _note_failure(work, error)
        raise
    with transaction(claims=True):
        _update(work, state=JobState.DONE, report=dict(report), lease_until=None, finished_at=now())


def _note_failure(work: Work, error: Exception) -> None:
    said = f"{type(error).__name__}: {error}"[:ERROR_LIMIT]
    if work.attempt >= ATTEMPTS:
        _update(work, state=JobState.FAILED, error=said, lease_until=None, finished_at=now())
    else:
        due_at = now() + RETRY_AFTER
        _update(work, state=JobState.WAITING, error=said, lease_until=None, due_at=due_at)


def _update(work: Work, **values: object) -> None:
    """Change the row, if it is still this attempt that holds it."""
    db.session.execute(
        update(Job).where(Job.id == work.id, Job.attempts == work.attempt).values(**values),
        execution_options={"synchronize_session": False},
    )


def _is_due() -> ColumnElement[bool]:
    waits = and_(Job.state == JobState.WAITING, Job.due_at <= now())
    abandoned = and_(Job.state == JobState.RUNNING, Job.lease_until <= now())
    return or_(waits, abandoned)

"""What is forgotten every day, because nobody will ask for it again."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from app.accounts.operations.sessions import forget_old_sessions
from app.core.clock import now
from app.extensions import db
from app.infra.models import Job, JobState, MailState, OutboxMail, Upload
from app.infra.once import forget_old_answers
from app.infra.throttle import forget_old_tries
from app.infra.transaction import transaction
from app.registration.operations import delete_old_data

MAIL_KEPT = timedelta(days=180)
"""Mail holds names, addresses and personal links; half a year answers "did you write to me?"."""
JOBS_KEPT = timedelta(days=30)
UPLOADS_KEPT = timedelta(days=7)
"""An uploaded file is only a copy of one that somebody has."""


def clean_up() -> None:
    """Delete what is out of date, each kind in a transaction of its own, so that nobody waits long."""
    for forget in (
        forget_old_answers,
        forget_old_tries,
        forget_old_sessions,
        _forget_old_mail,
        _forget_old_jobs,
        _forget_old_uploads,
    ):
        with transaction():
            forget()
    delete_old_data()


def _forget_old_mail() -> None:
    """What failed stays until staff have dealt with it."""
    gone = (OutboxMail.state == MailState.SENT, OutboxMail.sent_at < now() - MAIL_KEPT)
    db.session.execute(delete(OutboxMail).where(*gone))


def _forget_old_jobs() -> None:
    over = Job.state.in_((JobState.DONE, JobState.FAILED))
    db.session.execute(delete(Job).where(over, Job.finished_at < now() - JOBS_KEPT))


def _forget_old_uploads() -> None:
    db.session.execute(delete(Upload).where(Upload.created_at < now() - UPLOADS_KEPT))

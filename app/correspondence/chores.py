"""What the worker looks for again and again: mailings that were scheduled, reminders that are due."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import select

from app.core.clock import now
from app.core.errors import DomainError
from app.correspondence.models import Mailing, Reminder
from app.correspondence.operations.releasing import count_drafts, release, unschedule
from app.correspondence.operations.reminders import compose_reminder, due_reminders
from app.correspondence.rules import MailingState
from app.extensions import db
from app.infra.transaction import transaction

log = logging.getLogger(__name__)

Kind = TypeVar("Kind", Mailing, Reminder)


def send_what_is_due() -> None:
    """Send each mailing and compose each reminder whose moment has come, one in a transaction."""
    for key in [mailing.key for mailing in _due_mailings()]:
        _alone(Mailing, key, _send)
    for key in [reminder.key for reminder in due_reminders()]:
        _alone(Reminder, key, compose_reminder)


def _due_mailings() -> Sequence[Mailing]:
    return db.session.scalars(
        select(Mailing).where(Mailing.state == MailingState.SCHEDULED, Mailing.due_at <= now())
    ).all()


def _send(mailing: Mailing) -> None:
    if mailing.state is not MailingState.SCHEDULED:
        return
    if count := count_drafts(mailing):
        release(mailing, expected=count)
    else:
        unschedule(mailing)


def _alone(kind: type[Kind], key: str, work: Callable[[Kind], object]) -> None:
    """Do ``work`` with what stands there under the lock; what is refused is told in the log."""
    try:
        with transaction():
            found = db.session.scalar(select(kind).where(kind.key == key))
            if found is not None:
                work(found)
    except DomainError as refusal:
        log.warning("%s %s: %s", kind.__name__, key, refusal)

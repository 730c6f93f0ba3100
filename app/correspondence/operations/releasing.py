"""From draft to the way out: releasing, scheduling, editing and discarding."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update

from app.access import audit
from app.core.clock import now
from app.core.errors import Conflict, InvalidInput, Refused
from app.core.messages import N_
from app.correspondence.models import Mailing
from app.correspondence.rules import MailingState
from app.correspondence.signals import mail_discarded, mailing_released
from app.extensions import db
from app.infra.models import MailState, OutboxMail

_OPEN = frozenset({MailingState.DRAFT, MailingState.SCHEDULED})


def drafts_of(mailing: Mailing) -> list[OutboxMail]:
    """Return the mails of ``mailing`` that wait for its release, in the order they were written."""
    found = select(OutboxMail).where(
        OutboxMail.batch == mailing.key, OutboxMail.state == MailState.DRAFT
    )
    return list(db.session.scalars(found.order_by(OutboxMail.id)))


def count_drafts(mailing: Mailing) -> int:
    """Return how many mails the release of ``mailing`` would send."""
    found = select(func.count(OutboxMail.id)).where(
        OutboxMail.batch == mailing.key, OutboxMail.state == MailState.DRAFT
    )
    return db.session.scalar(found) or 0


def release(mailing: Mailing, *, expected: int) -> int:
    """Let the drafts of ``mailing`` go out; return how many.

    ``expected`` is the number that the sender was shown. Raises Conflict if it is another by
    now, and Refused if the mailing went out, or was discarded, before.
    """
    _require_open(mailing)
    mails = drafts_of(mailing)
    _require_expected(len(mails), expected)
    db.session.execute(
        update(OutboxMail)
        .where(OutboxMail.batch == mailing.key, OutboxMail.state == MailState.DRAFT)
        .values(state=MailState.QUEUED, due_at=now())
    )
    mailing.state = MailingState.RELEASED
    mailing.released_at = now()
    mailing_released.send(mailing, mails=mails)
    audit.record(
        N_("sent a mailing for"),
        "event",
        mailing.event.key,
        mailing=mailing.key,
        mails=str(len(mails)),
    )
    return len(mails)


def schedule(mailing: Mailing, at: datetime, *, expected: int) -> None:
    """Let ``mailing`` go out at the instant ``at``, as far as its drafts are still there then.

    Raises InvalidInput for a moment that is past, Conflict and Refused as ``release`` does.
    """
    _require_open(mailing)
    if at <= now():
        raise InvalidInput(N_("Choose a moment that is still to come."))
    _require_expected(count_drafts(mailing), expected)
    mailing.state = MailingState.SCHEDULED
    mailing.due_at = at
    audit.record(N_("scheduled a mailing for"), "event", mailing.event.key, mailing=mailing.key)


def unschedule(mailing: Mailing) -> None:
    """Make a scheduled mailing a draft again. Raises Refused if it is not scheduled any more."""
    if mailing.state is not MailingState.SCHEDULED:
        raise Refused(N_("This mailing is not scheduled any more."))
    mailing.state = MailingState.DRAFT
    mailing.due_at = None
    audit.record(N_("unscheduled a mailing for"), "event", mailing.event.key, mailing=mailing.key)


def discard_mailing(mailing: Mailing) -> None:
    """Let nothing of ``mailing`` go out, ever. Raises Refused if it went out before."""
    _require_open(mailing)
    for mail in drafts_of(mailing):
        discard_mail(mail)
    mailing.state = MailingState.DISCARDED
    audit.record(N_("discarded a mailing for"), "event", mailing.event.key, mailing=mailing.key)


def discard_mail(mail: OutboxMail) -> None:
    """Let a single draft never go out. Raises Refused if it is no draft any more."""
    _require_draft(mail)
    mail.state = MailState.DISCARDED
    mail_discarded.send(mail)


def edit_mail(mail: OutboxMail, *, subject: str, text: str, html: str) -> None:
    """Give a single draft words of its own. Raises Refused if it is no draft any more."""
    _require_draft(mail)
    mail.subject = subject
    mail.body_text = text
    mail.body_html = html


def _require_open(mailing: Mailing) -> None:
    if mailing.state not in _OPEN:
        raise Refused(N_("This mailing went out, or was discarded, meanwhile."))


def _require_draft(mail: OutboxMail) -> None:
    if mail.state is not MailState.DRAFT:
        raise Refused(N_("This mail is no draft any more."))


def _require_expected(count: int, expected: int) -> None:
    if count == 0:
        raise Refused(N_("Every mail of it has been discarded, so there is nothing to send."))
    if count != expected:
        raise Conflict(
            N_("It is %(count)s mails by now, not %(expected)s. Look again before you send them."),
            count=count,
            expected=expected,
        )

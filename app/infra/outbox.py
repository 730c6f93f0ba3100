"""Mail as rows: written with their cause, delivered by the worker, never from a request."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Required, TypedDict, Unpack
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update

from app.config import current_settings
from app.core.clock import now
from app.core.text import header_guard
from app.extensions import db
from app.infra.models import MailState, OutboxMail

LEASE = timedelta(minutes=2)
"""How long a worker may take over the mails in its hands before another supposes that it died."""
TOGETHER = 500
"""How many mails a worker takes at once."""
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
"""How long after each failed attempt the next one is made; after the last, staff are asked."""
ERROR_LIMIT = 500


class Due(NamedTuple):
    """A mail under lease: as much of its row as it takes to send it and to settle it."""

    due_at: datetime
    id: int
    attempts: int
    message_id: str
    to_address: str
    to_name: str
    reply_to: str
    subject: str
    created_at: datetime
    token_seed: str
    body_text: str
    body_html: str
    calendar: str
    calendar_method: str


_DUE = tuple(getattr(OutboxMail, name) for name in Due._fields)


class Mail(TypedDict, total=False):
    """A mail to be put into the outbox.

    ``dedupe`` names its cause: the same cause cannot put a second mail beside the first.
    ``about`` is the public key of the event it speaks of, which decides who may read it.
    For ``whom``, ``batch``, ``token_seed``, ``reply_to`` and ``facts`` see the table. A ``draft``
    is not sent before somebody releases it.
    """

    to_address: Required[str]
    to_name: Required[str]
    subject: Required[str]
    text: Required[str]
    html: Required[str]
    dedupe: Required[str]
    about: str
    whom: str
    batch: str
    token_seed: str
    reply_to: str
    facts: Mapping[str, str] | None
    draft: bool
    calendar: str
    calendar_method: str


def enqueue(**mail: Unpack[Mail]) -> OutboxMail:
    """Add a mail to the outbox of the current transaction."""
    row = OutboxMail(**_row(mail, _host()))
    db.session.add(row)
    return row


def enqueue_all(mails: Iterable[Mail]) -> None:
    """Add mails to the outbox of the current transaction at once, in one statement.

    The connection is asked directly: whoever causes a mail need not be one who may read it.
    """
    host = _host()
    if rows := [_row(mail, host) for mail in mails]:
        db.session.connection().execute(insert(OutboxMail), rows)


def _host() -> str:
    return urlsplit(current_settings().base_url).hostname or "localhost"


def _row(mail: Mail, host: str) -> dict[str, object]:
    """The Message-ID is fixed here, so that a repeated delivery is recognised as one mail."""
    facts = mail.get("facts")
    return {
        "dedupe": mail["dedupe"],
        "message_id": f"<{uuid.uuid4().hex}@{host}>",
        "about": mail.get("about", ""),
        "whom": mail.get("whom", ""),
        "batch": mail.get("batch", ""),
        "token_seed": mail.get("token_seed", ""),
        "reply_to": mail.get("reply_to", ""),
        "facts": None if facts is None else dict(facts),
        "state": MailState.DRAFT if mail.get("draft") else MailState.QUEUED,
        "to_address": mail["to_address"],
        "to_name": header_guard(mail["to_name"]),
        "subject": header_guard(mail["subject"]),
        "body_text": mail["text"],
        "body_html": mail["html"],
        "calendar": mail.get("calendar", ""),
        "calendar_method": mail.get("calendar_method", "PUBLISH"),
    }


def mail_is_due() -> bool:
    """Whether ``claim_mails`` would find one; asked first, because looking takes no lock."""
    return bool(db.session.scalar(select(select(OutboxMail.id).where(_is_due()).exists())))


def claim_mails(limit: int = TOGETHER) -> list[Due]:
    """Lease the mails that have waited longest, for one attempt each, in the order of waiting.

    Two workers never hold the same one. Whoever dies with them loses them when the lease ends.
    """
    longest = (
        select(OutboxMail.id)
        .where(_is_due())
        .order_by(OutboxMail.due_at, OutboxMail.id)
        .limit(limit)
        # SQLite leaves this out; there, the write lock keeps the others away.
        .with_for_update(skip_locked=True)
    )
    claim = (
        update(OutboxMail)
        .where(OutboxMail.id.in_(longest.scalar_subquery()))
        .values(
            state=MailState.SENDING,
            lease_until=now() + LEASE,
            attempts=OutboxMail.attempts + 1,
        )
        .returning(*_DUE)
    )
    found = db.session.execute(claim, execution_options={"synchronize_session": False})
    return sorted(map(Due._make, found), key=lambda mail: (mail.due_at, mail.id))


def note_sent(mails: Sequence[Due]) -> None:
    """Remember that the mail server took ``mails``; the words of sealed ones are forgotten."""
    _note_sent([(mail.id, mail.attempts) for mail in mails])


def settle_left_behind(
    *, delivered: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]
) -> None:
    """Remember what a worker that died had ``delivered``, and end its lease on what it had ``taken``.

    Both are ids of mails, each with its attempt. One of those taken may have been delivered just
    before: it is repeated, under its Message-ID.
    """
    _note_sent(delivered)
    for id_, attempt in taken:
        db.session.execute(
            update(OutboxMail)
            .where(
                OutboxMail.id == id_,
                OutboxMail.attempts == attempt,
                OutboxMail.state == MailState.SENDING,
            )
            .values(state=MailState.QUEUED, lease_until=None),
            execution_options={"synchronize_session": False},
        )


def _note_sent(attempts: Sequence[tuple[int, int]]) -> None:
    for number in sorted({attempt for _id, attempt in attempts}):
        held = (
            OutboxMail.id.in_([id_ for id_, attempt in attempts if attempt == number]),
            OutboxMail.attempts == number,
            OutboxMail.state == MailState.SENDING,
        )
        sent = update(OutboxMail).where(*held)
        values = {"state": MailState.SENT, "sent_at": now(), "error": "", "lease_until": None}
        unsynchronised = {"synchronize_session": False}
        db.session.execute(
            sent.where(OutboxMail.about == "").values(**values, body_text="", body_html=""),
            execution_options=unsynchronised,
        )
        db.session.execute(
            sent.where(OutboxMail.about != "").values(**values), execution_options=unsynchronised
        )


def give_back(mails: Sequence[Due]) -> None:
    """Put mails that were not tried back where they were."""
    if not mails:
        return
    db.session.execute(
        update(OutboxMail)
        .where(
            OutboxMail.id.in_([mail.id for mail in mails]), OutboxMail.state == MailState.SENDING
        )
        .values(state=MailState.QUEUED, attempts=OutboxMail.attempts - 1, lease_until=None),
        execution_options={"synchronize_session": False},
    )


def note_trouble(mail: Due, error: str, *, for_good: bool) -> None:
    """Remember why ``mail`` could not be sent: to be tried later, or failed where that is useless."""
    if for_good or mail.attempts > len(WAITS):
        _close(mail, state=MailState.FAILED, error=error[:ERROR_LIMIT])
    else:
        due_at = now() + WAITS[mail.attempts - 1]
        _close(mail, state=MailState.QUEUED, due_at=due_at, error=error[:ERROR_LIMIT])


def retry(mail: OutboxMail) -> bool:
    """Put a failed or waiting mail at the head of the queue; False if it is not to be sent again."""
    again = (
        update(OutboxMail)
        .where(
            OutboxMail.id == mail.id,
            OutboxMail.state.in_((MailState.FAILED, MailState.QUEUED)),
        )
        .values(state=MailState.QUEUED, attempts=0, due_at=now())
        .returning(OutboxMail.id)
    )
    return db.session.scalar(again) is not None


def retry_failed(*, batch: str) -> int:
    """Put all failed mails of ``batch`` at the head of the queue; return how many."""
    again = (
        update(OutboxMail)
        .where(OutboxMail.batch == batch, OutboxMail.state == MailState.FAILED)
        .values(state=MailState.QUEUED, attempts=0, due_at=now())
        .returning(OutboxMail.id)
    )
    return len(db.session.scalars(again).all())


def counts() -> dict[MailState, int]:
    """Return how many mails stand in each state, of those that the viewer may see."""
    found = select(OutboxMail.state, func.count()).group_by(OutboxMail.state)
    counted = dict(db.session.execute(found).tuples().all())
    return {state: counted.get(state, 0) for state in MailState}


def _is_due() -> ColumnElement[bool]:
    waits = and_(OutboxMail.state == MailState.QUEUED, OutboxMail.due_at <= now())
    abandoned = and_(OutboxMail.state == MailState.SENDING, OutboxMail.lease_until <= now())
    return or_(waits, abandoned)


def _close(mail: Due, **values: object) -> None:
    """End the lease on ``mail``, if it is still the one of this attempt."""
    held = (OutboxMail.id == mail.id, OutboxMail.attempts == mail.attempts)
    db.session.execute(
        update(OutboxMail).where(*held).values(lease_until=None, **values),
        execution_options={"synchronize_session": False},
    )

"""Which mails there are, of those that the viewer may read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select, true

from app.core.errors import NotFound
from app.core.text import normalise_email
from app.events.models import Event
from app.extensions import db
from app.infra.models import MailState, OutboxMail

PAGE = 100


def mails(
    *, state: MailState | None, words: str = "", page: int = 1
) -> tuple[Sequence[OutboxMail], bool]:
    """Return one page of mails, the latest first, and whether there are more.

    ``words`` are looked for in the addressee and the subject.
    """
    in_state = true() if state is None else OutboxMail.state == state
    found = db.session.scalars(
        select(OutboxMail)
        .where(in_state, _has(words))
        .order_by(OutboxMail.created_at.desc(), OutboxMail.id.desc())
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    ).all()
    return found[:PAGE], len(found) > PAGE


def mail_for(key: str) -> OutboxMail:
    """Return the mail with the public ``key``. Raises NotFound."""
    found = db.session.scalar(select(OutboxMail).where(OutboxMail.key == key))
    if found is None:
        raise NotFound
    return found


def event_of(mail: OutboxMail) -> Event | None:
    """Return the event that ``mail`` speaks of, or None if it is about none."""
    if not mail.about:
        return None
    return db.session.scalar(select(Event).where(Event.key == mail.about))


def _has(words: str) -> ColumnElement[bool]:
    if not words:
        return true()
    return or_(
        OutboxMail.to_address.icontains(normalise_email(words), autoescape=True),
        OutboxMail.to_name.icontains(words, autoescape=True),
        OutboxMail.subject.icontains(words, autoescape=True),
    )

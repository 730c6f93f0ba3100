"""Which mails there are, of those that the viewer may read."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select, true

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


def mails_to(keys: Collection[str], addresses: Collection[str]) -> Sequence[OutboxMail]:
    """Return the latest mails to a person, known by one of ``keys`` or of ``addresses``.

    An address that two share brings the mails to either.
    """
    to_address = func.lower(OutboxMail.to_address).in_(
        [normalise_email(each) for each in addresses]
    )
    return db.session.scalars(
        select(OutboxMail)
        .where(or_(OutboxMail.whom.in_(keys), and_(OutboxMail.whom == "", to_address)))
        .order_by(OutboxMail.created_at.desc(), OutboxMail.id.desc())
        .limit(PAGE)
    ).all()


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

"""Which letters there are, of those that the viewer may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import aliased

from app.core.clock import now
from app.core.errors import NotFound
from app.core.text import normalise_email
from app.correspondence.models import Mailing, MailTemplate, Reminder
from app.events.models import Event
from app.extensions import db
from app.infra.models import MailState, OutboxMail

PAGE = 100
LATELY = timedelta(hours=24)


def mails(
    *, state: MailState | None, words: str = "", about: str = "", batch: str = "", page: int = 1
) -> tuple[Sequence[OutboxMail], bool]:
    """Return one page of mails, the latest first, and whether there are more.

    ``words`` are looked for in the addressee and the subject; ``about`` is the key of an event,
    ``batch`` that of a mailing.
    """
    found = db.session.scalars(
        select(OutboxMail)
        .where(_in_state(state), _has(words), _about(about), _of_batch(batch))
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


def counts_about(event: Event) -> dict[MailState, int]:
    """Return how many mails about ``event`` stand in each state."""
    found = select(OutboxMail.state, func.count()).where(OutboxMail.about == event.key)
    counted = dict(db.session.execute(found.group_by(OutboxMail.state)).tuples().all())
    return {state: counted.get(state, 0) for state in MailState}


def mailings_of(event: Event) -> Sequence[Mailing]:
    """Return the mailings of ``event``, the latest first."""
    return db.session.scalars(
        select(Mailing)
        .where(Mailing.event_id == event.id)
        .order_by(Mailing.created_at.desc(), Mailing.id.desc())
        .limit(PAGE)
    ).all()


def mailing_for(event: Event, key: str) -> Mailing:
    """Return the mailing of ``event`` with ``key``. Raises NotFound."""
    found = db.session.scalar(
        select(Mailing).where(Mailing.event_id == event.id, Mailing.key == key)
    )
    if found is None:
        raise NotFound
    return found


def counts_of_mailings(mailings: Sequence[Mailing]) -> Mapping[str, dict[MailState, int]]:
    """Return, by the key of each mailing, how many of its mails stand in each state: one statement."""
    counts: dict[str, dict[MailState, int]] = {mailing.key: {} for mailing in mailings}
    rows = db.session.execute(
        select(OutboxMail.batch, OutboxMail.state, func.count())
        .where(OutboxMail.batch.in_(counts))
        .group_by(OutboxMail.batch, OutboxMail.state)
    )
    for batch, state, count in rows:
        counts[batch][state] = count
    return counts


def draft_at(mailing: Mailing, place: int) -> OutboxMail | None:
    """Return the mail of ``mailing`` at ``place``, from 0 in the order of writing, or None."""
    return db.session.scalar(
        select(OutboxMail)
        .where(OutboxMail.batch == mailing.key, OutboxMail.state != MailState.DISCARDED)
        .order_by(OutboxMail.id)
        .offset(place)
        .limit(1)
    )


def written_to_lately(mailing: Mailing) -> int:
    """Return how many drafts of ``mailing`` go to an address that had mail about anything within a day."""
    other = aliased(OutboxMail)
    sent = (
        select(other.id)
        .where(other.to_address == OutboxMail.to_address, other.sent_at > now() - LATELY)
        .exists()
    )
    found = select(func.count(OutboxMail.id)).where(
        OutboxMail.batch == mailing.key, OutboxMail.state == MailState.DRAFT, sent
    )
    return db.session.scalar(found) or 0


def reminders_of(event: Event) -> Sequence[Reminder]:
    """Return the reminders of ``event``, the next one first, those that are done last."""
    return db.session.scalars(
        select(Reminder)
        .where(Reminder.event_id == event.id)
        .order_by(Reminder.done_at.is_not(None), Reminder.due_at.nulls_last(), Reminder.id)
    ).all()


def reminder_for(event: Event, key: str) -> Reminder:
    """Return the reminder of ``event`` with ``key``. Raises NotFound."""
    found = db.session.scalar(
        select(Reminder).where(Reminder.event_id == event.id, Reminder.key == key)
    )
    if found is None:
        raise NotFound
    return found


def house_templates() -> Sequence[MailTemplate]:
    """Return the texts that the house wrote for itself."""
    return db.session.scalars(
        select(MailTemplate).where(MailTemplate.event_id.is_(None)).order_by(MailTemplate.kind)
    ).all()


def _in_state(state: MailState | None) -> ColumnElement[bool]:
    return true() if state is None else OutboxMail.state == state


def _about(key: str) -> ColumnElement[bool]:
    return OutboxMail.about == key if key else true()


def _of_batch(key: str) -> ColumnElement[bool]:
    return OutboxMail.batch == key if key else true()


def _has(words: str) -> ColumnElement[bool]:
    if not words:
        return true()
    return or_(
        OutboxMail.to_address.icontains(normalise_email(words), autoescape=True),
        OutboxMail.to_name.icontains(words, autoescape=True),
        OutboxMail.subject.icontains(words, autoescape=True),
    )

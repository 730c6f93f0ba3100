"""Reminders: letters that Parley composes when their moment has come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select

from app.access import audit
from app.core.clock import now
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.correspondence.models import Mailing, Reminder
from app.correspondence.operations.composing import compose
from app.correspondence.operations.releasing import count_drafts, release
from app.correspondence.rules import Anchor, TemplatePurpose, reminder_due
from app.correspondence.rules.placeholders import require_words
from app.correspondence.whom import found_for, link_url_of
from app.events.models import Event
from app.events.rules import EventState
from app.extensions import db

_OFF = frozenset({EventState.CANCELLED, EventState.POSTPONED})

Deadline = Callable[[Event], datetime | None]
_deadlines: list[Deadline] = []


def register_deadline(deadline: Deadline) -> None:
    """Let ``deadline`` say by when answers to an event are asked for; the latest one counts."""
    if deadline not in _deadlines:
        _deadlines.append(deadline)


def add_reminder(
    event: Event,
    *,
    purpose: TemplatePurpose,
    anchor: Anchor,
    hours: int,
    audience: dict[str, list[str]],
    subject: str,
    body: str,
    by_itself: bool = False,
    created_by: int | None = None,
) -> Reminder:
    """Return a new reminder, ``hours`` after its anchor (before it, if negative).

    Raises InvalidInput for words that cannot be sent, and for a moment that is past already.
    """
    require_words(purpose, subject=subject, body=body)
    reminder = Reminder(
        event=event,
        purpose=purpose,
        anchor=anchor,
        hours=hours,
        audience=audience,
        subject=subject,
        body=body,
        by_itself=by_itself,
        created_by=created_by,
    )
    _follow(reminder)
    if reminder.due_at is None and _anchor_at(event, anchor) is not None:
        raise InvalidInput(N_("That moment is past already."))
    db.session.add(reminder)
    db.session.flush()
    audit.record(N_("planned a reminder for"), "event", event.key, reminder=reminder.key)
    return reminder


def remove_reminder(reminder: Reminder) -> None:
    """Take a reminder away; what it composed already stays."""
    audit.record(N_("removed a reminder of"), "event", reminder.event.key, reminder=reminder.key)
    db.session.delete(reminder)


def follow(event: Event) -> None:
    """Let what is still to come move along with ``event``; none comes while it is called off."""
    waiting = select(Reminder).where(Reminder.event_id == event.id, Reminder.done_at.is_(None))
    for reminder in db.session.scalars(waiting):
        _follow(reminder)


def due_reminders(*, limit: int = 20) -> Sequence[Reminder]:
    """Return the reminders whose moment has come, the longest due first."""
    return db.session.scalars(
        select(Reminder)
        .where(Reminder.due_at <= now(), Reminder.done_at.is_(None))
        .order_by(Reminder.due_at, Reminder.id)
        .limit(limit)
    ).all()


def compose_reminder(reminder: Reminder) -> Mailing | None:
    """Compose the letter of ``reminder``, once; sent at once if it goes by itself.

    None if it was done before, or if there is nobody to write to.
    """
    if reminder.done_at is not None or reminder.event.state in _OFF:
        return None
    reminder.done_at = now()
    found = found_for(reminder.event, reminder.audience)
    if not found.recipients:
        return None
    mailing = compose(
        reminder.event,
        purpose=reminder.purpose,
        subject=reminder.subject,
        body=reminder.body,
        recipients=found.recipients,
        left_out=found.left_out,
        link_url=link_url_of(reminder.audience),
        audience=reminder.audience,
        created_by=reminder.created_by,
    )
    reminder.mailing_id = mailing.id
    if reminder.by_itself:
        release(mailing, expected=count_drafts(mailing))
    return mailing


def _follow(reminder: Reminder) -> None:
    event = reminder.event
    due = reminder_due(_anchor_at(event, reminder.anchor), hours=reminder.hours)
    off = event.state in _OFF or due is None or due <= now()
    reminder.due_at = None if off else due


def _anchor_at(event: Event, anchor: Anchor) -> datetime | None:
    if anchor is Anchor.START:
        return event.starts_at
    if anchor is Anchor.END:
        return event.ends_at
    moments = [event.registration_closes_at, *(ask(event) for ask in _deadlines)]
    return max((moment for moment in moments if moment is not None), default=None)

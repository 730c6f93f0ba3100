"""What needs attention: sentences with one action each; features above events add theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app, url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, exists, or_, select

from app.access.roles import Permission
from app.core.clock import now
from app.events.models import Event, Recording
from app.events.queries import may
from app.events.rules import (
    KIND_DEFAULTS,
    RELEASED,
    EventState,
    Publication,
    RegistrationMode,
)
from app.extensions import db

PUBLIC_KINDS = tuple(kind for kind, defaults in KIND_DEFAULTS.items() if defaults.public)
RECENT = timedelta(days=60)
"""After so long nobody is reminded of a recording that never came."""

MOST = 30
"""More sentences than anyone reads at once; the lists have the rest."""


@dataclass(frozen=True)
class Attention:
    """A sentence, what to do about it, and where. ``order`` sorts: what cannot wait is 0."""

    sentence: str
    action: str
    href: str
    order: int = 50


Source = Callable[[], list[Attention]]


def add_attention(app: Flask, source: Source) -> None:
    """Ask ``source`` for sentences whenever the page of today is shown."""
    app.extensions.setdefault("attention", []).append(source)


def what_needs_attention() -> list[Attention]:
    """Return what the viewer should see to, the most urgent first."""
    sources: list[Source] = current_app.extensions.get("attention", [])
    found = [one for source in (events_needing_attention, *sources) for one in source()]
    return sorted(found, key=lambda one: one.order)[:MOST]


def events_needing_attention() -> list[Attention]:
    """What is wrong or unfinished with the events that the viewer may change: one statement."""
    at = now()
    recorded = exists(
        select(Recording.id).where(Recording.event_id == Event.id, Recording.url != "")
    )
    unrecorded = and_(Event.summary_past == "", ~recorded)
    query = (
        select(Event)
        .where(
            or_(
                and_(Event.state.in_((EventState.IDEA, EventState.HOLD)), Event.ends_at < at),
                and_(Event.state == EventState.CONFIRMED, Event.ends_at < at),
                _ready(at),
                and_(
                    Event.state == EventState.HELD,
                    Event.publication.in_(RELEASED),
                    Event.ends_at.between(at - RECENT, at),
                    unrecorded,
                ),
            )
        )
        .order_by(Event.starts_at, Event.id)
        .limit(MOST)
    )
    events = db.session.scalars(query).all()
    return [_about(event, at) for event in events if may(Permission.EDIT, event)]


def _ready(at: datetime) -> ColumnElement[bool]:
    """The event is for the public, not by invitation alone, and nobody has published it."""
    return and_(
        Event.state == EventState.CONFIRMED,
        Event.ends_at >= at,
        Event.publication == Publication.UNPUBLISHED,
        Event.confidential.is_(False),
        Event.registration != RegistrationMode.BY_INVITATION,
        Event.kind.in_(PUBLIC_KINDS),
    )


def _about(event: Event, at: datetime) -> Attention:
    over = event.ends_at is not None and event.ends_at < at
    life = url_for("events.life", key=event.key)
    if event.state in {EventState.IDEA, EventState.HOLD}:
        sentence = _("The date of “%(title)s” went by unconfirmed.", title=event.title)
        return Attention(sentence, _("Decide"), life, 10)
    if event.state is EventState.CONFIRMED and over:
        sentence = _("“%(title)s” is over. Was it held?", title=event.title)
        return Attention(sentence, _("Mark as held"), life, 20)
    if event.state is EventState.CONFIRMED:
        sentence = _("“%(title)s” is confirmed, and not public yet.", title=event.title)
        publication = url_for("events.publication", key=event.key)
        return Attention(sentence, _("Look and publish"), publication, 40)
    sentence = _("“%(title)s” has neither a recording nor a text about it.", title=event.title)
    return Attention(
        sentence, _("Add a recording"), url_for("events.recordings", key=event.key), 60
    )

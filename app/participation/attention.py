"""Seats that should be settled by now, for the desk of staff."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from flask_babel import ngettext
from sqlalchemy import case, func, select

from app.access.roles import Permission
from app.core.clock import now
from app.events.attention import Attention
from app.events.models import Event
from app.events.queries import may
from app.events.rules import EventState
from app.extensions import db
from app.participation.models import Participation
from app.participation.queries import GONE_STATES
from app.participation.rules import SPEAKS_IN_STATES

SOON = timedelta(days=14)
"""Before an event, this is when people should be certain."""


def seats_needing_attention() -> list[Attention]:
    """Say which confirmed events are near and have people unconfirmed or unnamed: one statement."""
    at = now()
    unnamed = func.sum(case((Participation.person_id.is_(None), 1), else_=0))
    query = (
        select(Event, func.count(Participation.id), unnamed)
        .join(Participation, Participation.event_id == Event.id)
        .where(
            Event.state == EventState.CONFIRMED,
            Event.starts_at.between(at, at + SOON),
            Participation.state.not_in(GONE_STATES | SPEAKS_IN_STATES)
            | (Participation.person_id.is_(None) & Participation.state.not_in(GONE_STATES)),
        )
        .group_by(Event.id)
        .order_by(Event.starts_at, Event.id)
    )
    return [
        _about(event, open_seats, nameless)
        for event, open_seats, nameless in db.session.execute(query)
        if may(Permission.EDIT, event)
    ]


def _about(event: Event, open_seats: int, nameless: int) -> Attention:
    sentence = ngettext(
        "“%(title)s” is near, and %(num)d seat is not confirmed.",
        "“%(title)s” is near, and %(num)d seats are not confirmed.",
        open_seats,
        title=event.title,
    )
    if nameless:
        sentence += " " + ngettext("%(num)d has no name.", "%(num)d have no name.", nameless)
    action = ngettext("Settle it", "Settle them", open_seats)
    return Attention(sentence, action, url_for("seats.index", key=event.key), 30)

"""Which events are still to come, and which are past."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_

from app.events.models import Event
from app.events.rules import EventState

Condition = ColumnElement[bool]

OVER = (EventState.HELD, EventState.CLOSED_OUT)
UNSURE = (EventState.IDEA, EventState.HOLD)


def is_dated_to_come(at: datetime) -> Condition:
    """It has a date and is not over, called off or not."""
    return and_(Event.ends_at > at, Event.state.not_in(OVER))


def is_undated(at: datetime) -> Condition:
    """It has no date, or had one that was never confirmed and went by."""
    lapsed = and_(Event.state.in_(UNSURE), Event.ends_at <= at)
    return or_(and_(Event.starts_at.is_(None), Event.state.not_in(OVER)), lapsed)


def is_past(at: datetime) -> Condition:
    """It is over; so is one that was cancelled once its date has gone by."""
    gone_by = and_(Event.ends_at <= at, Event.state.not_in(UNSURE))
    return and_(Event.starts_at.is_not(None), or_(gone_by, Event.state.in_(OVER)))

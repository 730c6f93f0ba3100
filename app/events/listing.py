"""The query behind the list of events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import joinedload

from app.access.enforcement import current_user_id
from app.core.clock import now
from app.events.filters import Filters, When
from app.events.models import Event
from app.extensions import db

PAGE = 50


@dataclass(frozen=True)
class Found:
    """One page of the events that were found. ``total`` counts all of them."""

    events: Sequence[Event]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; one even where nothing is found."""
        return max(1, -(-self.total // PAGE))


def find_events(filters: Filters, *, page: int = 1) -> Found:
    """Return the events the viewer may see: first what is not over, the nearest first; then the rest."""
    at = now()
    found = _narrowed(select(Event), filters, at)
    total = db.session.scalar(found.with_only_columns(func.count(Event.id))) or 0
    number = min(max(1, page), max(1, -(-total // PAGE)))
    over = case((Event.ends_at < at, 1), else_=0)
    events = db.session.scalars(
        found.options(joinedload(Event.programme), joinedload(Event.series))
        .order_by(
            over,
            case((Event.ends_at < at, None), else_=Event.starts_at).asc().nulls_first(),
            Event.starts_at.desc(),
            Event.id.desc(),
        )
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    ).all()
    return Found(events, total, number)


def _narrowed(query: Select[tuple[Event]], filters: Filters, at: datetime) -> Select[tuple[Event]]:
    for condition in _conditions(filters, at):
        query = query.where(condition)
    return query


def _conditions(filters: Filters, at: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        or_(
            Event.title.icontains(word, autoescape=True),
            Event.subtitle.icontains(word, autoescape=True),
            Event.place.icontains(word, autoescape=True),
        )
        for word in filters.words.split()
    ]
    for column, value in (
        (Event.kind, filters.kind),
        (Event.state, filters.state),
        (Event.publication, filters.publication),
        (Event.programme_id, filters.programme.id if filters.programme else None),
        (Event.owner_id, current_user_id() if filters.mine else None),
    ):
        if value is not None:
            conditions.append(column == value)
    if filters.when is not None:
        conditions.append(_in_time(filters.when, at))
    return conditions


def _in_time(when: When, at: datetime) -> ColumnElement[bool]:
    return {
        When.AHEAD: Event.ends_at >= at,
        When.PAST: Event.ends_at < at,
        When.UNDATED: Event.starts_at.is_(None),
    }[when]

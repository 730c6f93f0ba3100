"""How many of the events found are of each kind, year, topic and programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, extract, func, select

from app.archive.criteria import Criteria
from app.archive.queries.conditions import fits, is_past
from app.events.models import Event, Recording
from app.extensions import db
from app.programmes.models import Programme, Topic


@dataclass(frozen=True)
class FacetOption:
    """A value to filter by, its name where the database knows one, and how many events it leaves."""

    value: str
    name: str
    count: int


def facets(criteria: Criteria, at: datetime) -> dict[str, Sequence[FacetOption]]:
    """Return the options by parameter; each counts what fits all criteria but its own."""
    return {name: _options(question, criteria, name, at) for name, question in _QUESTIONS.items()}


def _options(
    question: Select[Any], criteria: Criteria, name: str, at: datetime
) -> Sequence[FacetOption]:
    wanted = question.where(is_past(at), fits(criteria.without(name)))
    return [
        FacetOption(_text(value), _text(label), count)
        for value, label, count in db.session.execute(wanted)
    ]


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, (int, float)) else str(value)


_EVENTS = func.count(Event.id.distinct())
_YEAR = extract("year", Event.local_start)

_QUESTIONS: dict[str, Select[Any]] = {
    "kind": select(Event.kind, Event.kind, _EVENTS)
    .group_by(Event.kind)
    .order_by(_EVENTS.desc(), Event.kind),
    "year": select(_YEAR, _YEAR, _EVENTS).group_by(_YEAR).order_by(_YEAR.desc()),
    "topic": select(Topic.slug, Topic.name, _EVENTS)
    .select_from(Event)
    .join(Event.topics)
    .group_by(Topic.slug, Topic.name)
    .order_by(_EVENTS.desc(), Topic.name)
    .limit(20),
    "programme": select(Programme.slug, Programme.name, _EVENTS)
    .select_from(Event)
    .join(Event.programme)
    .group_by(Programme.slug, Programme.name)
    .order_by(_EVENTS.desc(), Programme.name),
    "format": select(Event.format, Event.format, _EVENTS)
    .group_by(Event.format)
    .order_by(_EVENTS.desc(), Event.format),
    "has": select(Recording.kind, Recording.kind, _EVENTS)
    .select_from(Event)
    .join(Recording, Recording.event_id == Event.id)
    .group_by(Recording.kind)
    .order_by(_EVENTS.desc(), Recording.kind),
}

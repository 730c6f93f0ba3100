"""Events in lists: to come in the order of time, past ones the latest first, and for the feeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from app.archive.criteria import Criteria
from app.archive.queries.appearances import Appearance, appearances_at
from app.archive.queries.conditions import is_dated_to_come, is_past, is_undated
from app.archive.queries.finding import COMING, PAST, fitting
from app.events.models import Event, Recording
from app.events.rules import RecordingKind
from app.extensions import db

FEED = 50
MOST_UPCOMING = 1000


@dataclass(frozen=True)
class Listed:
    """An event in a list, with who is billed and how it can be heard, seen or read."""

    event: Event
    people: Sequence[Appearance]
    recordings: Sequence[RecordingKind]


def upcoming(at: datetime, *, limit: int | None = None, programme_id: int = 0) -> Sequence[Event]:
    """Return events with a date that are not over, in the order of time: those under way come first."""
    wanted = _in(programme_id).where(is_dated_to_come(at))
    return db.session.scalars(wanted.order_by(Event.starts_at, Event.id).limit(limit)).all()


def undated(at: datetime, *, programme_id: int = 0) -> Sequence[Event]:
    """Return events whose date is not known: postponed, or to be announced; by title."""
    wanted = _in(programme_id).where(is_undated(at))
    return db.session.scalars(wanted.order_by(Event.title, Event.id)).all()


def coming(criteria: Criteria, at: datetime) -> tuple[Sequence[Event], Sequence[Event]]:
    """Return what is not over and fits: with a date, in the order of time, and without, by title."""
    dated, open_ones = upcoming(at), undated(at)
    if not criteria.asked():
        return dated, open_ones
    fit = set(fitting(COMING, criteria, MOST_UPCOMING))
    return [one for one in dated if one.id in fit], [one for one in open_ones if one.id in fit]


def latest_past(
    at: datetime, *, limit: int | None = None, programme_id: int = 0
) -> Sequence[Event]:
    """Return past events, the latest first."""
    wanted = _in(programme_id).where(is_past(at))
    return db.session.scalars(_latest_first(wanted).limit(limit)).all()


def feed_events(criteria: Criteria, when: str = "") -> Sequence[Event]:
    """Return the events whose pages changed last, those first, with the dates they had before.

    Only those that fit; of ``when`` "past" or "upcoming", only those of that list.
    """
    wanted = _in(0)
    if when or criteria.asked():
        shelves = {"past": [PAST], "upcoming": [COMING]}.get(when, [PAST, COMING])
        ids = [each for shelf in shelves for each in fitting(shelf, criteria, FEED)]
        wanted = wanted.where(Event.id.in_(ids))
    return db.session.scalars(
        wanted.options(selectinload(Event.previous_dates))
        .order_by(Event.updated_at.desc(), Event.id.desc())
        .limit(FEED)
    ).all()


def next_turn(at: datetime) -> datetime | None:
    """Return the next instant at which an event begins or ends, so that lists change by the clock."""
    first_start = select(func.min(Event.starts_at)).select_from(Event).where(Event.starts_at > at)
    first_end = select(func.min(Event.ends_at)).select_from(Event).where(Event.ends_at > at)
    both = select(first_start.scalar_subquery(), first_end.scalar_subquery())
    turns = db.session.execute(both).one()
    return min((turn for turn in turns if turn is not None), default=None)


def listed(events: Sequence[Event], at: datetime) -> list[Listed]:
    """Return ``events`` in their order with what a list says of them: two questions for all."""
    ids = [event.id for event in events]
    people: dict[int, list[Appearance]] = defaultdict(list)
    for appearance in appearances_at(events, at):
        people[appearance.event_id].append(appearance)
    recordings = _recordings(ids)
    return [Listed(event, people[event.id], recordings[event.id]) for event in events]


def _recordings(event_ids: Iterable[int]) -> dict[int, list[RecordingKind]]:
    kinds: dict[int, list[RecordingKind]] = defaultdict(list)
    found = db.session.execute(
        select(Recording.event_id, Recording.kind)
        .where(Recording.event_id.in_(event_ids))
        .distinct()
        .order_by(Recording.event_id, Recording.kind)
    )
    for event_id, kind in found:
        kinds[event_id].append(kind)
    return kinds


def _in(programme_id: int) -> Select[tuple[Event]]:
    wanted = select(Event).options(selectinload(Event.topics))
    return wanted.where(Event.programme_id == programme_id) if programme_id else wanted


def _latest_first(wanted: Select[tuple[Event]]) -> Select[tuple[Event]]:
    return wanted.order_by(Event.starts_at.desc(), Event.id.desc())

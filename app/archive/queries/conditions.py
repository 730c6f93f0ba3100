"""Which events are still to come, which are past, and which of them fit what a reader asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from app.archive.criteria import Criteria
from app.events.models import Event, Recording, event_topic
from app.events.rules import EventKind, EventState, Format, RecordingKind
from app.participation.models import Participation
from app.participation.rules import SHOWN_AFTERWARDS, SPEAKS_IN_STATES
from app.people.models import Person
from app.programmes.models import Programme, Topic

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


def fits(criteria: Criteria) -> Condition:
    """The event meets every one of ``criteria``; a value that nobody knows is met by none."""
    asked = criteria.asked()
    asked.pop("q", None)
    conditions = [_FILTERS[name](value) for name, value in asked.items()]
    return and_(true(), *conditions, *map(_holds, criteria.words))


def _holds(word: str) -> Condition:
    """The word stands in what is said of a past event, or in the name of someone billed there."""
    texts = (
        Event.title,
        Event.subtitle,
        Event.summary_upcoming,
        Event.summary_past,
        Event.hashtag,
        Event.place,
    )
    billed = Event.id.in_(
        select(Participation.event_id).where(
            Participation.state.in_(SHOWN_AFTERWARDS),
            Participation.billing_name.icontains(word, autoescape=True),
        )
    )
    return or_(billed, *(text.icontains(word, autoescape=True) for text in texts))


def _of_kind(value: str) -> Condition:
    return Event.kind == EventKind(value) if value in set(EventKind) else false()


def _of_format(value: str) -> Condition:
    return Event.format == Format(value) if value in set(Format) else false()


def _of_topic(slug: str) -> Condition:
    return Event.id.in_(
        select(event_topic.c.event_id)
        .select_from(Topic)
        .join(event_topic, event_topic.c.topic_id == Topic.id)
        .where(Topic.slug == slug)
    )


def _of_programme(slug: str) -> Condition:
    return Event.programme_id.in_(select(Programme.id).where(Programme.slug == slug))


def _in_year(value: str) -> Condition:
    if not (value.isascii() and value.isdigit() and 1900 <= int(value) <= 9000):
        return false()
    first = datetime(int(value), 1, 1)  # noqa: DTZ001 - the year on the wall clock of the event.
    return and_(Event.local_start >= first, Event.local_start < first.replace(year=first.year + 1))


def _with_speaker(slug: str) -> Condition:
    spoke = (
        select(Participation.event_id)
        .join(Person, Person.id == Participation.person_id)
        .where(Person.slug == slug, Participation.state.in_(SPEAKS_IN_STATES))
    )
    return Event.id.in_(spoke)


def _with_recording(value: str) -> Condition:
    if value not in set(RecordingKind):
        return false()
    kind = RecordingKind(value)
    return Event.id.in_(select(Recording.event_id).where(Recording.kind == kind))


_FILTERS: dict[str, Callable[[str], Condition]] = {
    "kind": _of_kind,
    "topic": _of_topic,
    "programme": _of_programme,
    "year": _in_year,
    "speaker": _with_speaker,
    "format": _of_format,
    "has": _with_recording,
}

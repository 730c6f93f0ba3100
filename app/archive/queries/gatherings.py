"""What was gathered under one word: the events of a series, a topic, a region, an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import selectinload

from app.archive.queries.conditions import is_dated_to_come, is_past, is_undated
from app.events.models import Event, EventPartner, event_region, event_topic
from app.extensions import db
from app.people.models import Organisation
from app.programmes.models import Region, Series, Topic

MOST = 50
"""How many events of each side a page shows; the archive has them all."""

Gathering = Series | Topic | Region | Organisation
KEY_IN_ADDRESS = 8
"""So much of an organisation's key stands behind its name in the address."""


def series_at(slug: str) -> Series | None:
    """Return the public series at ``slug``."""
    return db.session.scalar(select(Series).where(Series.slug == slug, Series.public.is_(True)))


def topic_at(slug: str) -> Topic | None:
    """Return the topic at ``slug``, if anything public is about it."""
    return db.session.scalar(select(Topic).where(Topic.slug == slug))


def region_at(slug: str) -> Region | None:
    """Return the region at ``slug``, if a public event is about it."""
    return db.session.scalar(select(Region).where(Region.slug == slug))


def organisation_at(slug: str) -> Organisation | None:
    """Return the organisation whose key begins as ``slug`` ends, if it is partner of a public event."""
    beginning = slug.rpartition("-")[2]
    if len(beginning) != KEY_IN_ADDRESS or not beginning.isalnum():
        return None
    return db.session.scalar(
        partners_in_public().where(Organisation.key.startswith(beginning)).limit(1)
    )


def partners_in_public() -> Select[tuple[Organisation]]:
    """Return the statement for the organisations that are partners of public events."""
    partner = (
        select(EventPartner.organisation_id)
        .join(Event, Event.id == EventPartner.event_id)
        .where(EventPartner.organisation_id == Organisation.id)
    )
    return select(Organisation).where(partner.exists()).order_by(Organisation.name)


def coming_of(gathering: Gathering, at: datetime) -> Sequence[Event]:
    """Return what is to come, the next first, and in the end what has no date yet."""
    to_come = or_(is_dated_to_come(at), is_undated(at))
    return _some(gathering, to_come, Event.starts_at.is_(None), Event.starts_at, Event.id)


def past_of(gathering: Gathering, at: datetime) -> Sequence[Event]:
    """Return what is over, the latest first."""
    return _some(gathering, is_past(at), Event.starts_at.desc(), Event.id.desc())


def _some(gathering: Gathering, condition: ColumnElement[bool], *order: Any) -> Sequence[Event]:
    found = _all(gathering).where(condition).options(selectinload(Event.topics))
    return db.session.scalars(found.order_by(*order).limit(MOST)).all()


def _all(gathering: Gathering) -> Select[tuple[Event]]:
    if isinstance(gathering, Series):
        return select(Event).where(Event.series_id == gathering.id)
    if isinstance(gathering, Organisation):
        partnered = select(EventPartner.event_id).where(
            EventPartner.organisation_id == gathering.id
        )
        return select(Event).where(Event.id.in_(partnered))
    if isinstance(gathering, Topic):
        about = select(event_topic.c.event_id).where(event_topic.c.topic_id == gathering.id)
    else:
        about = select(event_region.c.event_id).where(event_region.c.region_id == gathering.id)
    return select(Event).where(Event.id.in_(about))

"""One event by its address, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.events.models import Event, EventPartner, FormerSlug, Recording, Tombstone
from app.extensions import db
from app.schedule.models import Room, RoomBooking


@dataclass(frozen=True)
class Neighbours:
    """The meetings of a series before and after one of them, as far as they are public."""

    previous: Event | None
    next: Event | None


def event_at(slug: str) -> Event | None:
    """Return the released event at ``slug`` with everything its page shows but the people."""
    return db.session.scalar(
        select(Event)
        .where(Event.slug == slug)
        .options(
            joinedload(Event.programme),
            joinedload(Event.series),
            selectinload(Event.topics),
            selectinload(Event.regions),
            selectinload(Event.sessions),
            selectinload(Event.previous_dates),
            selectinload(Event.notices),
            selectinload(Event.recordings).selectinload(Recording.captions),
            selectinload(Event.partners).joinedload(EventPartner.organisation),
        )
    )


def moved_to(slug: str) -> str | None:
    """Return the present slug of the event that was once at ``slug``."""
    return db.session.scalar(
        select(Event.slug)
        .join(FormerSlug, FormerSlug.event_id == Event.id)
        .where(FormerSlug.slug == slug)
    )


def tombstone_at(slug: str) -> Tombstone | None:
    """Return what was left at ``slug`` when its event was withdrawn."""
    return db.session.scalar(select(Tombstone).where(Tombstone.slug == slug))


def neighbours(event: Event) -> Neighbours:
    """Return the meetings before and after ``event`` in its series, if that is public, by date."""
    if event.series is None or event.starts_at is None:
        return Neighbours(None, None)
    in_series = select(Event).where(Event.series_id == event.series_id).limit(1)
    before = or_(
        Event.starts_at < event.starts_at,
        and_(Event.starts_at == event.starts_at, Event.id < event.id),
    )
    after = or_(
        Event.starts_at > event.starts_at,
        and_(Event.starts_at == event.starts_at, Event.id > event.id),
    )
    return Neighbours(
        db.session.scalar(
            in_series.where(before).order_by(Event.starts_at.desc(), Event.id.desc())
        ),
        db.session.scalar(in_series.where(after).order_by(Event.starts_at, Event.id)),
    )


def bookings_of(event: Event) -> Sequence[RoomBooking]:
    """Return the rooms taken for ``event`` or for its open sessions, with their venues, in order."""
    return db.session.scalars(
        select(RoomBooking)
        .where(RoomBooking.event_id == event.id)
        .options(joinedload(RoomBooking.room).joinedload(Room.venue))
        .order_by(RoomBooking.session_id.is_not(None), RoomBooking.starts_at, RoomBooking.id)
    ).all()

"""What can be seen, heard and read of released events."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.events.models import Event, Recording
from app.events.rules import HEARD
from app.extensions import db

MOST_HEARD = 100


def media_at(slug: str) -> Event | None:
    """Return the released event at ``slug`` with its recordings alone."""
    return db.session.scalar(
        select(Event)
        .where(Event.slug == slug)
        .options(
            selectinload(Event.recordings).options(
                joinedload(Recording.session), selectinload(Recording.captions)
            )
        )
    )


def heard_lately() -> Sequence[Recording]:
    """Return the recordings of sound that visitors may hear, those of the latest events first."""
    return db.session.scalars(
        select(Recording)
        .join(Event, Event.id == Recording.event_id)
        .where(Recording.kind.in_(HEARD))
        .options(contains_eager(Recording.event), joinedload(Recording.session))
        .order_by(Event.starts_at.desc(), Event.id.desc(), Recording.id)
        .limit(MOST_HEARD)
    ).all()

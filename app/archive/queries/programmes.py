"""Programmes with a public page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from app.access.aside import looking_aside
from app.access.viewers import SYSTEM
from app.events.models import Event, EventPartner
from app.events.rules import PartnerRole
from app.extensions import db
from app.people.models import Organisation
from app.programmes.models import Programme, ProgrammeText, Series
from app.programmes.queries import whole_texts

MOST_PARTNERS = 60
"""How many partners the page of a programme names."""


def programmes() -> Sequence[Programme]:
    """Return every public programme, by name."""
    return db.session.scalars(
        select(Programme)
        .where(Programme.public.is_(True))
        .options(selectinload(Programme.texts))
        .order_by(Programme.name, Programme.id)
    ).all()


def programme_at(slug: str) -> Programme | None:
    """Return the public programme at ``slug``, with its strands of work."""
    return db.session.scalar(
        select(Programme).where(Programme.slug == slug).options(*whole_texts())
    )


def series_of(programme: Programme, among: Sequence[int]) -> Sequence[Series]:
    """Return the public series of ``programme``, and of any other ``among`` these, by title."""
    return db.session.scalars(
        select(Series)
        .where(or_(Series.programme_id == programme.id, Series.id.in_(among)))
        .order_by(Series.title, Series.id)
    ).all()


def partners_of(programme: Programme) -> Sequence[Organisation]:
    """Return who, beside the convener, is partner of a public event of ``programme``, by name."""
    partner = (
        select(EventPartner.organisation_id)
        .join(Event, Event.id == EventPartner.event_id)
        .where(
            EventPartner.organisation_id == Organisation.id,
            EventPartner.role != PartnerRole.CONVENER,
            Event.programme_id == programme.id,
        )
    )
    return db.session.scalars(
        select(Organisation)
        .where(partner.exists())
        .order_by(Organisation.name, Organisation.id)
        .limit(MOST_PARTNERS)
    ).all()


def next_text(at: datetime) -> datetime | None:
    """Return the next instant at which the text of a public page follows another.

    No visitor may see that a text waits, so the hour alone is asked for with other eyes.
    """
    with looking_aside(SYSTEM) as session:
        return session.scalar(
            select(func.min(ProgrammeText.live_at))
            .join(Programme, Programme.id == ProgrammeText.programme_id)
            .where(ProgrammeText.live_at > at, Programme.public.is_(True))
        )

"""Programmes with a public page."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.extensions import db
from app.programmes.models import Programme


def programmes() -> Sequence[Programme]:
    """Return every public programme, by name."""
    return db.session.scalars(
        select(Programme).where(Programme.public.is_(True)).order_by(Programme.name, Programme.id)
    ).all()


def programme_at(slug: str) -> Programme | None:
    """Return the public programme at ``slug``, with its strands of work."""
    return db.session.scalar(
        select(Programme).where(Programme.slug == slug).options(selectinload(Programme.strands))
    )

"""The audit trail, read: who saw or changed what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from app.core.clock import start_of_day
from app.extensions import db
from app.infra.models import AuditEntry

PAGE = 50


def entries(
    *,
    zone: str,
    who: str = "",
    thing: str = "",
    key: str = "",
    since: date | None = None,
    until: date | None = None,
    page: int = 1,
) -> tuple[Sequence[AuditEntry], bool]:
    """Return one page of the trail, the latest first, and whether older entries follow.

    ``who`` is any part of an address. ``since`` and ``until`` are days in ``zone``, both included.
    """
    asked = select(AuditEntry).order_by(AuditEntry.id.desc())
    if who:
        asked = asked.where(AuditEntry.actor.icontains(who, autoescape=True))
    if thing:
        asked = asked.where(AuditEntry.thing == thing)
    if key:
        asked = asked.where(AuditEntry.thing_key == key)
    if since:
        asked = asked.where(AuditEntry.at >= start_of_day(since, zone))
    if until:
        asked = asked.where(AuditEntry.at < start_of_day(until + timedelta(days=1), zone))
    found = db.session.scalars(asked.offset((page - 1) * PAGE).limit(PAGE + 1)).all()
    return found[:PAGE], len(found) > PAGE


def things() -> Sequence[str]:
    """Return the kinds of things that the trail speaks of, as far as the viewer may know."""
    return db.session.scalars(select(AuditEntry.thing).distinct().order_by(AuditEntry.thing)).all()

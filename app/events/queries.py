"""What staff ask about events."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.access import audit
from app.access.aside import looking_aside
from app.access.enforcement import current_viewer
from app.access.roles import PERMITS, Permission
from app.access.viewers import SYSTEM
from app.accounts.models import Grant, User
from app.core.errors import NotFound, Refused
from app.core.messages import N_
from app.events.models import Event, EventPartner, EventSession, Recording
from app.extensions import db
from app.infra.models import AuditEntry

READING_ROLES = tuple(role for role, permits in PERMITS.items() if Permission.READ in permits)


def may(permission: Permission, event: Event) -> bool:
    """Whether the viewer holds ``permission`` for this very event."""
    return (
        current_viewer()
        .reach(permission)
        .covers(event_id=event.id, programme_id=event.programme_id, confidential=event.confidential)
    )


def require_release(event: Event) -> None:
    """Ask for the right to release ``event`` again, before more of it is laid open to visitors.

    Raises Refused where it is released and the viewer may not do that.
    """
    if event.is_released and not may(Permission.RELEASE, event):
        raise Refused(
            N_(
                "This would show visitors what is kept from them so far. "
                "Ask somebody who may publish this event."
            )
        )


def seen_event(key: str) -> Event:
    """Return the event with the public ``key``, if the viewer sees anything of it. Raises NotFound."""
    event = db.session.scalar(select(Event).where(Event.key == key))
    if event is None:
        raise NotFound
    return event


def event_for(key: str, permission: Permission = Permission.READ) -> Event:
    """Return the event with the public ``key``, if the viewer holds ``permission`` for it.

    That a confidential one was looked at is written into the trail. Raises NotFound.
    """
    event = seen_event(key)
    if not may(permission, event):
        raise NotFound
    if event.confidential:
        audit.note_seen("event", event.key)
    return event


def session_of(event: Event, key: str) -> EventSession:
    """Return the session of ``event`` with the public ``key``. Raises NotFound."""
    session = db.session.scalar(
        select(EventSession).where(EventSession.event_id == event.id, EventSession.key == key)
    )
    if session is None:
        raise NotFound
    return session


def partner_of(event: Event, organisation: str, role: str) -> EventPartner:
    """Return the part that the organisation with that key has in ``event``. Raises NotFound."""
    for partner in event.partners:
        if (partner.organisation.key, partner.role) == (organisation, role):
            return partner
    raise NotFound


def recording_of(event: Event, key: str) -> Recording:
    """Return the recording of ``event`` with the public ``key``. Raises NotFound."""
    recording = db.session.scalar(
        select(Recording).where(Recording.event_id == event.id, Recording.key == key)
    )
    if recording is None:
        raise NotFound
    return recording


def named_on(event: Event) -> Sequence[Grant]:
    """The roles held for this event by name, with their users, by name."""
    return db.session.scalars(
        select(Grant)
        .join(User, User.id == Grant.user_id)
        .where(Grant.event_id == event.id)
        .options(selectinload(Grant.user))
        .order_by(User.name, Grant.id)
    ).all()


def colleagues() -> Sequence[User]:
    """The users who can sign in, by name."""
    return db.session.scalars(select(User).where(User.active).order_by(User.name, User.id)).all()


def seen_by(event: Event) -> int:
    """How many users who can sign in may see the event on staff pages.

    Counted on behalf of the system: grants for a programme or for the house are not everyone's
    to read, but how many eyes there are is.
    """
    reaches = Grant.event_id == event.id
    if not event.confidential:
        reaches |= Grant.event_id.is_(None) & Grant.programme_id.is_(None)
        if event.programme_id is not None:
            reaches |= Grant.programme_id == event.programme_id
    query = (
        select(func.count(Grant.user_id.distinct()))
        .join(User, User.id == Grant.user_id)
        .where(User.active, Grant.role.in_(READING_ROLES), reaches)
    )
    with looking_aside(SYSTEM) as session:
        return session.scalar(query) or 0


def trail_of(event: Event, *, limit: int = 200) -> Sequence[AuditEntry]:
    """What was done to the event and who saw it, the latest first."""
    return db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.thing == "event", AuditEntry.thing_key == event.key)
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(limit)
    ).all()


def meetings_of(series_id: int) -> Sequence[Event]:
    """The events of a series that the viewer may see, the latest first, undated ones before."""
    return db.session.scalars(
        select(Event)
        .where(Event.series_id == series_id)
        .order_by(Event.starts_at.is_(None).desc(), Event.starts_at.desc(), Event.id.desc())
    ).all()

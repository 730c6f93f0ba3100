"""The agenda: the sessions of an event, their order, times and rules."""

from __future__ import annotations

from datetime import datetime

from app.core.clock import Span, to_instant
from app.core.messages import N_
from app.events.models import Event, EventSession
from app.events.operations.trail import changed
from app.events.rules import AttributionRule, SessionKind
from app.events.signals import session_moved
from app.extensions import db


def add_session(
    event: Event,
    *,
    title: str,
    kind: SessionKind,
    local_start: datetime | None = None,
    local_end: datetime | None = None,
    place: str = "",
    attribution: AttributionRule | None = None,
    public: bool = True,
    text: str = "",
    fold: int | None = None,
    end_fold: int | None = None,
) -> EventSession:
    """Append a session; its times are on the wall clock of the event's zone, on any day.

    Raises InvalidInput for a time that clocks skip or show twice, and for an end before the start.
    """
    session = EventSession(
        position=max((other.position for other in event.sessions), default=0) + 1,
        kind=kind,
        title=title,
        place=place,
        attribution=attribution,
        public=public,
        text=text,
    )
    _time(
        session,
        zone=event.zone,
        local_start=local_start,
        local_end=local_end,
        fold=fold,
        end_fold=end_fold,
    )
    event.sessions.append(session)
    db.session.flush()
    changed(event, N_("added a session to"), session=title)
    return session


def edit_session(
    session: EventSession,
    *,
    title: str,
    kind: SessionKind,
    local_start: datetime | None,
    local_end: datetime | None,
    place: str,
    attribution: AttributionRule | None,
    public: bool,
    text: str,
    fold: int | None = None,
    end_fold: int | None = None,
) -> EventSession:
    """Change everything that is said of a session. Raises InvalidInput for impossible times."""
    before = session.starts_at, session.ends_at
    _time(
        session,
        zone=session.event.zone,
        local_start=local_start,
        local_end=local_end,
        fold=fold,
        end_fold=end_fold,
    )
    session.title, session.kind, session.text = title, kind, text
    session.place, session.attribution, session.public = place, attribution, public
    if (session.starts_at, session.ends_at) != before:
        session_moved.send(session.event)
    changed(session.event, N_("changed a session of"), session=title)
    return session


def move_session(session: EventSession, *, up: bool) -> None:
    """Change places with the session before (``up``) or after; the first and last stay."""
    order = session.event.sessions
    here = order.index(session)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    other = order[there]
    mine, theirs = session.position, other.position
    # Two sessions never share a position, so one of them waits at one that nobody has.
    session.position = -1
    db.session.flush()
    other.position = mine
    db.session.flush()
    session.position = theirs
    db.session.flush()
    db.session.expire(session.event, ["sessions"])
    changed(session.event, N_("moved a session of"), session=session.title)


def delete_session(session: EventSession) -> None:
    """Take the session out of the agenda; seats in it go with it."""
    event = session.event
    changed(event, N_("deleted a session of"), session=session.title)
    event.sessions.remove(session)
    db.session.flush()


def _time(
    session: EventSession,
    *,
    zone: str,
    local_start: datetime | None,
    local_end: datetime | None,
    fold: int | None,
    end_fold: int | None,
) -> None:
    """Set the four fields that tell when; an end without a start is no time."""
    if local_start is None:
        local_end = None
    session.local_start, session.local_end = local_start, local_end
    session.starts_at = to_instant(local_start, zone, fold=fold) if local_start else None
    session.ends_at = to_instant(local_end, zone, fold=end_fold) if local_end else None
    if session.starts_at is not None:
        Span(session.starts_at, session.ends_at, zone)  # Refuses an end before the start.

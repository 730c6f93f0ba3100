"""Events made after the pattern of earlier ones."""

from __future__ import annotations

from datetime import datetime

from app.core.messages import N_
from app.events.dates import Dates, agreed_dates
from app.events.models import Event, EventPartner, EventSession
from app.events.moves import moved_by
from app.events.operations.create import create_event, give_dates
from app.events.operations.dates import shift_session
from app.events.operations.trail import changed
from app.events.rules import KIND_DEFAULTS
from app.events.signals import event_copied
from app.extensions import db


def copy_event(
    event: Event,
    *,
    local_start: datetime | None,
    owner_id: int | None,
    title: str | None = None,
    zone: str | None = None,
    ordinal: str = "",
    local_end: datetime | None = None,
    date_only: bool | None = None,
    fold: int | None = None,
    end_fold: int | None = None,
) -> Event:
    """Return a new idea after the pattern of ``event``, at ``local_start``; as long, unless told.

    Its sessions, partners, topics and regions are copied, the sessions moved to the new date. People are
    seated again by the feature that seats them. Nothing public, decided or said is taken over.
    """
    copy = create_event(
        kind=event.kind,
        title=title or event.title,
        subtitle=event.subtitle,
        owner_id=owner_id,
        zone=zone or event.zone,
        programme=event.programme,
        series=event.series,
        ordinal=ordinal,
        format=event.format,
        place=event.place,
        hashtag=event.hashtag,
        confidential=event.confidential,
        attribution=event.attribution,
        track=event.track,
        registration=event.registration,
    )
    copy.language = event.language
    copy.attribution_wording = event.attribution_wording
    copy.topics = list(event.topics)
    copy.regions = list(event.regions)
    for partner in event.partners:
        copy.partners.append(
            EventPartner(
                organisation=partner.organisation, role=partner.role, position=partner.position
            )
        )
    sessions = {session.id: _copied(session) for session in event.sessions}
    copy.sessions.extend(sessions.values())
    if local_start is not None:
        dates = agreed_dates(
            zone=copy.zone,
            local_start=local_start,
            local_end=local_end or _as_long_as(event, local_start),
            date_only=event.date_only if date_only is None else date_only,
            minutes=KIND_DEFAULTS[event.kind].minutes,
            fold=fold,
            end_fold=end_fold if local_end else 0,
        )
        _date(copy, event, dates)
    db.session.flush()
    changed(copy, N_("copied"), source=event.key)
    event_copied.send(event, copy=copy, sessions=sessions)
    return copy


def _copied(session: EventSession) -> EventSession:
    """Return the same session with its wall clock, and not yet at any instant."""
    return EventSession(
        position=session.position,
        kind=session.kind,
        title=session.title,
        text=session.text,
        local_start=session.local_start,
        local_end=session.local_end,
        place=session.place,
        attribution=session.attribution,
        public=session.public,
    )


def _as_long_as(event: Event, local_start: datetime) -> datetime | None:
    """The end on the wall clock that lets a copy last as long as ``event``, if it has dates."""
    if event.local_start is None or event.local_end is None:
        return None
    return local_start + (event.local_end - event.local_start)


def _date(copy: Event, source: Event, dates: Dates) -> None:
    """Give the copy its dates, and let its sessions lie in it as they did in the source."""
    by = moved_by(source, dates)
    give_dates(copy, dates)
    for session in copy.sessions:
        shift_session(session, by, dates.zone)

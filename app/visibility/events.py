"""Who may see events and what belongs to them."""

from __future__ import annotations

from sqlalchemy import select, true

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import Viewer
from app.events.models import (
    Caption,
    Event,
    EventDossier,
    EventNotice,
    EventPartner,
    EventSession,
    FormerSlug,
    JoinLink,
    PreviousDate,
    Recording,
    Tombstone,
)
from app.events.rules import Publication, TranscriptState
from app.transcripts.models import TranscriptTurn
from app.visibility.conditions import (
    NAMED_RULES,
    Column,
    Columns,
    Condition,
    among,
    event,
    expected,
    held,
    of_event,
    own_seat,
    participation,
    recording,
    released,
    session,
    shown,
    within,
)
from app.visibility.logic import and_, exists, or_


@visible(Event)
def _(viewer: Viewer) -> Condition:
    return shown(viewer, Event)


@visible(EventSession)
def _(viewer: Viewer) -> Condition:
    return or_(
        and_(
            EventSession.public.is_(True),
            of_event(EventSession.event_id, or_(released(), held(viewer))),
        ),
        of_event(EventSession.event_id, within(viewer, Permission.READ)),
        _of_own_seat(viewer),
    )


def _of_own_seat(viewer: Viewer) -> Condition:
    """A guest of one closed session learns of that one."""
    return exists(
        select(participation.c.id)
        .where(participation.c.session_id == EventSession.id, own_seat(viewer, participation.c.id))
        .correlate_except(participation)
    )


@visible(EventPartner)
def _(viewer: Viewer) -> Condition:
    return of_event(EventPartner.event_id, or_(released(), within(viewer, Permission.READ)))


@visible(PreviousDate)
def _(viewer: Viewer) -> Condition:
    return of_event(PreviousDate.event_id, shown(viewer))


@visible(EventNotice)
def _(viewer: Viewer) -> Condition:
    return of_event(EventNotice.event_id, shown(viewer))


@visible(Recording)
def _(viewer: Viewer) -> Condition:
    return or_(laid_open(Recording), of_event(Recording.event_id, within(viewer, Permission.READ)))


def laid_open(r: Columns = recording.c) -> Condition:
    """The recording is public: it says so, and its event and its session are; no names, no recording.

    A text that is kept here has to be released itself.
    """
    in_public_session = or_(
        r.session_id.is_(None),
        exists(
            select(session.c.id)
            .where(
                session.c.id == r.session_id,
                session.c.public.is_(True),
                or_(session.c.attribution.is_(None), among(session.c.attribution, NAMED_RULES)),
            )
            .correlate_except(session)
        ),
    )
    released_by_name = and_(
        event.c.publication == Publication.PUBLIC, among(event.c.attribution, NAMED_RULES)
    )
    return and_(
        r.public.is_(True),
        r.taken_down_at.is_(None),
        or_(
            and_(r.transcript_state.is_(None), or_(r.url != "", r.file_url != "")),
            r.transcript_state == TranscriptState.PUBLIC,
        ),
        in_public_session,
        of_event(r.event_id, released_by_name),
    )


def of_recording(recording_id: Column, viewer: Viewer) -> Condition:
    """The row belongs to a recording that the viewer sees."""
    seen = or_(laid_open(), of_event(recording.c.event_id, within(viewer, Permission.READ)))
    of_it = select(recording.c.id).where(recording.c.id == recording_id, seen)
    return exists(of_it.correlate_except(recording))


@visible(Caption)
def _(viewer: Viewer) -> Condition:
    return of_recording(Caption.recording_id, viewer)


@visible(TranscriptTurn)
def _(viewer: Viewer) -> Condition:
    return of_recording(TranscriptTurn.recording_id, viewer)


@visible(EventDossier)
def _(viewer: Viewer) -> Condition:
    return of_event(EventDossier.event_id, within(viewer, Permission.READ))


@visible(JoinLink)
def _(viewer: Viewer) -> Condition:
    return of_event(JoinLink.event_id, or_(within(viewer, Permission.READ), expected(viewer)))


@visible(FormerSlug)
def _(viewer: Viewer) -> Condition:
    return of_event(FormerSlug.event_id, shown(viewer))


@visible(Tombstone)
def _(viewer: Viewer) -> Condition:
    """A tombstone says nothing that was not public before, and is there to be found."""
    del viewer
    return true()


NEVER_PUBLIC = frozenset({EventDossier, JoinLink})
"""Of these a visitor sees no row."""

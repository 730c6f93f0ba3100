"""What is asked about files, the jobs that load them, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import defer

from app.access.aside import rows_for_all
from app.access.roles import Permission
from app.access.viewers import GrantHeld, StaffMember
from app.accounts.models import Grant, User
from app.core.errors import NotFound
from app.events.models import Event, EventSession, Recording
from app.events.queries import may
from app.events.rules import (
    RELEASED,
    EventState,
    Publication,
    TranscriptState,
    names_may_be_shown_under,
)
from app.extensions import db
from app.infra.models import Job, Upload

SHOWN = 20
LISTED = 300


def colleague(user_id: int | None) -> StaffMember | None:
    """Return the active user as a viewer with the grants held now, to do what they asked for."""
    rows = rows_for_all(
        select(User.name, User.email, Grant.role, Grant.programme_id, Grant.event_id)
        .outerjoin(Grant, Grant.user_id == User.id)
        .where(User.id == user_id, User.active)
    )
    if user_id is None or not rows:
        return None
    grants = tuple(GrantHeld(*row[2:]) for row in rows if row.role is not None)
    # No browser is at the other end, so there is no session of one.
    return StaffMember(user_id, rows[0].name, rows[0].email, 0, grants)


def upload_for(key: str) -> Upload:
    """Return the viewer's own file. Raises NotFound, also once it has been forgotten."""
    upload = db.session.scalar(select(Upload).where(Upload.key == key))
    if upload is None:
        raise NotFound
    return upload


def job_for(key: str, kinds: Collection[str]) -> Job:
    """Return the viewer's own job of one of those kinds. Raises NotFound."""
    job = db.session.scalar(select(Job).where(Job.key == key, Job.kind.in_(kinds)))
    if job is None:
        raise NotFound
    return job


def latest_jobs(kinds: Collection[str]) -> Sequence[Job]:
    """The viewer's own jobs of those kinds, the latest first."""
    return db.session.scalars(
        select(Job)
        .where(Job.kind.in_(kinds))
        .options(defer(Job.report))
        .order_by(Job.id.desc())
        .limit(SHOWN)
    ).all()


def file_names(jobs: Collection[Job]) -> dict[str, str]:
    """What the files of these jobs are called, by their keys; those forgotten are left out."""
    keys = {job.payload["upload"] for job in jobs}
    rows = db.session.execute(select(Upload.key, Upload.name).where(Upload.key.in_(keys)))
    return {row.key: row.name for row in rows}


def waiting_for_release(refs: Collection[str]) -> list[Event]:
    """What came from a file with these origins, may be public but is not, and is the viewer's to release."""
    events = db.session.scalars(
        select(Event)
        .where(
            Event.source_ref.in_(refs),
            Event.publication == Publication.UNPUBLISHED,
            Event.state.not_in((EventState.IDEA, EventState.HOLD)),
            Event.attribution.in_(names_may_be_shown_under()),
            Event.confidential.is_(False),
        )
        .order_by(Event.starts_at, Event.id)
    )
    return [event for event in events if may(Permission.RELEASE, event)]


def media_waiting_for_release(keys: Collection[str]) -> tuple[list[Recording], int]:
    """What of a list is ready for the public and the viewer's to release, and how many texts are not.

    It is ready once its event is public and, if there is a text, the speakers have reviewed it.
    What was taken down is left out.
    """
    found = db.session.scalars(
        select(Recording)
        .join(Event, Event.id == Recording.event_id)
        .outerjoin(EventSession, EventSession.id == Recording.session_id)
        .where(
            Recording.key.in_(keys),
            Recording.taken_down_at.is_(None),
            Event.publication.in_(RELEASED),
            or_(Recording.session_id.is_(None), EventSession.public),
        )
        .order_by(Event.starts_at, Recording.id)
    ).all()
    mine = [one for one in found if may(Permission.RELEASE, one.event)]
    unread = sum(one.transcript_state in _BEFORE_REVIEW for one in mine)
    return [one for one in mine if _is_ready(one)], unread


_BEFORE_REVIEW = (TranscriptState.MACHINE, TranscriptState.EDITED)


def _is_ready(recording: Recording) -> bool:
    if recording.transcript_state is not None:
        return recording.transcript_state is TranscriptState.REVIEWED
    return not recording.public and bool(recording.url or recording.file_url)


def events_to_load_into() -> list[Event]:
    """The latest events that the viewer may change, the latest first."""
    events = db.session.scalars(
        select(Event).order_by(Event.starts_at.desc().nulls_first(), Event.id.desc()).limit(LISTED)
    )
    return [event for event in events if may(Permission.EDIT, event)]

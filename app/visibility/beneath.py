"""Who may see what lies beneath the features: the trail, mail, jobs."""

from __future__ import annotations

from sqlalchemy import false, select, true

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import StaffMember, Viewer
from app.infra.models import (
    Answer,
    AuditEntry,
    Heartbeat,
    Job,
    OutboxMail,
    PublicVersion,
    Throttle,
    Upload,
)
from app.visibility.conditions import (
    Condition,
    event,
    everywhere,
    in_directory_of,
    never,
    on_staff,
    person,
    within,
)
from app.visibility.logic import and_, exists, or_


@visible(AuditEntry)
def _(viewer: Viewer) -> Condition:
    """An event's trail for those who edit it, a person's for those who know the directory.

    An organisation's is for those who may change it; everything else is for administrators.
    """
    of_event = exists(
        select(event.c.id)
        .where(event.c.key == AuditEntry.thing_key, within(viewer, Permission.EDIT))
        .correlate_except(event)
    )
    of_person = exists(
        select(person.c.id)
        .where(person.c.key == AuditEntry.thing_key, in_directory_of(viewer, person.c.id))
        .correlate_except(person)
    )
    return or_(
        and_(AuditEntry.thing == "event", of_event),
        and_(AuditEntry.thing == "person", of_person),
        and_(AuditEntry.thing == "organisation", on_staff(viewer, Permission.CREATE)),
        and_(AuditEntry.thing != "event", everywhere(viewer, Permission.ADMINISTER)),
    )


@visible(OutboxMail)
def _(viewer: Viewer) -> Condition:
    """Mail about an event for those who may see its guests; the rest for administrators."""
    about_event = exists(
        select(event.c.id)
        .where(event.c.key == OutboxMail.about, within(viewer, Permission.GUESTS))
        .correlate_except(event)
    )
    return or_(about_event, and_(OutboxMail.about == "", everywhere(viewer, Permission.ADMINISTER)))


@visible(Job)
def _(viewer: Viewer) -> Condition:
    if not isinstance(viewer, StaffMember):
        return false()
    return Job.created_by == viewer.user_id


@visible(Upload)
def _(viewer: Viewer) -> Condition:
    if not isinstance(viewer, StaffMember):
        return false()
    return Upload.created_by == viewer.user_id


visible(Answer)(never)
visible(Throttle)(never)


@visible(PublicVersion)
def _(viewer: Viewer) -> Condition:
    del viewer
    return true()


@visible(Heartbeat)
def _(viewer: Viewer) -> Condition:
    del viewer
    return true()


NEVER_PUBLIC = frozenset(
    {Answer, AuditEntry, Heartbeat, Job, OutboxMail, PublicVersion, Throttle, Upload}
)
"""Of these a visitor sees no row."""

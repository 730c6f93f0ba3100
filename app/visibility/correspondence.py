"""Who may see letters: those who may see the guests of the event they speak of."""

from __future__ import annotations

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import Viewer
from app.correspondence.models import Mailing, MailTemplate, Reminder
from app.visibility.conditions import Condition, of_event, on_staff, within
from app.visibility.logic import and_, or_


@visible(Mailing)
def _(viewer: Viewer) -> Condition:
    return of_event(Mailing.event_id, within(viewer, Permission.GUESTS))


@visible(Reminder)
def _(viewer: Viewer) -> Condition:
    return of_event(Reminder.event_id, within(viewer, Permission.GUESTS))


@visible(MailTemplate)
def _(viewer: Viewer) -> Condition:
    """The house's texts are every colleague's to read; an event's are for those who write about it."""
    return or_(
        and_(MailTemplate.event_id.is_(None), on_staff(viewer)),
        of_event(MailTemplate.event_id, within(viewer, Permission.GUESTS)),
    )


NEVER_PUBLIC = frozenset({Mailing, MailTemplate, Reminder})
"""Of these a visitor sees no row."""

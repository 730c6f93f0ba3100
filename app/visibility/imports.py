"""Who may see what is kept of files that were loaded."""

from __future__ import annotations

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import Viewer
from app.imports.models import ContactSource, LoadedEvent, RememberedColumns
from app.visibility.conditions import Condition, in_directory_of, of_event, on_staff, within


@visible(ContactSource)
def _(viewer: Viewer) -> Condition:
    return in_directory_of(viewer, ContactSource.person_id)


@visible(RememberedColumns)
def _(viewer: Viewer) -> Condition:
    return on_staff(viewer, Permission.IMPORT)


@visible(LoadedEvent)
def _(viewer: Viewer) -> Condition:
    return of_event(LoadedEvent.event_id, within(viewer, Permission.READ))


NEVER_PUBLIC = frozenset({ContactSource, LoadedEvent, RememberedColumns})
"""Of these a visitor sees no row."""

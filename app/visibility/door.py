"""Who may see the log of the door, the desk's notes, and guests who walked in."""

from __future__ import annotations

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import Viewer
from app.door.models import Arrival, DoorNote, WalkIn
from app.visibility.conditions import Column, Condition, of_event, within
from app.visibility.logic import or_


def _at_the_door(viewer: Viewer, event_id: Column) -> Condition:
    """The row belongs to an event whose door the viewer keeps, or whose guests they may see."""
    return of_event(
        event_id, or_(within(viewer, Permission.CHECK_IN), within(viewer, Permission.GUESTS))
    )


@visible(WalkIn)
def _(viewer: Viewer) -> Condition:
    return _at_the_door(viewer, WalkIn.event_id)


@visible(DoorNote)
def _(viewer: Viewer) -> Condition:
    return _at_the_door(viewer, DoorNote.event_id)


@visible(Arrival)
def _(viewer: Viewer) -> Condition:
    return _at_the_door(viewer, Arrival.event_id)


NEVER_PUBLIC = frozenset({Arrival, DoorNote, WalkIn})
"""Of these a visitor sees no row."""

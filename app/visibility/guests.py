"""Who may see guests: those who registered."""

from __future__ import annotations

from sqlalchemy import (
    false,
    or_,
)

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import TokenHolder, Viewer
from app.registration.models import Registration
from app.visibility.conditions import Condition, of_event, within


@visible(Registration)
def _(viewer: Viewer) -> Condition:
    """The desk sees no registration, which holds addresses and answers; the door tells it the name."""
    own = Registration.id == viewer.registration_id if isinstance(viewer, TokenHolder) else false()
    return or_(own, of_event(Registration.event_id, within(viewer, Permission.GUESTS)))


NEVER_PUBLIC = frozenset({Registration})
"""Of these a visitor sees no row."""

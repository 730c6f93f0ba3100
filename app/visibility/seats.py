"""Who may see seats at events."""

from __future__ import annotations

from sqlalchemy import (
    and_,
    or_,
)

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import Viewer
from app.participation.models import Participation, ParticipationRole, SeatChange, SeatNote
from app.participation.rules import NEVER_PUBLIC_ROLES
from app.visibility.conditions import (
    Condition,
    at_the_door_of,
    of_event,
    of_readable_seat,
    of_seat,
    publicly_billed,
    within,
)


@visible(Participation)
def _(viewer: Viewer) -> Condition:
    return or_(
        publicly_billed(Participation),
        of_event(Participation.event_id, within(viewer, Permission.READ)),
        at_the_door_of(viewer, Participation),
    )


@visible(ParticipationRole)
def _(viewer: Viewer) -> Condition:
    """The public learns of public roles only: who interprets or assists stays inside."""
    return or_(
        and_(
            ParticipationRole.role.not_in(NEVER_PUBLIC_ROLES),
            of_seat(ParticipationRole.participation_id, publicly_billed()),
        ),
        of_readable_seat(viewer, ParticipationRole.participation_id),
        of_seat(ParticipationRole.participation_id, at_the_door_of(viewer)),
    )


@visible(SeatNote)
def _(viewer: Viewer) -> Condition:
    return of_readable_seat(viewer, SeatNote.participation_id)


@visible(SeatChange)
def _(viewer: Viewer) -> Condition:
    return of_readable_seat(viewer, SeatChange.participation_id)


NEVER_PUBLIC = frozenset({SeatChange, SeatNote})
"""Of these a visitor sees no row."""

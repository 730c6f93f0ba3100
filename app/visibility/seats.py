"""Who may see seats at events."""

from __future__ import annotations

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import Viewer
from app.participation.models import (
    BalanceTarget,
    Candidate,
    Companion,
    Delegation,
    Participation,
    ParticipationRole,
    SeatChange,
    SeatNote,
)
from app.participation.rules import NEVER_PUBLIC_ROLES
from app.visibility.conditions import (
    Condition,
    among,
    at_the_door_of,
    of_event,
    of_readable_seat,
    of_seat,
    own_seat,
    own_side,
    publicly_billed,
    within,
)
from app.visibility.logic import and_, or_


@visible(Participation)
def _(viewer: Viewer) -> Condition:
    return or_(
        publicly_billed(Participation),
        of_event(Participation.event_id, within(viewer, Permission.READ)),
        own_seat(viewer, Participation.id),
        at_the_door_of(viewer, Participation),
    )


@visible(ParticipationRole)
def _(viewer: Viewer) -> Condition:
    """The public learns of public roles only: who interprets or assists stays inside."""
    return or_(
        and_(
            ~among(ParticipationRole.role, NEVER_PUBLIC_ROLES),
            of_seat(ParticipationRole.participation_id, publicly_billed()),
        ),
        of_readable_seat(viewer, ParticipationRole.participation_id),
        own_seat(viewer, ParticipationRole.participation_id),
        of_seat(ParticipationRole.participation_id, at_the_door_of(viewer)),
    )


@visible(SeatNote)
def _(viewer: Viewer) -> Condition:
    return of_readable_seat(viewer, SeatNote.participation_id)


@visible(SeatChange)
def _(viewer: Viewer) -> Condition:
    return of_readable_seat(viewer, SeatChange.participation_id)


@visible(Delegation)
def _(viewer: Viewer) -> Condition:
    """Staff, and the focal point who came by the link to name its members."""
    return or_(
        own_side(viewer, Delegation.id),
        of_event(Delegation.event_id, within(viewer, Permission.READ)),
    )


@visible(Candidate)
def _(viewer: Viewer) -> Condition:
    """Staff alone: nobody learns that they are second choice."""
    return of_readable_seat(viewer, Candidate.participation_id)


@visible(Companion)
def _(viewer: Viewer) -> Condition:
    return or_(
        own_seat(viewer, Companion.participation_id),
        of_readable_seat(viewer, Companion.participation_id),
    )


@visible(BalanceTarget)
def _(viewer: Viewer) -> Condition:
    return of_event(BalanceTarget.event_id, within(viewer, Permission.READ))


NEVER_PUBLIC = frozenset({BalanceTarget, Candidate, Companion, Delegation, SeatChange, SeatNote})
"""Of these a visitor sees no row."""

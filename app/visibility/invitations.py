"""Who may see invitations: staff who may read the event, and each guest their own."""

from __future__ import annotations

from sqlalchemy import select

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import Viewer
from app.invitations.models import (
    Consent,
    Invitation,
    InvitationSettings,
    NominationLink,
    Proposal,
    Reply,
    Wave,
)
from app.visibility.conditions import (
    Condition,
    held,
    invitation,
    of_event,
    of_readable_seat,
    own_seat,
    own_side,
    within,
)
from app.visibility.logic import exists, or_


@visible(InvitationSettings)
def _(viewer: Viewer) -> Condition:
    """Every guest may learn whom to ask."""
    return of_event(InvitationSettings.event_id, or_(within(viewer, Permission.READ), held(viewer)))


@visible(Wave)
def _(viewer: Viewer) -> Condition:
    """Staff alone: nobody learns that they are second choice."""
    return of_event(Wave.event_id, within(viewer, Permission.READ))


@visible(Invitation)
def _(viewer: Viewer) -> Condition:
    return or_(
        own_seat(viewer, Invitation.participation_id),
        of_event(Invitation.event_id, within(viewer, Permission.READ)),
    )


@visible(Reply)
def _(viewer: Viewer) -> Condition:
    of_it = select(invitation.c.id).where(
        invitation.c.id == Reply.invitation_id,
        or_(
            own_seat(viewer, invitation.c.participation_id),
            of_event(invitation.c.event_id, within(viewer, Permission.READ)),
        ),
    )
    return exists(of_it.correlate_except(invitation))


@visible(Consent)
def _(viewer: Viewer) -> Condition:
    return or_(
        own_seat(viewer, Consent.participation_id),
        of_readable_seat(viewer, Consent.participation_id),
    )


@visible(Proposal)
def _(viewer: Viewer) -> Condition:
    return or_(
        own_seat(viewer, Proposal.participation_id),
        own_side(viewer, Proposal.delegation_id),
        of_event(Proposal.event_id, within(viewer, Permission.READ)),
    )


@visible(NominationLink)
def _(viewer: Viewer) -> Condition:
    return or_(
        own_side(viewer, NominationLink.delegation_id),
        of_event(NominationLink.event_id, within(viewer, Permission.READ)),
    )


NEVER_PUBLIC = frozenset(
    {Consent, Invitation, InvitationSettings, NominationLink, Proposal, Reply, Wave}
)
"""Of these a visitor sees no row."""

"""Who is let in to an event by name."""

from __future__ import annotations

from sqlalchemy import select

from app.access.enforcement import current_user_id
from app.access.roles import PERMITS, Permission, StaffRole
from app.accounts.models import Grant, User
from app.core.errors import Refused
from app.core.messages import N_
from app.events.models import Event
from app.events.operations.trail import changed
from app.events.rules import Publication
from app.extensions import db


def let_in(event: Event, user: User, *, role: StaffRole) -> Grant:
    """Give ``user`` the role for this event; whoever holds it already keeps it.

    Raises Refused for the role of an administrator, which is no matter of one event.
    """
    if role is StaffRole.ADMINISTRATOR:
        raise Refused(N_("Administrators are made in the list of users, not for one event."))
    grant = name_on(event, user.id, role)
    changed(event, N_("let in"), user=user.email, role=role.value)
    return grant


def name_on(event: Event, user_id: int, role: StaffRole = StaffRole.PROGRAMME_OFFICER) -> Grant:
    """Name a user on the event without a line in the trail, as part of another change."""
    held = db.session.scalar(
        select(Grant).where(
            Grant.user_id == user_id, Grant.event_id == event.id, Grant.role == role
        )
    )
    if held is not None:
        return held
    grant = Grant(user_id=user_id, event_id=event.id, role=role, granted_by=current_user_id())
    db.session.add(grant)
    db.session.flush()
    return grant


def shut_out(event: Event, grant: Grant) -> None:
    """Take back a role for this event.

    Raises Refused if nobody would be left who can open a confidential event and let others in.
    """
    others = db.session.scalars(
        select(Grant).where(Grant.event_id == event.id, Grant.id != grant.id)
    ).all()
    if event.confidential and not any(_may_release(other) for other in others):
        raise Refused(N_("This event is confidential. Let somebody else in as an officer first."))
    changed(event, N_("shut out"), user=grant.user.email, role=grant.role.value)
    db.session.delete(grant)


def keep_confidential(event: Event) -> Event:
    """Show the event to nobody but those named on it: its owner, and whoever says this.

    Raises Refused while anything of it is public.
    """
    if event.publication is not Publication.UNPUBLISHED:
        raise Refused(N_("This event is public. Unpublish it first, then make it confidential."))
    for user_id in {event.owner_id, current_user_id()} - {None}:
        name_on(event, user_id)  # type: ignore[arg-type]  # None was taken out.
    event.confidential = True
    changed(event, N_("made confidential"))
    return event


def lift_confidentiality(event: Event) -> Event:
    """Show the event again to all staff whose grants reach its programme."""
    event.confidential = False
    changed(event, N_("lifted confidentiality"))
    return event


def _may_release(grant: Grant) -> bool:
    return Permission.RELEASE in PERMITS[grant.role]

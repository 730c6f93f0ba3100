"""Who may see accounts."""

from __future__ import annotations

from sqlalchemy import false, true

from app.access.enforcement import visible
from app.access.roles import Permission
from app.access.viewers import StaffMember, Viewer
from app.accounts.models import AccountToken, Grant, LoginSession, User
from app.visibility.conditions import Condition, everywhere, never, of_event, within
from app.visibility.logic import and_, or_


@visible(User)
def _(viewer: Viewer) -> Condition:
    """Colleagues know each other by name; managing them is a matter of permission."""
    return true() if isinstance(viewer, StaffMember) else false()


@visible(Grant)
def _(viewer: Viewer) -> Condition:
    """Own grants, all of them for an administrator, and who else is named on an event one sees."""
    own = Grant.user_id == viewer.user_id if isinstance(viewer, StaffMember) else false()
    named = and_(
        Grant.event_id.is_not(None), of_event(Grant.event_id, within(viewer, Permission.READ))
    )
    unnamed = and_(Grant.event_id.is_(None), everywhere(viewer, Permission.ADMINISTER))
    return or_(own, named, unnamed)


@visible(LoginSession)
def _(viewer: Viewer) -> Condition:
    if not isinstance(viewer, StaffMember):
        return false()
    return LoginSession.user_id == viewer.user_id


@visible(AccountToken)
def _(viewer: Viewer) -> Condition:
    return never(viewer)


NEVER_PUBLIC = frozenset({AccountToken, Grant, LoginSession, User})
"""Of these a visitor sees no row."""

"""Users are made, changed and given roles."""

from __future__ import annotations

from sqlalchemy import select

from app.access import audit
from app.access.aside import rows_for_all
from app.access.enforcement import current_user_id
from app.access.roles import StaffRole
from app.accounts.models import Grant, User
from app.accounts.operations.sessions import end_sessions_of
from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.core.text import clean_line, normalise_email
from app.extensions import db


def add_user(*, name: str, email: str, password_hash: str = "") -> User:
    """Make a user without any role. Raises InvalidInput if the address is taken."""
    if rows_for_all(select(User.id).where(User.email_norm == normalise_email(email))):
        raise InvalidInput(N_("Somebody with this address is a user already."))
    user = User(
        name=clean_line(name, 200),
        email=email.strip(),
        email_norm=normalise_email(email),
        password_hash=password_hash,
    )
    db.session.add(user)
    db.session.flush()
    audit.record(N_("added"), "user", user.key, email=user.email)
    return user


def edit_user(user: User, *, name: str, active: bool) -> None:
    """Change name and standing; who is no longer active is signed out everywhere.

    Raises Refused for the last administrator.
    """
    if user.active and not active:
        _keep_an_administrator(without_user=user.id)
        end_sessions_of(user.id)
    name = clean_line(name, 200)
    if (user.name, user.active) == (name, active):
        return
    audit.record(N_("changed"), "user", user.key, name=name, active=str(active).lower())
    user.name, user.active = name, active


def grant_role(
    user: User,
    *,
    role: StaffRole,
    programme_id: int | None = None,
    event_id: int | None = None,
) -> Grant:
    """Give ``user`` the role for one programme, for one event, or (both None) for everything.

    Raises Refused if the user has it already, or if it cannot have bounds.
    """
    bounded = programme_id is not None or event_id is not None
    if role is StaffRole.ADMINISTRATOR and bounded:
        raise Refused(N_("An administrator is one for everything."))
    same_scope = (
        Grant.programme_id.is_not_distinct_from(programme_id),
        Grant.event_id.is_not_distinct_from(event_id),
    )
    if rows_for_all(
        select(Grant.id).where(Grant.user_id == user.id, Grant.role == role, *same_scope)
    ):
        raise Refused(N_("%(name)s holds this role already."), name=user.name)
    grant = Grant(
        user_id=user.id,
        role=role,
        programme_id=programme_id,
        event_id=event_id,
        granted_by=current_user_id(),
    )
    db.session.add(grant)
    db.session.flush()
    audit.record(N_("granted a role"), "user", user.key, role=role.value, scope=_scope(grant))
    return grant


def withdraw_role(grant: Grant) -> None:
    """Take the role away; it counts from the next request on. Raises Refused for the last administrator."""
    if grant.role is StaffRole.ADMINISTRATOR:
        _keep_an_administrator(without_grant=grant.id)
    user_key = rows_for_all(select(User.key).where(User.id == grant.user_id))[0].key
    audit.record(
        N_("withdrew a role"), "user", user_key, role=grant.role.value, scope=_scope(grant)
    )
    db.session.delete(grant)


def _scope(grant: Grant) -> str:
    """The bounds for the trail; their names may be confidential, so they are not written."""
    if grant.event_id is not None:
        return "event"
    return "programme" if grant.programme_id is not None else "everything"


def _keep_an_administrator(*, without_user: int = 0, without_grant: int = 0) -> None:
    """Raise Refused if nobody would be left who can make users.

    Grants and users are locked, so that two administrators cannot remove each other at once.
    """
    held = rows_for_all(
        select(Grant.id, Grant.user_id)
        .join(User, User.id == Grant.user_id)
        .where(Grant.role == StaffRole.ADMINISTRATOR, User.active)
        .order_by(Grant.id)
        .with_for_update()
    )
    left = [row for row in held if row.id != without_grant and row.user_id != without_user]
    if held and not left:
        raise Refused(N_("Somebody has to be administrator. Give this role to another user first."))

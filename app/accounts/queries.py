"""What is asked about users, their roles, sessions and links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.access.aside import rows_for_all
from app.access.viewers import GrantHeld, StaffMember
from app.accounts.models import AccountToken, Grant, LoginSession, TokenPurpose, User
from app.core.clock import now
from app.core.errors import NotFound
from app.core.messages import N_
from app.core.text import normalise_email
from app.extensions import db
from app.infra.tokens import token_hash


def staff_signed_in_by(token: str) -> StaffMember | None:
    """Return who is signed in by the session of ``token``, or None if it is over.

    Grants are read with it, in the same statement, so that a change counts at once.
    """
    rows = rows_for_all(
        select(
            LoginSession.id,
            User.id,
            User.name,
            User.email,
            Grant.role,
            Grant.programme_id,
            Grant.event_id,
        )
        .join(User, User.id == LoginSession.user_id)
        .outerjoin(Grant, Grant.user_id == User.id)
        .where(
            LoginSession.token_hash == token_hash(token),
            LoginSession.revoked_at.is_(None),
            LoginSession.expires_at > now(),
            User.active,
        )
        .order_by(Grant.id)
    )
    if not rows:
        return None
    session_id, user_id, name, email = rows[0][:4]
    grants = tuple(GrantHeld(*row[4:]) for row in rows if row.role is not None)
    return StaffMember(user_id, name, email, session_id, grants)


@dataclass(frozen=True)
class Credentials:
    """What a sign-in is checked against."""

    user_id: int
    name: str
    password_hash: str


def credentials_of(email: str) -> Credentials | None:
    """Return what proves the active user of ``email``, or None; nobody is signed in yet."""
    rows = rows_for_all(
        select(User.id, User.name, User.password_hash).where(
            User.email_norm == normalise_email(email), User.active
        )
    )
    return Credentials(*rows[0]) if rows else None


@dataclass(frozen=True)
class LinkOwner:
    """Whom a link was mailed to."""

    user_id: int
    name: str
    email: str


def link_owner(token: str) -> LinkOwner | None:
    """Return whose password ``token`` may set, or None if it is used, too old or nobody's."""
    rows = rows_for_all(
        select(User.id, User.name, User.email)
        .join(AccountToken, AccountToken.user_id == User.id)
        .where(
            AccountToken.token_hash == token_hash(token),
            AccountToken.purpose == TokenPurpose.SET_PASSWORD,
            AccountToken.used_at.is_(None),
            AccountToken.expires_at > now(),
            User.active,
        )
    )
    return LinkOwner(*rows[0]) if rows else None


def sessions_of(user_id: int) -> Sequence[LoginSession]:
    """Return the browsers in which the user is signed in, the latest first."""
    return db.session.scalars(
        select(LoginSession)
        .where(
            LoginSession.user_id == user_id,
            LoginSession.revoked_at.is_(None),
            LoginSession.expires_at > now(),
        )
        .order_by(LoginSession.id.desc())
    ).all()


def own_session(key: str) -> LoginSession:
    """Return the viewer's own session. Raises NotFound, for those of others too."""
    found = db.session.scalar(select(LoginSession).where(LoginSession.key == key))
    if found is None:
        raise NotFound
    return found


def grants_of(user_id: int) -> Sequence[Grant]:
    """Return the roles of the user, as far as the viewer may know of them."""
    return db.session.scalars(
        select(Grant).where(Grant.user_id == user_id).order_by(Grant.id)
    ).all()


def all_users() -> Sequence[User]:
    """Return every user with the roles that the viewer may know of, in the order of names."""
    return db.session.scalars(
        select(User).options(selectinload(User.grants)).order_by(User.name, User.id)
    ).all()


def user_for(key: str) -> User:
    """Return the user with that key. Raises NotFound."""
    found = db.session.scalar(
        select(User).options(selectinload(User.grants)).where(User.key == key)
    )
    if found is None:
        raise NotFound
    return found


def user_by_email(email: str) -> User:
    """Return the user with that address. Raises NotFound."""
    found = db.session.scalar(select(User).where(User.email_norm == normalise_email(email)))
    if found is None:
        raise NotFound(N_("No user has the address %(email)s."), email=email)
    return found


def grant_for(user: User, key: str) -> Grant:
    """Return one role of ``user``. Raises NotFound, for roles of others too."""
    found = db.session.scalar(select(Grant).where(Grant.key == key, Grant.user_id == user.id))
    if found is None:
        raise NotFound
    return found

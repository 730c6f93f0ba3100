"""What is asked about users, their sessions and the trail they leave."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.access.unbounded import rows_for_all
from app.access.viewers import GrantHeld, StaffMember
from app.accounts.models import Grant, LoginSession, User
from app.core.clock import now
from app.core.text import normalise_email
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
    session_id, user_id, name, email, *_ = rows[0]
    grants = tuple(GrantHeld(*row[4:]) for row in rows if row[4] is not None)
    return StaffMember(user_id, name, email, session_id, grants)


@dataclass(frozen=True)
class Credentials:
    """What a sign-in is checked against."""

    user_id: int
    password_hash: str


def credentials_of(email: str) -> Credentials | None:
    """Return what proves the active user of ``email``, or None; nobody is signed in yet."""
    rows = rows_for_all(
        select(User.id, User.password_hash).where(
            User.email_norm == normalise_email(email), User.active
        )
    )
    return Credentials(*rows[0]) if rows else None

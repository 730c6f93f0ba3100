"""Passwords are set, by a mailed link or by whoever knows the present one."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from sqlalchemy import ColumnElement, select, update

from app.access import audit
from app.access.aside import rows_for_all
from app.accounts import mail
from app.accounts.models import AccountToken, TokenPurpose, User
from app.accounts.operations import tries
from app.accounts.operations.sessions import end_sessions_of
from app.core.clock import now
from app.core.errors import DomainError
from app.core.messages import N_
from app.extensions import db
from app.infra.tokens import token_hash
from app.web.mail import Rendered


class LinkOver(DomainError):
    """The link was used before, or has run out: 410."""

    status: ClassVar[int] = 410


def send_link(user_id: int, *, token: str, life: timedelta, letter: Rendered) -> None:
    """Put the letter with the link of ``token`` into the outbox; the link counts for ``life``."""
    address = rows_for_all(select(User.email, User.name).where(User.id == user_id))[0]
    add_link(user_id, token=token, life=life)
    mail.send(letter, to=address, dedupe=f"password-link:{token_hash(token)}")


def add_link(user_id: int, *, token: str, life: timedelta) -> None:
    """Let ``token`` set the password of the user, once, within ``life``."""
    db.session.add(
        AccountToken(
            token_hash=token_hash(token),
            purpose=TokenPurpose.SET_PASSWORD,
            user_id=user_id,
            expires_at=now() + life,
        )
    )


def set_password_by_link(user_id: int, *, token: str, password_hash: str, notice: Rendered) -> None:
    """Set the password that ``token`` stands for. Raises LinkOver if another request was faster."""
    if not _spend(AccountToken.token_hash == token_hash(token), AccountToken.expires_at > now()):
        raise LinkOver(N_("This link has been used, or has run out."))
    set_password(user_id, password_hash=password_hash, notice=notice)


def set_password(
    user_id: int, *, password_hash: str, notice: Rendered, but_session: int | None = None
) -> None:
    """Replace the password, end all sessions except ``but_session``, and tell the user by mail.

    Links that are still on their way are worth nothing afterwards.
    """
    # The connection is asked directly: whoever has a link only sees no user.
    db.session.connection().execute(
        update(User).where(User.id == user_id).values(password_hash=password_hash)
    )
    end_sessions_of(user_id, but=but_session)
    _spend(AccountToken.user_id == user_id)
    user = rows_for_all(select(User.email, User.name, User.key).where(User.id == user_id))[0]
    tries.forget_passwords_tried(user.email)
    audit.record(N_("set the password"), "user", user.key)
    mail.send(notice, to=user, dedupe=f"password-set:{user.key}:{now().isoformat()}")


def _spend(*of_links: ColumnElement[bool]) -> int:
    """Use up links in one statement, and return how many there were."""
    result = db.session.connection().execute(
        update(AccountToken)
        .where(
            *of_links,
            AccountToken.purpose == TokenPurpose.SET_PASSWORD,
            AccountToken.used_at.is_(None),
        )
        .values(used_at=now())
    )
    return result.rowcount

"""Login sessions begin and end."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, update

from app.accounts.models import AccountToken, LoginSession
from app.accounts.rules import KEPT_AFTER_ITS_END, SESSION_LIFE
from app.core.clock import now
from app.extensions import db
from app.infra.tokens import new_token, token_hash


def open_session(user_id: int, *, agent: str, instead_of: int | None = None) -> str:
    """Begin a session of the user and return its token, which is nowhere stored.

    ``instead_of`` is the session that the browser had before; it ends, so that a token
    somebody slipped into it is worth nothing.
    """
    if instead_of is not None:
        end_session(instead_of)
    token = new_token()
    db.session.add(
        LoginSession(
            token_hash=token_hash(token),
            user_id=user_id,
            agent=agent[:200],
            expires_at=now() + SESSION_LIFE,
        )
    )
    return token


def end_session(session_id: int) -> None:
    """Sign the browser of that session out, wherever it is."""
    _end(LoginSession.id == session_id)


def end_sessions_of(user_id: int, *, but: int | None = None) -> None:
    """Sign the user out everywhere, except in the session ``but``."""
    _end(LoginSession.user_id == user_id, LoginSession.id != (but or 0))


def _end(*of_sessions: ColumnElement[bool]) -> None:
    # The connection is asked directly: whoever sets a forgotten password sees no session yet.
    db.session.connection().execute(
        update(LoginSession)
        .where(*of_sessions, LoginSession.revoked_at.is_(None))
        .values(revoked_at=now())
    )


def forget_old_sessions() -> None:
    """Delete sessions and links that ended long ago (the worker's nightly work)."""
    before = now() - KEPT_AFTER_ITS_END
    for model in (LoginSession, AccountToken):
        db.session.connection().execute(delete(model).where(model.expires_at < before))

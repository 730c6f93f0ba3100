"""The same form sent twice does its work once.

Each form carries a random key; the key is stored with the place it led to, in the
transaction of the work itself. The connection is asked directly: the table is nobody's to read.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, insert, select

from app.core.clock import now
from app.extensions import db
from app.infra.models import Answer

KEPT_FOR = timedelta(days=2)
"""Longer than anyone keeps a form open before sending it again."""


def answered_before(key: str) -> str | None:
    """Return where the form with ``key`` led when it was sent before, or None."""
    if not (kept := _kept(key)):
        return None
    found = select(Answer.location).where(Answer.key == kept)
    location: str | None = db.session.connection().scalar(found)
    return location


def remember_answer(key: str, location: str) -> None:
    """Store where the form with ``key`` leads, inside the transaction of its work.

    A second process that works on the same key fails here by the primary key, and its
    whole transaction with it.
    """
    if kept := _kept(key):
        db.session.connection().execute(
            insert(Answer).values(key=kept, location=location, created_at=now())
        )


def _kept(key: str) -> str:
    """The part of a key that is compared; whatever was sent, it is text that a database takes."""
    return "".join(letter for letter in key[:64] if letter.isalnum())


def forget_old_answers() -> None:
    """Delete answers that nobody will ask for again (the worker's nightly work)."""
    db.session.connection().execute(delete(Answer).where(Answer.created_at < now() - KEPT_FOR))

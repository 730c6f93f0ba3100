"""The one place that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, UOWTransaction

from app.core.errors import Busy
from app.extensions import db
from app.infra.database import claiming, waited_in_vain, writing

REFUSAL = "writes_refused"


class WriteOutsideTransaction(RuntimeError):
    """Code tried to write where only reading is allowed: a mistake of ours, never the user's."""


@contextmanager
def transaction(*, claims: bool = False) -> Iterator[Session]:
    """Run the block as one writing transaction: all of it is kept, or none.

    Entering ends the read snapshot, so whatever was loaded before is read again under
    the writer's lock. With ``claims`` the block only adds rows and claims by conditional
    statements; several such may run at once where the database can. Keep hashing, rendering
    and the network outside. Not to be nested. Raises Busy if another writer does not make way.
    """
    session = db.session()
    if writing.get():
        raise WriteOutsideTransaction("A transaction is already open; only the edge opens one.")
    if session.new or session.dirty or session.deleted:
        raise WriteOutsideTransaction("Something was changed before the transaction began.")
    if (refusal := session.info.get(REFUSAL)) is not None:
        raise refusal
    session.rollback()
    tokens = writing.set(True), claiming.set(claims)
    try:
        yield session
        session.commit()
    except OperationalError as error:
        session.rollback()
        if waited_in_vain(error):
            raise Busy from error
        raise
    except BaseException:
        session.rollback()
        raise
    finally:
        writing.reset(tokens[0])
        claiming.reset(tokens[1])


class _Rehearsed(Exception):
    """Takes back what was written only to see what would come of it."""


@contextmanager
def rehearsal() -> Iterator[Session]:
    """Run the block as a writing transaction of which nothing is kept.

    What the block learned about the outcome must be plain values: its objects are gone.
    """
    try:
        with transaction() as session:
            yield session
            raise _Rehearsed
    except _Rehearsed:
        return


def refuse_writes(because: Exception) -> None:
    """Let nothing be written for the rest of this request: ``transaction()`` raises ``because``."""
    db.session().info[REFUSAL] = because


def guard_writes() -> None:
    """Refuse every flush outside ``transaction()``; a GET therefore cannot change state."""
    if not event.contains(Session, "before_flush", _refuse_stray_write):
        event.listen(Session, "before_flush", _refuse_stray_write)


def _refuse_stray_write(session: Session, _context: UOWTransaction, _instances: object) -> None:
    if not writing.get() and (session.new or session.dirty or session.deleted):
        raise WriteOutsideTransaction("Writes belong inside `with transaction():`.")

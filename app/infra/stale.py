"""What a transaction has changed, by what it is about, so that what was derived from it follows.

Features say what their rows are about; whoever derives something from them says how it is made
anew, and that happens in the transaction of the change, just before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from app.extensions import Base

About = tuple[str, int]
"""A kind of thing, and its row."""
Tell = Callable[[Any], Iterable[About]]
"""Says what a row is about."""
Renew = Callable[[Collection[About]], None]
"""Makes anew what was derived from the things."""

SAID = "stale_is_said"
"""The execution option of a statement whose author calls ``mark_stale`` for what it changes."""

_INFO = "stale"
_tells: dict[type[Base], Tell] = {}
_renewals: list[Renew] = []


class Unsaid(RuntimeError):
    """A statement changes rows from which something is derived, and nobody said which."""


def mark_stale(session: Session, *about: About) -> None:
    """Have what was derived from the things made anew before this transaction is committed."""
    session.info.setdefault(_INFO, set()).update(about)


def watch(tells: dict[type[Base], Tell], renew: Renew) -> None:
    """Call ``renew`` before each commit with all that the rows written in it are about."""
    _tells.clear()
    _tells.update(tells)
    _renewals[:] = [renew]
    for name, listener in (
        ("after_flush", _after_flush),
        ("do_orm_execute", _on_statement),
        ("before_commit", _before_commit),
        ("after_commit", _after_end),
        ("after_rollback", _after_end),
    ):
        if not event.contains(Session, name, listener):
            event.listen(Session, name, listener)


def _after_flush(session: Session, _context: UOWTransaction) -> None:
    for thing in (*session.new, *session.dirty, *session.deleted):
        if (tell := _tells.get(type(thing))) is not None:
            mark_stale(session, *tell(thing))


def _on_statement(state: ORMExecuteState) -> None:
    if not (state.is_update or state.is_delete):
        return
    mapper = state.bind_mapper
    if mapper and mapper.class_ in _tells and not state.execution_options.get(SAID):
        raise Unsaid(f"Say with mark_stale() what of {mapper.class_.__name__} is changed.")


def _before_commit(session: Session) -> None:
    if not session.info.get(_INFO) and not (session.new or session.dirty or session.deleted):
        return
    session.flush()
    about = session.info.pop(_INFO, None)
    if about:
        for renew in _renewals:
            renew(about)


def _after_end(session: Session) -> None:
    session.info.pop(_INFO, None)

"""The public version: a number that every write to something public raises, in its own transaction.

Whole pages are cached under it; whoever writes anything that a visitor could see makes
every cached page old at the moment of the commit, in every process and on every machine.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import event, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from app.extensions import Base
from app.infra.models import PublicVersion


def raise_public_version(session: Session) -> None:
    """Make every cached public page old, once this transaction commits."""
    if session.info.get("public_version_raised"):
        return
    session.info["public_version_raised"] = True
    session.connection().execute(update(PublicVersion).values(number=PublicVersion.number + 1))


_quiet: frozenset[type[Base]] = frozenset()


def watch_public_writes(never_public: Collection[type[Base]]) -> None:
    """Raise the version on every ORM write except to tables of which visitors see no row."""
    global _quiet  # noqa: PLW0603 - listeners belong to the process, and so does what they know.
    _quiet = frozenset(never_public)
    for name, listener in (
        ("after_flush", _after_flush),
        ("do_orm_execute", _on_statement),
        ("after_commit", _after_end),
        ("after_rollback", _after_end),
    ):
        if not event.contains(Session, name, listener):
            event.listen(Session, name, listener)


def _after_flush(session: Session, _context: UOWTransaction) -> None:
    touched = {type(thing) for thing in (*session.new, *session.dirty, *session.deleted)}
    if touched - _quiet:
        raise_public_version(session)


def _on_statement(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    mapper = state.bind_mapper
    if mapper is not None and mapper.class_ not in _quiet:
        raise_public_version(state.session)


def _after_end(session: Session) -> None:
    session.info.pop("public_version_raised", None)

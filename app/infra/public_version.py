"""The public version: a number that every write to something public raises, in its own transaction.

Whole pages are cached under it; whoever writes anything that a visitor could see makes
every cached page old at the moment of the commit, in every process and on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

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
_private_yet: dict[type[Base], Callable[..., bool]] = {}


def watch_public_writes(
    never_public: Collection[type[Base]], private_yet: Mapping[type[Base], Callable[..., bool]]
) -> None:
    """Raise the version on every ORM write except to what visitors do not see.

    They see no row of the tables ``never_public``; ``private_yet`` says it of single rows, given
    whether the row comes or goes.
    """
    global _quiet  # noqa: PLW0603 - listeners belong to the process, and so does what they know.
    _quiet = frozenset(never_public)
    _private_yet.update(private_yet)
    for name, listener in (
        ("after_flush", _after_flush),
        ("do_orm_execute", _on_statement),
        ("after_commit", _after_end),
        ("after_rollback", _after_end),
    ):
        if not event.contains(Session, name, listener):
            event.listen(Session, name, listener)


def _after_flush(session: Session, _context: UOWTransaction) -> None:
    for things, comes_or_goes in (
        (session.new, True),
        (session.deleted, True),
        (session.dirty, False),
    ):
        if any(_matters(thing, comes_or_goes=comes_or_goes) for thing in things):
            raise_public_version(session)
            return


def _matters(thing: Base, *, comes_or_goes: bool) -> bool:
    if (kind := type(thing)) in _quiet:
        return False
    is_private = _private_yet.get(kind)
    return is_private is None or not is_private(thing, comes_or_goes=comes_or_goes)


def _on_statement(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    mapper = state.bind_mapper
    if mapper is not None and mapper.class_ not in _quiet:
        raise_public_version(state.session)


def _after_end(session: Session) -> None:
    session.info.pop("public_version_raised", None)

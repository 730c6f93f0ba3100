"""A look aside: a second session on the same connection, for the few questions that need other eyes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.access.enforcement import PREDICATES, current_viewer
from app.access.viewers import NOBODY, SYSTEM, System, Viewer
from app.extensions import Base, db


@contextmanager
def looking_aside(viewer: Viewer) -> Iterator[Session]:
    """Give a session that reads on behalf of ``viewer``, within the present transaction.

    Nothing it loads can be reached from the session of the request, whose objects stay as
    they are; so only a number, a name or a yes leaves the block. Never write through it.
    """
    present = db.session()
    present.flush()
    with Session(bind=present.connection(), autoflush=False, info={"viewer": viewer}) as session:
        yield session


def free_slug(wanted: str, *columns: InstrumentedAttribute[str]) -> str:
    """Return ``wanted``, or it with the lowest number that makes it differ from all in ``columns``.

    Rows that the viewer may not see count too, for an address can be given only once.
    """
    with looking_aside(SYSTEM) as session:
        taken = {
            slug
            for column in columns
            for slug in session.scalars(
                select(column).where(
                    or_(column == wanted, column.startswith(f"{wanted}-", autoescape=True))
                )
            )
        }
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def may_see(model: type[Base]) -> ColumnElement[bool]:
    """Return, as a column of a statement about ``model``, whether the present viewer sees the row.

    To be asked for before looking aside, so that what comes back can be told or kept.
    """
    viewer = current_viewer()
    if viewer is NOBODY:
        return false()
    return true() if isinstance(viewer, System) else PREDICATES[model](viewer)

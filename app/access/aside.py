"""A look aside: a second session on the same connection, for the few questions that need other eyes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.access.enforcement import PREDICATES, current_viewer
from app.access.viewers import NOBODY, SYSTEM, System, Viewer
from app.extensions import Base, db

Values = TypeVar("Values", bound=tuple[Any, ...])


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


def free_slugs(wanted: Sequence[str], column: InstrumentedAttribute[str]) -> list[str]:
    """Return for each of ``wanted`` what ``free_slug`` would, all different, in a few statements.

    Only for an address that lies in one column alone.
    """
    found: dict[int, str] = {}
    given: set[str] = set()
    first = 1
    while len(found) < len(wanted):
        missing = [place for place in range(len(wanted)) if place not in found]
        candidates = {place: _numbered(wanted[place], first) for place in missing}
        taken = _taken({each for texts in candidates.values() for each in texts}, column) | given
        for place, texts in candidates.items():
            if free := next((text for text in texts if text not in taken), None):
                found[place] = free
                taken.add(free)
                given.add(free)
        first += _AT_A_TIME
    return [found[place] for place in range(len(wanted))]


_AT_A_TIME = 4


def _numbered(slug: str, first: int) -> list[str]:
    return [
        slug if number == 1 else f"{slug}-{number}" for number in range(first, first + _AT_A_TIME)
    ]


def _taken(slugs: set[str], column: InstrumentedAttribute[str]) -> set[str]:
    with looking_aside(SYSTEM) as session:
        return set(session.scalars(select(column).where(column.in_(slugs))))


def may_see(model: type[Base]) -> ColumnElement[bool]:
    """Return, as a column of a statement about ``model``, whether the present viewer sees the row.

    To be asked for before looking aside, so that what comes back can be told or kept.
    """
    viewer = current_viewer()
    if viewer is NOBODY:
        return false()
    return true() if isinstance(viewer, System) else PREDICATES[model](viewer)


def rows_for_all(statement: Select[Values]) -> Sequence[Row[Values]]:
    """Return the rows of ``statement`` whoever looks. Raises TypeError if it loads objects.

    Whoever asks answers for what becomes of the values: columns lead on to nothing else.
    """
    if any(column["expr"] is column.get("entity") for column in statement.column_descriptions):
        raise TypeError("Only columns are read past the viewer's bounds, never objects.")
    with looking_aside(SYSTEM) as session:
        return session.execute(statement).all()

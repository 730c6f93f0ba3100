"""Plain values read past the viewer's bounds, where an answer without them would be wrong.

A slug must be free among all events, and a room is taken whoever took it. Only columns may be
asked for: a loaded object would lead on to everything around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, true
from sqlalchemy.orm import InstrumentedAttribute

from app.access.enforcement import PREDICATES, current_viewer
from app.access.viewers import SYSTEM, System
from app.core.text import slugify
from app.extensions import Base, db

Values = TypeVar("Values", bound=tuple[Any, ...])


def rows_for_all(statement: Select[Values]) -> Sequence[Row[Values]]:
    """Return the rows of ``statement`` whoever looks.

    Raises TypeError if it loads objects. Whoever calls this answers for what becomes of the
    rows; ``may_see`` as a column tells which of them the viewer may know of.
    """
    if any(column["expr"] is column["entity"] for column in statement.column_descriptions):
        raise TypeError("Only columns are read past the viewer's bounds, never objects.")
    session = db.session()
    before = current_viewer(session)
    session.info["viewer"] = SYSTEM
    try:
        return session.execute(statement).all()
    finally:
        session.info["viewer"] = before


def may_see(model: type[Base]) -> ColumnElement[bool]:
    """Return, as a column, whether the present viewer sees the row of ``model``."""
    viewer = current_viewer()
    return true() if isinstance(viewer, System) else PREDICATES[model](viewer)


def free_slug(column: InstrumentedAttribute[str], text: str, fallback: str) -> str:
    """Return a slug for ``text`` that no row has in ``column`` yet: "a-title", "a-title-2", …"""
    slug = slugify(text, fallback)
    db.session.flush()
    taken = {
        found
        for (found,) in rows_for_all(
            db.select(column).where(column.startswith(slug, autoescape=True))
        )
    }
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free

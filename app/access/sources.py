"""Refuses statements that ask about a table they do not name as a source.

SQLAlchemy adds predicates to what stands in the columns, in ``select_from`` and in joins.
What stands in a condition alone (``exists().where(Event.id == 1)``) becomes part of the
FROM list too, but gets no predicate, so the answer would tell of rows that the viewer does
not see. Rather than answer, the statement fails, in the first test that compiles it.
"""

# SQLAlchemy has no public way to ask a statement for its parts.
# ruff: noqa: SLF001

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Select, Table
from sqlalchemy.orm import FromStatement
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import Join
from sqlalchemy.sql.visitors import ExternallyTraversible

from app.extensions import Base


class NoSource(RuntimeError):
    """A table is asked about but not named as a source: a mistake of ours, never the user's."""


def require_sources(statement: ExternallyTraversible, known: frozenset[Any] = frozenset()) -> None:
    """Check ``statement`` and all in it. Raises NoSource.

    ``known`` is what the statements around it name, which conditions inside may refer to.
    """
    if isinstance(statement, Select):
        known |= frozenset(_sources(statement))
    if isinstance(statement, FromStatement):
        # What an UPDATE returns is of the table that it writes to.
        known |= frozenset(map(_entity, statement._raw_columns))
    if isinstance(statement, ColumnElement):
        entity = _entity(statement)
        if entity is not None and entity not in known:
            raise NoSource(f"Name {entity} in select_from() or join() to ask about {statement}.")
    for child in statement.get_children():
        require_sources(child, known)


def _sources(statement: Select[Any]) -> Iterator[Any]:
    """What SQLAlchemy adds predicates for. Raises NoSource for a mapped table without its class."""
    explicit = [*statement._from_obj, *(join[0] for join in statement._setup_joins)]
    for element in explicit:
        if isinstance(element, Table) and _entity(element) is None and element in _mapped_tables():
            raise NoSource(f"Ask about the class of {element}, not about its table.")
    for element in (*explicit, *statement._raw_columns):
        yield from _entities(element)
    if not statement._from_obj and statement._raw_columns:
        yield _first_entity(statement._raw_columns[0])


def _entities(element: Any) -> Iterator[Any]:
    if isinstance(element, Join):
        yield from _entities(element.left)
        yield from _entities(element.right)
    yield _entity(element)


def _first_entity(expression: ExternallyTraversible) -> Any:
    """Of an expression, SQLAlchemy takes the class that it mentions first for its source."""
    if (entity := _entity(expression)) is not None or isinstance(expression, Select):
        return entity
    below = (_first_entity(child) for child in expression.get_children())
    return next((entity for entity in below if entity is not None), None)


def _entity(element: Any) -> Any:
    """The mapped class, or the alias of one, that the element belongs to."""
    return getattr(element, "_annotations", {}).get("parententity")


@cache
def _mapped_tables() -> frozenset[Any]:
    return frozenset(mapper.local_table for mapper in Base.registry.mappers)

"""The tables of the index. They have no classes: nothing in them is anybody's to hide.

The words themselves stand in ``search_text``, which each engine has in a way of its own; the
migration makes it, and ``app/search/engines/`` knows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    false,
    or_,
    true,
)

from app.extensions import Base
from app.infra.types import UTCDateTime

entry = Table(
    "search_entry",
    Base.metadata,
    # Rises with the date, so that the order of ids is the order of lists; see ``places``.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("shelf", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("ref", Integer, nullable=False),
    Column("part", Integer, nullable=False),
    Column("href", String(300), nullable=False),
    Column("title", String(300), nullable=False),
    Column("names", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("turns_at", UTCDateTime, index=True),
    UniqueConstraint("kind", "ref", "part"),
)
"""A page that is found. ``ref`` is the row it is about; ``part`` counts the pieces of a long text.

``turns_at`` is the instant from which it says something else without anybody having written.
"""

label = Table(
    "search_label",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("shelf", String(20), nullable=False),
    Column("facet", String(20), nullable=False),
    Column("value", String(160), nullable=False),
    Column("paired", Boolean, nullable=False),
    Column("entries", Integer, nullable=False),
    UniqueConstraint("shelf", "facet", "value"),
    Index("ix_search_label_facet", "facet", "value"),
)
"""A value to narrow a shelf by, and how many entries bear it; with no facet, the shelf itself.

``paired`` ones are counted together with every other label.
"""

Named = tuple[str | None, str, str]
"""A label by its shelf, facet and value."""

bearing = Table(
    "search_bearing",
    Base.metadata,
    Column("label_id", ForeignKey("search_label.id", ondelete="CASCADE"), primary_key=True),
    Column("entry_id", ForeignKey("search_entry.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_search_bearing_entry_id", "entry_id", "label_id"),
)
"""Which entries bear a label, in the order of the list."""

pair = Table(
    "search_pair",
    Base.metadata,
    Column("one_id", ForeignKey("search_label.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "other_id", ForeignKey("search_label.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    Column("entries", Integer, nullable=False),
)
"""How many entries bear both labels."""

word = Table(
    "search_word",
    Base.metadata,
    # In the order of code points, so that what begins alike stands together.
    Column("word", String(40).with_variant(String(40, "C"), "postgresql"), primary_key=True),
    Column("stem", String(400), nullable=False, index=True),
    Column("entries", Integer, nullable=False),
    Column("initial", String(1), nullable=False),
    Column("letters", Integer, nullable=False),
    Index("ix_search_word_initial", "initial", "letters"),
)
"""Every word of the index, and in how many entries it stands."""


def is_one_of(
    column: ColumnElement[Any], numbers: Sequence[int] | Select[Any]
) -> ColumnElement[bool]:
    """``column`` is among ``numbers``, which are written out: hundreds of parameters cost more."""
    if isinstance(numbers, Select):
        return column.in_(numbers)
    return column.in_(bindparam(None, list(numbers), expanding=True, literal_execute=True))


def is_named(names: Iterable[Named]) -> ColumnElement[bool]:
    """The label is one of ``names``; where a name says no shelf, of any shelf."""
    # Facet by facet, for SQLite takes no index to look for rows of values among others.
    values: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for shelf, facet, value in names:
        values[shelf, facet].append(value)
    return or_(
        false(),
        *(
            and_(
                label.c.facet == facet,
                label.c.value.in_(some),
                label.c.shelf == shelf if shelf is not None else true(),
            )
            for (shelf, facet), some in values.items()
        ),
    )

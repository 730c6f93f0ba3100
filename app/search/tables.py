"""The tables of the index. They have no classes: nothing in them is anybody's to hide.

The words themselves stand in ``search_text``, which each engine has in a way of its own; the
migration makes it, and ``app/search/engines/`` knows it.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
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
)
"""A value to narrow a shelf by, and how many entries bear it; with no facet, the shelf itself.

``paired`` ones are counted together with every other label.
"""

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

"""Rows for the guards: of any table, made from its columns alone, so that a new table joins by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import JSON, Boolean, Column, DateTime, Enum, Integer, LargeBinary, String
from sqlalchemy.orm import Mapper

from app.core.clock import now
from app.extensions import Base, db
from app.infra.types import UTCDateTime

SENTINEL = re.compile(r"zq\d{5}q")
NEVER_PLANTED = "zq99999q"
"""Looks like a sentinel, and stands nowhere."""

Words = Callable[[Column[Any]], str]


@dataclass(frozen=True)
class Place:
    """Where a sentinel stands: in which column, and for which reason nobody may read it."""

    table: str
    column: str
    scenario: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column} ({self.scenario})"


class Sentinels:
    """Words that stand nowhere else; of each it is known where it was planted."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}

    def planted_in(self, scenario: str) -> Words:
        """Return what gives every column a word of its own."""

        def word(column: Column[Any]) -> str:
            if column.name in ZONES:
                return FAR_AWAY
            sentinel = f"zq{len(self.places):05d}q"
            self.places[sentinel] = Place(column.table.name, column.name, scenario)
            return sentinel

        return word

    def found_in(self, text: str) -> set[Place]:
        """Return the places whose words stand in ``text``, however it writes them."""
        return {self.places[word] for word in SENTINEL.findall(text.lower()) if word in self.places}


def plain_words(scenario: str, number: Iterator[int]) -> Words:
    """Return what gives every column a value that a visitor may read."""

    def word(column: Column[Any]) -> str:
        if (special := SPECIAL.get(column.name)) is not None:
            return special
        unique = f"{scenario} {column.table.name} {column.name} {next(number)}"
        if column.name in ADDRESSES:
            unique = re.sub(r"[^a-z0-9]+", "-", unique.lower())
        length = getattr(column.type, "length", None)
        return unique[-length:].strip("- ") if length else unique

    return word


ADDRESSES = frozenset({"slug", "key", "uid", "source_ref", "token_hash"})
"""Columns that stand in addresses, and so hold letters, numbers and hyphens alone."""

ZONES = frozenset({"zone", "city_zone"})
"""Columns that hold the name of a time zone, which has to exist."""

FAR_AWAY = "Antarctica/Troll"
"""The zone of everything private, and of the city of whoever may be known: that is for staff alone."""

SPECIAL = {
    "zone": "Asia/Seoul",
    "city_zone": FAR_AWAY,
    "native_lang": "ko",
    "began": "2019",
    "ended": "",
    "url": "https://example.org/recording",
    "file_url": "https://example.org/recording.mp3",
    "website": "https://example.org/",
    "language": "English",
    "hashtag": "#parley",
    "published_on": "2020-02",
    "isbn": "0-306-40615-2",
}
"""Columns whose words have a shape of their own."""


@cache
def models() -> dict[str, type[Base]]:
    """Return every mapped class by the name of its table, parents before children."""
    by_table = {str(mapper.local_table): mapper.class_ for mapper in mappers()}
    return {
        table.name: by_table[table.name]
        for table in Base.metadata.sorted_tables
        if table.name in by_table
    }


def mappers() -> list[Mapper[Any]]:
    """Return the mapper of every table."""
    return sorted(Base.registry.mappers, key=lambda mapper: str(mapper.local_table))


def is_text(column: Column[Any]) -> bool:
    """Whether somebody's words can stand in ``column``."""
    kinds = (String, JSON, LargeBinary)
    return isinstance(column.type, kinds) and not isinstance(column.type, Enum)


def plant(
    table: str, anchors: Mapping[str, Base], words: Words, facts: Mapping[str, Any] | None = None
) -> Base:
    """Add a row of ``table``: ``facts`` first, references to ``anchors``, and ``words`` for the rest."""
    model = models()[table]
    given = dict(facts or {})
    for column in model.__table__.columns:
        if column.name not in given:
            value = _value(column, anchors, words)
            if value is not NOTHING:
                given[column.name] = value
    row = model(**given)
    db.session.add(row)
    db.session.flush()
    return row


NOTHING = object()


def _value(column: Column[Any], anchors: Mapping[str, Base], words: Words) -> object:
    """Return what to write into ``column``; NOTHING leaves it to its default."""
    for key in column.foreign_keys:
        target = key.column
        anchor = anchors.get(target.table.name)
        return NOTHING if anchor is None else getattr(anchor, target.name)
    if is_text(column):
        return _of_type(column, words(column))
    counted = column.primary_key and column.autoincrement is not False
    if column.default is not None or column.nullable or counted:
        return NOTHING
    return _needed(column)


def _of_type(column: Column[Any], word: str) -> object:
    if isinstance(column.type, JSON):
        return {word: word}
    return word.encode() if isinstance(column.type, LargeBinary) else word


def _needed(column: Column[Any]) -> object:
    """Return a value for a column that has to have one."""
    kind = column.type
    if isinstance(kind, Enum):
        assert kind.enum_class is not None
        return next(iter(kind.enum_class))
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return 1
    if isinstance(kind, UTCDateTime):
        return now() + timedelta(days=30, hours=1 if column.name.startswith("ends") else 0)
    if isinstance(kind, DateTime):
        return datetime(2027, 1, 1)
    assert kind.python_type is date, f"Say in planting.py what {column} may hold."
    return now().date()

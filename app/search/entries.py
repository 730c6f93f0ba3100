"""What is handed to the index, and where in its order it stands: pure."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

Label = tuple[str, str]
"""A facet and a value of it."""

_BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)
_ROOM = 20
"""Bits that tell entries of the same minute apart."""
LAST = 2**62
"""After every place there is."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A page that is found, with all that a visitor may know of it.

    ``kind``, ``ref`` and ``part`` say what it is about. ``names`` and ``title`` are found first.
    ``labels`` narrow its ``shelf``, and are counted together; ``marks`` narrow it too, but have too
    many values to be counted with one another. ``at`` gives it its place in the order of time.
    """

    kind: str
    ref: int
    part: int = 0
    shelf: str
    href: str
    title: str
    names: str
    body: str
    at: datetime | None
    labels: Collection[Label] = ()
    marks: Collection[Label] = ()
    turns_at: datetime | None = None

    @property
    def digest(self) -> str:
        """Return what is equal for entries that say the same."""
        said = (
            self.shelf, self.href, self.title, self.names, self.body, str(self.at),
            sorted(self.labels), sorted(self.marks), str(self.turns_at),
        )  # fmt: skip
        return sha256(json.dumps(said).encode()).hexdigest()


def free_place(at: datetime | None) -> int:
    """Return a place for an entry of the instant ``at``: later ones have higher numbers.

    The last bits are drawn by lot, so that a place tells nothing but the minute.
    """
    return (_minute(at) << _ROOM) | secrets.randbits(_ROOM)


def is_at(place: int, at: datetime | None) -> bool:
    """Whether ``place`` is one of the instant ``at``."""
    return place >> _ROOM == _minute(at)


def place_before(at: datetime) -> int:
    """Return the place that everything from the instant ``at`` on comes after, or stands at."""
    return _minute(at) << _ROOM


def _minute(at: datetime | None) -> int:
    return max(0, int((at - _BEGINNING).total_seconds()) // 60) if at else 0


_FIGURES = "0123456789abcdefghijklmnopqrstuvwxyz"


def cursor_of(place: int) -> str:
    """Return ``place`` as it stands in an address."""
    text = ""
    while place:
        place, figure = divmod(place, len(_FIGURES))
        text = _FIGURES[figure] + text
    return text


def place_at(cursor: str) -> int | None:
    """Return the place that an address names; None where it names none."""
    if not 0 < len(cursor) <= 12 or not set(cursor) <= set(_FIGURES):
        return None
    return int(cursor, len(_FIGURES))

"""What an engine is given and asked, whichever it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from sqlalchemy import ColumnElement, Connection, and_, select, true

from app.search.tables import bearing

Phrase = Sequence[str]
"""Stems that stand side by side; mostly one alone."""
Labels = Sequence[Sequence[int]]
"""Ids of labels; of each group an entry has to bear one."""
Where = Literal["title", "heads", "anywhere"]
"""Where the words have to stand: in the title, in title or names, or in any part."""


@dataclass(frozen=True)
class Pattern:
    """One of each group of ``wanted`` has to be there, and none of ``unwanted``.

    ``share`` is about which part of all ``total`` entries holds the words, between 0 and 1; of
    phrases, in whatever order. ``rarest`` is the part that holds the rarest of them.
    """

    wanted: Sequence[Sequence[Phrase]]
    unwanted: Sequence[Phrase] = ()
    share: float = 0.0
    rarest: float = 0.0
    total: int = 0

    @property
    def expected(self) -> float:
        """In about how many entries the words stand."""
        return self.share * self.total

    @property
    def has_phrase(self) -> bool:
        """Whether the order of words matters."""
        return any(len(phrase) > 1 for group in self.wanted for phrase in group)


@dataclass(frozen=True)
class Text:
    """The words of the entry at ``place``."""

    place: int
    title: str
    names: str
    body: str


class Engine(Protocol):
    """What keeps the words of entries and finds entries by words."""

    def write(self, connection: Connection, texts: Iterable[Text]) -> None:
        """Add the words of new entries."""

    def erase(self, connection: Connection, places: Iterable[int]) -> None:
        """Take the words of entries away."""

    def clear(self, connection: Connection) -> None:
        """Take the words of all entries away."""

    def newest(
        self,
        connection: Connection,
        pattern: Pattern,
        *,
        where: Where,
        labels: Labels,
        limit: int,
        among: Sequence[int] | None = None,
    ) -> list[int]:
        """Return places that answer to ``pattern`` there and bear ``labels``, the latest first.

        ``among`` are all that answer to it anywhere, where that is known.
        """


def bears(place: ColumnElement[int], labels: Labels) -> ColumnElement[bool]:
    """The entry at ``place`` bears one of each group of ``labels``."""
    return and_(
        true(),
        *(
            select(one.c.entry_id)
            .where(one.c.label_id.in_(group), one.c.entry_id == place)
            .exists()
            for group in labels
            for one in (bearing.alias(),)
        ),
    )

"""FTS5, which is part of SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from sqlalchemy import ColumnElement, Connection, column, select, table, text

from app.search.engines.asked import Labels, Pattern, Text, Where, bears
from app.search.words import stems_of

Table = Literal["search_text", "search_text_heads"]


class Sqlite:
    """FTS5. Row ids are places, which it gives back in order without sorting.

    Titles and names stand in a table of their own too: common words have long lists in the other.
    """

    def write(self, connection: Connection, texts: Iterable[Text]) -> None:
        """Add the words of new entries."""
        rows = [
            {
                "place": one.place,
                "title": " ".join(stems_of(one.title)),
                "names": " ".join(stems_of(one.names)),
                "body": " ".join(stems_of(one.body)),
            }
            for one in texts
        ]
        if rows:
            for statement in _WRITE:
                connection.execute(text(statement), rows)

    def erase(self, connection: Connection, places: Iterable[int]) -> None:
        """Take the words of entries away."""
        if rows := [{"place": place} for place in places]:
            for statement in _ERASE:
                connection.execute(text(statement), rows)

    def clear(self, connection: Connection) -> None:
        """Take the words of all entries away."""
        for statement in _CLEAR:
            connection.execute(text(statement))

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
        """Return places that answer to ``pattern``, the latest first: ``among`` spares it nothing."""
        # What must not be said may stand in the body.
        within: Table = (
            "search_text" if where == "anywhere" or pattern.unwanted else "search_text_heads"
        )
        place: ColumnElement[int] = column("rowid")
        found = (
            select(place)
            .select_from(table(within))
            .where(text(f"{within} MATCH :pattern"))
            .where(bears(place, labels))
            .order_by(place.desc())
            .limit(limit)
        )
        return list(connection.scalars(found, {"pattern": self._match(pattern, where=where)}).all())

    @staticmethod
    def _match(pattern: Pattern, *, where: Where) -> str:
        groups = (
            "(" + " OR ".join(f'"{" ".join(phrase)}"' for phrase in group) + ")"
            for group in pattern.wanted
        )
        match = " AND ".join(groups)
        if where != "anywhere":
            columns = "title" if where == "title" else "{title names}"
            match = f"{columns} : ({match})"
        for phrase in pattern.unwanted:
            match = f'({match}) NOT "{" ".join(phrase)}"'
        return match


_WRITE = (
    "INSERT INTO search_text (rowid, title, names, body) VALUES (:place, :title, :names, :body)",
    "INSERT INTO search_text_heads (rowid, title, names) VALUES (:place, :title, :names)",
)
_ERASE = (
    "DELETE FROM search_text WHERE rowid = :place",
    "DELETE FROM search_text_heads WHERE rowid = :place",
)
_CLEAR = ("DELETE FROM search_text", "DELETE FROM search_text_heads")

"""FTS5, which is part of SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, column, select, text

from app.search.engines.asked import Labels, Pattern, Text, Where, bears, search_text
from app.search.words import stems_of


class Sqlite:
    """FTS5. Row ids are places, which it gives back in order without sorting."""

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
            connection.execute(
                text(
                    "INSERT INTO search_text (rowid, title, names, body)"
                    " VALUES (:place, :title, :names, :body)"
                ),
                rows,
            )

    def erase(self, connection: Connection, places: Iterable[int]) -> None:
        """Take the words of entries away."""
        if rows := [{"place": place} for place in places]:
            connection.execute(text("DELETE FROM search_text WHERE rowid = :place"), rows)

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
        place: ColumnElement[int] = column("rowid")
        found = (
            select(place)
            .select_from(search_text)
            .where(text("search_text MATCH :pattern"))
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

"""The list as cells; nothing is lost on the way out and in."""

from __future__ import annotations

from app.core.text import csv_guard
from app.games.msel.lines import Known, Line
from app.games.msel.words import (
    BETWEEN_READERS,
    game_time_written,
    minutes_written,
    real_time_written,
)


def cells_of(line: Line, known: Known) -> list[str]:
    """Return the cells of a line, in the order of the columns."""
    return [
        line.number,
        line.title,
        str(line.move or ""),
        real_time_written(line.planned_at, known.zone),
        minutes_written(line.offset_seconds),
        game_time_written(line.game_at),
        line.sender,
        f"{BETWEEN_READERS} ".join(known.readers[one] for one in line.to),
        line.medium.value,
        line.kind.value,
        line.readiness.value,
        line.depends_on,
        line.body,
        line.controller,
        line.expected,
        line.objective,
    ]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; one that begins with such a guard gets another."""
    return f"'{cell}" if _looks_guarded(cell) else csv_guard(cell)


def unguarded(cell: str) -> str:
    """The cell as it was before it was ``guarded``."""
    return cell[1:] if _looks_guarded(cell) else cell


def _looks_guarded(cell: str) -> bool:
    bare = cell.lstrip("'")
    return bare != cell and csv_guard(bare) != bare

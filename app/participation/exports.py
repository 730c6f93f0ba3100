"""The participants table as rows of a file, in the columns and the order in which it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from app.events.models import Event
from app.participation.queries import cells_of, ids_of
from app.participation.rules.table import COLUMN_LABELS, Asked, Column


def header(columns: Sequence[Column]) -> list[str]:
    """Return the names of the columns."""
    return [_(COLUMN_LABELS[column]) for column in columns]


def rows(event: Event, asked: Asked) -> Iterator[list[str]]:
    """Return a row for each seat that is ``asked`` for; read in parts, so that memory stays flat."""
    for _number, cells in cells_of(event, ids_of(event, asked), asked.columns):
        yield cells

"""The participants table and the balance as rows of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext as _

from app.events.models import Event
from app.participation.queries import cells_of, ids_of
from app.participation.rules import AXIS_LABELS, Axis
from app.participation.rules.balance import STAGE_LABELS, Stage, Tally
from app.participation.rules.suppression import protected
from app.participation.rules.table import COLUMN_LABELS, Asked, Column


def header(columns: Sequence[Column]) -> list[str]:
    """Return the names of the columns."""
    return [_(COLUMN_LABELS[column]) for column in columns]


def rows(event: Event, asked: Asked) -> Iterator[list[str]]:
    """Return a row for each seat that is ``asked`` for; read in parts, so that memory stays flat."""
    for _number, cells in cells_of(event, ids_of(event, asked), asked.columns):
        yield cells


def balance_header() -> list[str]:
    """Return the names of the columns of the balance."""
    return [_("By"), _("Group"), *(_(label) for label in STAGE_LABELS.values())]


def balance_rows(balance: Mapping[Axis, Sequence[Tally]]) -> Iterator[list[str]]:
    """Return a row for each group and one for the totals, small numbers kept back."""
    for axis, tallies in balance.items():
        shown = protected([[tally.counts[stage] for stage in Stage] for tally in tallies])
        labels = [*(tally.label for tally in tallies), _("All")]
        for label, counts in zip(labels, shown, strict=False):
            yield [_(AXIS_LABELS[axis]), label, *counts]

"""What stands around the participants table: tabs, chips, choices, headings and the way through its pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.events.models import Event
from app.participation import queries
from app.participation.queries import SeatsPage
from app.participation.rules import (
    CHANNEL_LABELS,
    ROLE_LABELS,
    SEAT_STATE_LABELS,
    SECTOR_LABELS,
    Role,
    SeatState,
)
from app.participation.rules.table import (
    COLUMN_LABELS,
    GROUP_LABELS,
    GROUP_STATES,
    LACK_LABELS,
    NARROWING,
    NONE,
    SIZES,
    Asked,
    Column,
    Group,
)

Options = list[tuple[str, str]]
AROUND = 2
"""So many page numbers stand on each side of the present one."""


@dataclass(frozen=True)
class View:
    """The table of ``event`` as it was ``asked`` for, ready for its template."""

    event: Event
    asked: Asked
    page: SeatsPage

    def href(self, asked: Asked) -> str:
        """The address of another look at the table."""
        return url_for("seats.index", key=self.event.key, **asked.query())

    @property
    def tabs(self) -> list[dict[str, object]]:
        """All, the groups, and one tab for each state that somebody is in."""
        counts = self.page.counts
        states = [state for state in SeatState if counts[state] or state is self.asked.tab]
        return [
            self._tab(None, _("All"), counts.total()),
            *(
                self._tab(group, _(GROUP_LABELS[group]), sum(counts[one] for one in held))
                for group, held in GROUP_STATES.items()
            ),
            *(self._tab(state, _(SEAT_STATE_LABELS[state]), counts[state]) for state in states),
        ]

    def _tab(self, tab: SeatState | Group | None, label: str, count: int) -> dict[str, object]:
        return {
            "label": label,
            "href": self.href(self.asked.but(tab=tab)),
            "count": count,
            "current": self.asked.tab is tab,
        }

    @property
    def sentence(self) -> str:
        """How many seats there are."""
        return ngettext("%(num)d seat", "%(num)d seats", self.page.total)

    @property
    def chips(self) -> list[dict[str, str]]:
        """What narrows the table, each with the address of the table without it."""
        said = {
            name: _said(name, getattr(self.asked, name), self.choices)
            for name in NARROWING
            if getattr(self.asked, name)
        }
        usual = Asked()
        return [
            {
                "label": words,
                "href": self.href(self.asked.but(**{name: getattr(usual, name)})),
            }
            for name, words in said.items()
        ]

    @property
    def clear_href(self) -> str:
        """The address of the table without filters, in the same columns."""
        asked = self.asked
        return self.href(Asked(column=asked.column, sort=asked.sort, down=asked.down))

    @property
    def choices(self) -> Mapping[str, Options]:
        """What may be chosen in each filter."""
        sides = queries.delegations_of(self.event)
        return {
            "role": [(role.value, _(ROLE_LABELS[role])) for role in Role],
            "delegation": [(NONE, _("(none)")), *((side.key, side.label) for side in sides)],
            "session": [
                (NONE, _("The whole event")),
                *((session.key, session.title) for session in self.event.sessions),
            ],
            "sector": _labelled(SECTOR_LABELS),
            "channel": _labelled(CHANNEL_LABELS),
            "look": _labelled(LACK_LABELS),
        }

    @property
    def headings(self) -> list[dict[str, object]]:
        """The columns, each a link that sorts by it, and the other way round the second time."""
        return [self._heading(column) for column in self.asked.columns]

    def _heading(self, column: Column) -> dict[str, object]:
        current = self.asked.sort is column
        turned = current and not self.asked.down
        found: dict[str, object] = {
            "label": _(COLUMN_LABELS[column]),
            "href": self.href(self.asked.but(sort=column, down=turned)),
        }
        if current:
            found["sort"] = "descending" if self.asked.down else "ascending"
        return found

    @property
    def column_choices(self) -> list[tuple[str, str, bool]]:
        """The columns that may be shown, and whether they are."""
        return [
            (column.value, _(COLUMN_LABELS[column]), column in self.asked.column)
            for column in Column
            if column is not Column.NAME
        ]

    @property
    def sizes(self) -> Iterable[int]:
        """How many rows a page may have."""
        return SIZES

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a form of filters sends along unchanged."""
        query = self.asked.query()
        return [(name, str(query[name])) for name in ("tab", "sort", "down") if name in query]

    @property
    def all_kept(self) -> list[tuple[str, str]]:
        """The whole look, for forms that act on what it shows."""
        return [
            (name, each)
            for name, value in self.asked.query().items()
            for each in (value if isinstance(value, list) else [value])
            if name not in {"page", "size", "column"}
        ]

    @property
    def numbers(self) -> list[dict[str, object] | None]:
        """The page numbers: the first, the last, those around the present one, and gaps."""
        here, last = self.page.number, self.page.pages
        shown = sorted({1, last, *range(max(1, here - AROUND), min(last, here + AROUND) + 1)})
        found: list[dict[str, object] | None] = []
        for place, number in enumerate(shown):
            if place and number - shown[place - 1] > 1:
                found.append(None)
            href = self.href(self.asked.but(page=number))
            found.append({"number": number, "href": href, "current": number == here})
        return found

    @property
    def previous(self) -> str | None:
        """The address of the page before."""
        return self._page(self.page.number - 1)

    @property
    def next(self) -> str | None:
        """The address of the page after."""
        return self._page(self.page.number + 1)

    def _page(self, number: int) -> str | None:
        return self.href(self.asked.but(page=number)) if 1 <= number <= self.page.pages else None


def _labelled(labels: Mapping[Any, str]) -> Options:
    return [(str(value), _(label)) for value, label in labels.items()]


def _said(name: str, value: object, choices: Mapping[str, Options]) -> str:
    """A filter as words within the sentence above the table."""
    if name == "q":
        return _("with “%(words)s”", words=value)
    words = dict(choices.get(name, ())).get(str(value), str(value))
    if name == "look":
        return words
    return _("%(filter)s: %(words)s", filter=_(FILTER_LABELS[name]), words=words)


FILTER_LABELS = {
    "role": COLUMN_LABELS[Column.ROLES],
    "delegation": COLUMN_LABELS[Column.DELEGATION],
    "session": COLUMN_LABELS[Column.WHERE],
    "country": COLUMN_LABELS[Column.COUNTRY],
    "sector": COLUMN_LABELS[Column.SECTOR],
    "gender": COLUMN_LABELS[Column.GENDER],
    "channel": COLUMN_LABELS[Column.CHANGED],
}

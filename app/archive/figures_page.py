"""What the pictures of the archive show, and the numbers behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.archive import queries
from app.archive.bars import Bars, bars
from app.archive.chips import list_href
from app.archive.countries import code_of, name_of
from app.archive.criteria import Criteria
from app.archive.world_map import Place, Spot, spots
from app.events.rules import EVENT_KIND_LABELS
from app.programmes.models import Programme

FIGURES = "/archive/figures"
FEWEST_ON_SCALE = 4
"""A single event is drawn a quarter as high as there is room for, at most."""


@dataclass(frozen=True)
class Number:
    """A number of the table, and the list that it counts."""

    count: int
    href: str


@dataclass(frozen=True)
class YearRow:
    """A year of the table: all its events, and those of each kind."""

    year: str
    total: Number
    numbers: Sequence[Number]


@dataclass(frozen=True)
class KindChart:
    """The events of one kind, drawn by year."""

    label: str
    total: Number
    bars: Bars
    described: str


@dataclass(frozen=True, kw_only=True)
class FiguresPage:
    """What ``templates/archive/figures.html`` prints. ``kinds`` are in the order of the columns."""

    programme: Programme | None
    href: str
    all: KindChart | None
    kinds: Sequence[KindChart]
    years: Sequence[YearRow]
    places: Sequence[Place]
    spots: Sequence[Spot]


def figures_page(programme: Programme | None, at: datetime) -> FiguresPage:
    """Return the pictures of all past events, or of those of ``programme``."""
    wanted = Criteria(programme=programme.slug if programme else "")
    whole, kinds, years = _charts(wanted)
    places = _places(at, programme.id if programme else 0)
    return FiguresPage(
        programme=programme,
        href=list_href(FIGURES, wanted),
        all=whole,
        kinds=kinds,
        years=years,
        places=places,
        spots=spots(places),
    )


def _charts(wanted: Criteria) -> tuple[KindChart | None, list[KindChart], list[YearRow]]:
    counts = queries.events_by_year_and_kind(wanted.programme)
    held = [int(year) for year, _kind in counts]
    if not held:
        return None, [], []
    years = [str(year) for year in range(min(held), max(held) + 1)]

    def number(year: str = "", kind: str = "") -> Number:
        count = sum(
            found
            for (each, other), found in counts.items()
            if year in {each, ""} and kind in {other, ""}
        )
        asked = Criteria(year=year, kind=kind, programme=wanted.programme)
        return Number(count, list_href("/archive/", asked))

    def row(kind: str) -> list[int]:
        return [number(year, kind).count for year in years]

    kinds = {kind: label for kind, label in EVENT_KIND_LABELS.items() if any(row(kind))}
    whole = row("")
    rows = {kind: row(kind) for kind in kinds}
    scale = max([FEWEST_ON_SCALE, *whole])
    tallest = max(max(each) for each in rows.values())
    charts = [
        _chart(_(label), number("", kind), bars(years, rows[kind], scale, tallest))
        for kind, label in kinds.items()
    ]
    charts.sort(key=lambda chart: -chart.total.count)
    order = sorted(kinds, key=lambda kind: -sum(rows[kind]))
    table = [
        YearRow(year, number(year), [number(year, kind) for kind in order])
        for year in reversed(years)
    ]
    return _chart(_("All events"), number(), bars(years, whole, scale, max(whole))), charts, table


def _chart(label: str, total: Number, drawn: Bars) -> KindChart:
    first, last, most = drawn.first, drawn.last, drawn.most
    described = (
        ngettext("%(num)d event in %(year)s.", "%(num)d events in %(year)s.", total.count, year=first)
        if first == last
        else ngettext(
            "%(num)d event between %(first)s and %(last)s; the most in %(year)s: %(most)d.",
            "%(num)d events from %(first)s to %(last)s; the most in %(year)s: %(most)d.",
            total.count, first=first, last=last, year=most.label, most=most.count,
        )
    )  # fmt: skip
    return KindChart(label, total, drawn, described)


def _places(at: datetime, programme_id: int) -> list[Place]:
    """Return the countries that people and partners are from, those of the most first."""
    written = {name: code_of(name) for name in queries.countries_written()}
    codes = {name: code for name, code in written.items() if code is not None}
    speakers = queries.speakers_by_country(at, codes, programme_id)
    partners = queries.partners_by_country(at, codes, programme_id)
    found = [
        Place(code, name_of(code), speakers.get(code, 0), partners.get(code, 0))
        for code in {*speakers, *partners}
    ]
    return sorted(found, key=lambda one: (-one.speakers, -one.partners, one.name))

"""What the page of a programme says beside its own words: what it will convene, and has convened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.archive import queries
from app.archive.event_page import summary_at
from app.archive.lines import (
    LEADS,
    EventLine,
    event_line,
    once_each,
    organisation_href,
    person_href,
    series_href,
)
from app.archive.queries import Appearance, Listed
from app.archive.timeline import Tick, position, ticks
from app.core.clock import Span
from app.core.messages import N_
from app.events.models import Event
from app.events.rules import EventKind, Phase, phase
from app.programmes.models import Programme, Series, Strand
from app.programmes.rules import SeriesKind
from app.web.filters import day, span_month

MOST_MEETINGS = 3
"""How many meetings of a series stand beside it, the latest."""

MOST_PAST = 50
"""How many past events the page shows; the archive, filtered by programme, has them all."""


@dataclass(frozen=True)
class Point:
    """An event on the timeline, as ``components/timeline.html`` takes it."""

    at: float
    date: str
    label: str
    href: str


@dataclass(frozen=True)
class Row:
    """One kind of event on the timeline, with its events in the order of time."""

    label: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Continuing:
    """A public series, and its public meetings on this page."""

    series: Series
    meetings: Sequence[EventLine]

    @property
    def href(self) -> str:
        """Return the address of its own page."""
        return series_href(self.series.slug)


@dataclass(frozen=True)
class Link:
    """A name that leads to a page of its own."""

    name: str
    href: str


@dataclass(frozen=True)
class StrandShown:
    """A line of work, and the public series that belong to it."""

    title: str
    text: str
    series: Sequence[Continuing]


@dataclass(frozen=True)
class Group:
    """What is held of one kind: the series with their meetings, and single events."""

    heading: str
    series: Sequence[Continuing]
    events: Sequence[EventLine]


GROUPS: tuple[tuple[str, SeriesKind, EventKind], ...] = (
    (N_("Study groups"), SeriesKind.STUDY_GROUP, EventKind.STUDY_GROUP_SESSION),
    (N_("Peace games"), SeriesKind.PEACE_GAMES, EventKind.PEACE_GAME),
    (N_("Workshops"), SeriesKind.WORKSHOPS, EventKind.WORKSHOP),
)


@dataclass(frozen=True, kw_only=True)
class ProgrammePage:
    """What ``templates/archive/programme.html`` prints."""

    programme: Programme
    situation: str
    work: str
    strands: Sequence[StrandShown]
    groups: Sequence[Group]
    highlighted: EventLine | None
    highlighted_summary: str
    highlighted_people: Markup
    partners: Sequence[Link]
    upcoming: Sequence[EventLine]
    past: Sequence[EventLine]
    ticks: Sequence[Tick]
    rows: Sequence[Row]


def programme_page(programme: Programme, at: datetime) -> ProgrammePage:
    """Return what the page of ``programme`` says at the instant ``at``."""
    past = queries.latest_past(at, limit=MOST_PAST, programme_id=programme.id)
    coming = [
        *queries.upcoming(at, programme_id=programme.id),
        *queries.undated(at, programme_id=programme.id),
    ]
    events = queries.listed([*coming, *past], at)
    lines = [event_line(one, at) for one in events]
    highlighted = next((event for event in (*past, *coming) if event.highlighted), None)
    upcoming, held = lines[: len(coming)], lines[len(coming) :]
    years, rows = _timeline(held)
    text = programme.text
    named = [one.id for strand in text.strands for one in strand.series] if text else []
    meetings = _by_series([*past, *coming], [*held, *upcoming])
    series = [
        Continuing(one, meetings.get(one.id, ())) for one in queries.series_of(programme, named)
    ]
    return ProgrammePage(
        programme=programme,
        situation=text.situation if text else "",
        work=text.work if text else "",
        strands=[_strand(one, programme, series) for one in text.strands] if text else [],
        groups=_groups(programme, series, [*past, *coming], [*held, *upcoming]),
        highlighted=_line_of(highlighted.slug, lines) if highlighted else None,
        highlighted_summary=summary_at(highlighted, at) if highlighted else "",
        highlighted_people=_who(highlighted, events, at) if highlighted else Markup(),
        partners=[Link(one.name, organisation_href(one)) for one in queries.partners_of(programme)],
        upcoming=upcoming,
        past=held,
        ticks=years,
        rows=rows,
    )


def _line_of(slug: str, lines: Sequence[EventLine]) -> EventLine | None:
    return next((line for line in lines if line.href.endswith(f"/{slug}")), None)


def _strand(strand: Strand, programme: Programme, series: Sequence[Continuing]) -> StrandShown:
    """Return the strand with what it names; ``series`` are public, so no other is told of.

    Meetings of series that have a group of their own on the page are listed there.
    """
    named = {one.id for one in strand.series}
    grouped = {kind for _heading, kind, _events in GROUPS}
    shown = [
        replace(one, meetings=()) if one.series.kind in grouped else one
        for one in series
        if one.series.id in named
        or (one.series.kind in strand.kinds and one.series.programme_id == programme.id)
    ]
    return StrandShown(strand.title, strand.text, shown)


def _by_series(
    events: Sequence[Event], lines: Sequence[EventLine]
) -> dict[int, Sequence[EventLine]]:
    found: dict[int, list[EventLine]] = defaultdict(list)
    for event, line in zip(events, lines, strict=True):
        if event.series_id is not None:
            found[event.series_id].append(line)
    return {series: lines[:MOST_MEETINGS] for series, lines in found.items()}


def _groups(
    programme: Programme,
    series: Sequence[Continuing],
    events: Sequence[Event],
    lines: Sequence[EventLine],
) -> list[Group]:
    """Return what there is of study groups, peace games and workshops; a kind of which nothing is left out."""
    found = []
    for heading, of_series, of_event in GROUPS:
        own = [
            one
            for one in series
            if one.series.kind is of_series and one.series.programme_id == programme.id
        ]
        within = {one.series.id for one in own}
        single = [
            line
            for event, line in zip(events, lines, strict=True)
            if event.kind is of_event and event.series_id not in within
        ]
        if own or single:
            found.append(Group(_(heading), own, single))
    return found


def _who(event: Event, listed: Sequence[Listed], at: datetime) -> Markup:
    """Return in a sentence who moderates and who speaks, each with a link."""
    people = next(one.people for one in listed if one.event.id == event.id)
    speakers = [one for one in once_each(people) if one.speaks]
    leads = [one for one in speakers if one.roles[0] in LEADS]
    others = [one for one in speakers if one.roles[0] not in LEADS]
    over = phase(event.span, event.state, at) is Phase.PAST
    facts = {"moderators": _linked(leads), "experts": _linked(others)}
    if leads and others and over:
        said = ngettext(
            "It was moderated by %(moderators)s and included one expert: %(experts)s.",
            "It was moderated by %(moderators)s and included %(num)d experts: %(experts)s.",
            len(others),
            **facts,
        )
    elif leads and others:
        said = ngettext(
            "It is moderated by %(moderators)s, with one expert: %(experts)s.",
            "It is moderated by %(moderators)s, with %(num)d experts: %(experts)s.",
            len(others),
            **facts,
        )
    elif leads:
        said = _("Moderator: %(moderators)s.", **facts)
    elif others:
        said = _("With %(experts)s.", **facts)
    else:
        return Markup()
    return Markup(said)  # noqa: S704 - the names in it are escaped, the rest is ours.


def _linked(people: Sequence[Appearance]) -> Markup:
    links = [
        Markup('<a href="{}">{}</a>').format(person_href(one.slug), one.name) for one in people
    ]
    if len(links) < 2:
        return Markup("").join(links)
    some = Markup(", ").join(links[:-1])
    return Markup(_("%(some)s and %(last)s", some=some, last=links[-1]))  # noqa: S704 - the names in the links are escaped, and the rest is ours.


def _timeline(lines: Sequence[EventLine]) -> tuple[list[Tick], list[Row]]:
    """Return the years, and by kind the events on them in the order of time; nothing for fewer than three."""
    dated = [(line, line.span) for line in reversed(lines) if line.span]
    if len(dated) < 3:
        return [], []
    days = [span.first_day for _line, span in dated]
    first, last = min(days).year, max(days).year
    kinds: dict[str, list[Point]] = defaultdict(list)
    for line, span in dated:
        at = position(span.first_day, first, last)
        kinds[line.kind].append(Point(at, _date(span), line.title, line.href))
    rows = [Row(kind, points) for kind, points in kinds.items()]
    return ticks(days), sorted(rows, key=lambda row: (-len(row.points), row.label))


def _date(span: Span) -> str:
    return span_month(span) if span.is_whole_months else day(span.first_day, "long")

"""What the page of a programme says beside its own words: what it will convene, and has convened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.archive import queries
from app.archive.event_page import summary_at
from app.archive.lines import EventLine, event_line
from app.archive.timeline import Tick, position, ticks
from app.core.clock import Span
from app.programmes.models import Programme
from app.web.filters import day, span_month

MOST_PAST = 50
"""How many past events the page shows; the archive, filtered by programme, has them all."""


@dataclass(frozen=True)
class Point:
    """An event on the timeline, as ``components/timeline.html`` takes it."""

    at: float
    date: str
    label: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ProgrammePage:
    """What ``templates/archive/programme.html`` prints."""

    programme: Programme
    highlighted: EventLine | None
    highlighted_summary: str
    upcoming: Sequence[EventLine]
    past: Sequence[EventLine]
    ticks: Sequence[Tick]
    points: Sequence[Point]


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
    years, points = _timeline(held)
    return ProgrammePage(
        programme=programme,
        highlighted=_line_of(highlighted.slug, lines) if highlighted else None,
        highlighted_summary=summary_at(highlighted, at) if highlighted else "",
        upcoming=upcoming,
        past=held,
        ticks=years,
        points=points,
    )


def _line_of(slug: str, lines: Sequence[EventLine]) -> EventLine | None:
    return next((line for line in lines if line.href.endswith(f"/{slug}")), None)


def _timeline(lines: Sequence[EventLine]) -> tuple[list[Tick], list[Point]]:
    """Return the years and the events on them in the order of time; nothing for fewer than three."""
    dated = [(line, line.span) for line in reversed(lines) if line.span]
    if len(dated) < 3:
        return [], []
    days = [span.first_day for _, span in dated]
    first, last = min(days).year, max(days).year
    points = [
        Point(position(span.first_day, first, last), _date(span), line.title, line.href)
        for line, span in dated
    ]
    return ticks(days), points


def _date(span: Span) -> str:
    return span_month(span) if span.is_whole_month else day(span.first_day, "long")

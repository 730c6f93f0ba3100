"""What the next round of a series is likely to be: pure but for the events it looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.events.models import Event
from app.programmes.rules import ordinal_after

A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Suggestion:
    """A title, an ordinal and a date that staff may take or leave."""

    title: str
    ordinal: str
    local_start: datetime | None
    local_end: datetime | None


def next_round_of(meetings: Sequence[Event]) -> Suggestion:
    """Return what comes after ``meetings``, the latest of which stands first.

    The date is one interval later, on the same weekday and at the same hour; without two dated
    meetings, or when it would be in the past of the last one, there is none to suggest.
    """
    last = meetings[0]
    ordinal = ordinal_after(last.ordinal)
    title = last.title
    if last.ordinal and ordinal:
        title = title.replace(last.ordinal, ordinal)
    start = _next_start([event.local_start for event in meetings if event.local_start])
    end = None
    if start and last.local_start and last.local_end:
        end = start + (last.local_end - last.local_start)
    return Suggestion(title, ordinal, start, end)


def _next_start(starts: Sequence[datetime]) -> datetime | None:
    if len(starts) < 2:
        return None
    between = starts[0].date() - starts[1].date()
    weeks = round(between / A_WEEK)
    return starts[0] + weeks * A_WEEK if weeks > 0 else None

"""How the sessions of an event move along when it gets other dates."""

from __future__ import annotations

from datetime import timedelta

from app.core.clock import Span, to_instant
from app.events.dates import Dates
from app.events.models import Event


def moved_by(event: Event, dates: Dates) -> timedelta:
    """How far sessions move on the wall clock when the event gets ``dates``.

    Where the event has no date, its sessions tell how it lay: they keep the time of day, and
    the first of them goes to the first day.
    """
    if event.local_start is not None:
        if event.date_only or dates.date_only:
            return dates.local_start.date() - event.local_start.date()
        return dates.local_start - event.local_start
    starts = [session.local_start for session in event.sessions if session.local_start]
    return dates.local_start.date() - min(starts).date() if starts else timedelta()


def sessions_at(event: Event, dates: Dates) -> dict[int, Span]:
    """When each session would be held if the event got ``dates``, by its id.

    Those without a time are left out. Raises InvalidInput for a time that clocks skip.
    """
    by = moved_by(event, dates)
    spans: dict[int, Span] = {}
    for session in event.sessions:
        if session.local_start is not None:
            start = to_instant(session.local_start + by, dates.zone, fold=0)
            end = session.local_end and to_instant(session.local_end + by, dates.zone, fold=0)
            spans[session.id] = Span(start, end, dates.zone)
    return spans

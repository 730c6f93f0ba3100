"""The sessions of an event as the lines of a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.core.clock import Span
from app.events.models import Event, EventSession
from app.events.rules import ATTRIBUTION_LABELS
from app.web.filters import clock, day


@dataclass(frozen=True, kw_only=True)
class Line:
    """One session as the component ``agenda`` takes it, and its key."""

    key: str
    title: str
    start: str
    end: str = ""
    note: str = ""
    secrecy: str = ""
    is_break: bool = False


@dataclass(frozen=True)
class Day:
    """The sessions of one day; ``label`` is empty where the event has a single day."""

    label: str
    lines: list[Line] = field(default_factory=list)


def lines_of(event: Event) -> list[Day]:
    """Return the sessions by day in the order of the agenda; those without a time come as they stand."""
    days: dict[str, Day] = {}
    for session in event.sessions:
        label = _day_of(event, session)
        days.setdefault(label, Day(label)).lines.append(_line(event, session))
    if set(days) == {_own_day(event)}:
        return [Day("", *(one.lines for one in days.values()))]
    return list(days.values())


def _own_day(event: Event) -> str:
    return day(event.local_start) if event.local_start else ""


def _day_of(event: Event, session: EventSession) -> str:
    return day(session.local_start) if session.local_start else _own_day(event)


def _line(event: Event, session: EventSession) -> Line:
    span = session.span_in(event.zone)
    return Line(
        key=session.key,
        title=session.title,
        start=clock(session.local_start) if session.local_start else "",
        end=_end(span),
        note=_note(session),
        secrecy="" if session.public else _("Closed"),
        is_break=session.kind.is_pause,
    )


def _end(span: Span | None) -> str:
    if span is None or span.local_end is None:
        return ""
    if span.last_day > span.first_day:
        return f"{clock(span.local_end)} {_('(next day)')}"
    return clock(span.local_end)


def _note(session: EventSession) -> str:
    """Place and rule, where they differ from those of the event; and that the date is still open."""
    said = [session.place]
    if session.attribution is not None:
        said.append(_(ATTRIBUTION_LABELS[session.attribution]))
    if session.local_start is not None and session.starts_at is None:
        said.append(_("moves with the date of the event"))
    return " · ".join(part for part in said if part)

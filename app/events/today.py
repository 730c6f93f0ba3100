"""What the page of today shows: the next fourteen days, one's own events, and numbers that lead to lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import joinedload

from app.access.enforcement import current_user_id
from app.core.clock import Span, city_of
from app.events.filters import Filters, When
from app.events.models import Event
from app.events.rules import (
    EVENT_KIND_LABELS,
    EVENT_STATE_LABELS,
    FORMAT_LABELS,
    EventState,
    Publication,
)
from app.extensions import db
from app.web.filters import clock, day

A_FORTNIGHT = timedelta(days=14)
OFF = (EventState.CANCELLED, EventState.POSTPONED)
OWN = 12


@dataclass(frozen=True, kw_only=True)
class Line:
    """An event as the component ``event_line`` takes it."""

    href: str
    title: str
    span: Span
    kind: str
    format: str
    people: str
    state: str
    state_label: str
    secrecy: str


@dataclass(frozen=True)
class Count:
    """A number in words, and the list that it counts."""

    label: str
    href: str


def next_fortnight(at: datetime) -> Sequence[Event]:
    """The events under way or beginning within fourteen days that are not called off, in order."""
    return db.session.scalars(
        select(Event)
        .where(Event.ends_at >= at, Event.starts_at < at + A_FORTNIGHT, Event.state.not_in(OFF))
        .order_by(Event.starts_at, Event.id)
    ).all()


def own_events(at: datetime) -> Sequence[Event]:
    """The viewer's own events that are not over, undated ones last."""
    return db.session.scalars(
        select(Event)
        .where(
            Event.owner_id == current_user_id(),
            or_(Event.ends_at >= at, Event.ends_at.is_(None)),
            Event.state != EventState.CANCELLED,
        )
        .options(joinedload(Event.programme), joinedload(Event.series))
        .order_by(Event.starts_at.asc().nulls_last(), Event.id)
        .limit(OWN)
    ).all()


def counts(at: datetime) -> list[Count]:
    """How many events there are of the sorts staff ask for, in one statement."""
    row = db.session.execute(
        select(
            _number(Event.ends_at >= at),
            _number(Event.state == EventState.HOLD),
            _number(Event.starts_at.is_(None)),
            _number(Event.publication == Publication.PUBLIC),
        )
    ).one()
    ahead, on_hold, undated, shown = (number or 0 for number in row)
    return [
        Count(
            ngettext("%(num)d not over yet", "%(num)d not over yet", ahead),
            Filters(when=When.AHEAD).href(),
        ),
        Count(
            ngettext("%(num)d on hold", "%(num)d on hold", on_hold),
            Filters(state=EventState.HOLD).href(),
        ),
        Count(
            ngettext("%(num)d without a date", "%(num)d without a date", undated),
            Filters(when=When.UNDATED).href(),
        ),
        Count(
            ngettext("%(num)d public", "%(num)d public", shown),
            Filters(publication=Publication.PUBLIC).href(),
        ),
    ]


def line_of(event: Event, span: Span, home: str) -> Line:
    """Return a dated event as a line of the ruler; its time stands at its place and at ``home``."""
    return Line(
        href=url_for("events.overview", key=event.key),
        title=event.title,
        span=span,
        kind=_(EVENT_KIND_LABELS[event.kind]),
        format=_(FORMAT_LABELS[event.format]),
        people=_at_home(span, home),
        state=event.state.value,
        state_label=_(EVENT_STATE_LABELS[event.state]),
        secrecy=_secrecy(event),
    )


def _number(condition: ColumnElement[bool]) -> ColumnElement[int | None]:
    return func.sum(case((condition, 1), else_=0))


def _secrecy(event: Event) -> str:
    if event.confidential:
        return _("Confidential")
    return "" if event.is_released else _("Not public")


def _at_home(span: Span, home: str) -> str:
    """The start on the clock of the house, where that differs from the clock of the event."""
    if span.date_only:
        return ""
    here = Span(span.start, span.end, home)
    if here.local_start.replace(tzinfo=None) == span.local_start.replace(tzinfo=None):
        return ""
    time = clock(here.local_start)
    if here.first_day != span.first_day:
        time = f"{day(here.first_day, 'medium')}, {time}"
    return _("%(time)s in %(city)s", time=time, city=city_of(home))

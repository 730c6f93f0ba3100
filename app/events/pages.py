"""The list of events as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.clock import Span
from app.events.filters import Filters
from app.events.listing import Found
from app.events.models import Event
from app.events.rules import EVENT_KIND_LABELS, EVENT_STATE_LABELS, PUBLICATION_LABELS


@dataclass(frozen=True, kw_only=True)
class Row:
    """One event in a dense list."""

    href: str
    title: str
    label: str
    span: Span | None
    programme: str
    state: str
    state_label: str
    secrecy: str
    private: bool


@dataclass(frozen=True)
class Number:
    """One page number and its address."""

    number: int
    href: str
    current: bool


@dataclass(frozen=True)
class Page:
    """The rows, the sentence above them, and the way to the other pages."""

    rows: list[Row]
    sentence: str
    numbers: list[Number]
    previous: str | None
    next: str | None


def page_of(found: Found, filters: Filters) -> Page:
    """Return what the page of the list shows."""
    numbers = [
        Number(number, filters.href(page=number), number == found.number)
        for number in range(1, found.pages + 1)
    ]
    here = found.number - 1
    return Page(
        rows=[row_of(event) for event in found.events],
        sentence=ngettext("%(num)d event", "%(num)d events", found.total),
        numbers=numbers,
        previous=numbers[here - 1].href if here > 0 else None,
        next=numbers[here + 1].href if here + 1 < len(numbers) else None,
    )


def row_of(event: Event) -> Row:
    """Return ``event`` as a line of a dense list."""
    label = [_(EVENT_KIND_LABELS[event.kind]), event.ordinal]
    if event.series is not None:
        label.append(event.series.title)
    return Row(
        href=url_for("events.overview", key=event.key),
        title=event.title,
        label=" · ".join(part for part in label if part),
        span=event.span,
        programme=event.programme.name if event.programme else "",
        state=event.state.value,
        state_label=_(EVENT_STATE_LABELS[event.state]),
        secrecy=_("Confidential")
        if event.confidential
        else _(PUBLICATION_LABELS[event.publication]),
        private=not event.is_released,
    )

"""What the page of a person says: present offices, and appearances by year with the offices of then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask_babel import gettext as _

from app.archive.lines import Billing, billing, event_href, once_each
from app.archive.queries import Appearance
from app.core.clock import Span
from app.events.models import Event
from app.events.rules import EVENT_KIND_LABELS
from app.people.models import Affiliation, Biography, Person
from app.people.rules import was_held_on


@dataclass(frozen=True, kw_only=True)
class Appeared:
    """One event at which the person is billed, and as what."""

    href: str
    title: str
    kind: str
    span: Span | None
    billing: Billing


@dataclass(frozen=True)
class Year:
    """The appearances of one year; ``label`` says so where the date is not known."""

    label: str
    appearances: Sequence[Appeared]


def present_offices(person: Person, at: datetime) -> list[Affiliation]:
    """Return what the person is now, as far as it may be listed; offices left are not among them."""
    return [
        one
        for one in person.affiliations
        if one.listed and not one.former and was_held_on(at.date(), one.began, one.ended)
    ]


def public_biography(person: Person) -> Biography | None:
    """Return the latest account that may stand on a public page."""
    return next((each for each in person.biographies if each.public), None)


def years_of(appearances: Sequence[tuple[Event, Sequence[Appearance]]]) -> list[Year]:
    """Return the appearances by the year at the event's own place; they come the latest first."""
    appeared = [_appeared(event, found) for event, found in appearances]
    return [Year(label, list(found)) for label, found in groupby(appeared, key=_year)]


def _year(appeared: Appeared) -> str:
    return str(appeared.span.first_day.year) if appeared.span else _("Date to be announced")


def _appeared(event: Event, found: Sequence[Appearance]) -> Appeared:
    return Appeared(
        href=event_href(event.slug),
        title=event.title,
        kind=_(EVENT_KIND_LABELS[event.kind]),
        span=event.span,
        billing=billing(once_each(found)[0]),
    )

"""Every public address, and when what is there changed last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, extract, func, null, select

from app.archive.queries.gatherings import partners_in_public
from app.events.models import Event
from app.extensions import db
from app.participation.models import Participation
from app.participation.rules import SPEAKS_IN_STATES
from app.people.models import Organisation, Person
from app.programmes.models import Programme, Region, Series, Topic
from app.publications.models import Output, OutputAuthor

LIMIT = 40_000
"""A sitemap may hold 50,000 addresses (sitemaps.org)."""
PAGES, PEOPLE, EVENTS, UNDATED = "pages", "people", "events", "undated"
"""What sitemaps are called; those of events bear their year, or that they have none."""

_YEAR = extract("year", Event.local_start)


@dataclass(frozen=True)
class Place:
    """A public page by its kind ("event", "person", "series" and so on) and slug."""

    kind: str
    slug: str
    changed: datetime | None


@dataclass(frozen=True)
class Part:
    """One sitemap of several, by its name, and when something in it changed last."""

    name: str
    changed: datetime | None


def parts() -> list[Part]:
    """Return the sitemaps there are: of pages, of people, and of the events of each year."""
    years = db.session.execute(
        select(_YEAR, func.max(Event.updated_at))
        .select_from(Event)
        .group_by(_YEAR)
        .order_by(_YEAR.desc())
    ).all()
    last = max((changed for _year, changed in years), default=None)
    events = [
        Part(f"{EVENTS}-{int(year) if year else UNDATED}", changed) for year, changed in years
    ]
    return [Part(PAGES, None), Part(PEOPLE, last), *events]


def places(name: str) -> Iterator[Place]:
    """Yield the pages of the sitemap called ``name``; none where there is no such sitemap."""
    for kind, question in _questions(name):
        for slug, changed in db.session.execute(question.limit(LIMIT)):
            yield Place(kind, slug, changed)


def _questions(name: str) -> Iterator[tuple[str, Select[Any]]]:
    if name == PAGES:
        yield from _pages()
    elif name == PEOPLE:
        yield "person", _speakers()
        yield "person", _authors()
    elif name == f"{EVENTS}-{UNDATED}":
        yield "event", _events().where(Event.local_start.is_(None))
    elif (year := name.removeprefix(f"{EVENTS}-")).isdecimal() and len(year) == 4:
        first = datetime(int(year) or 1, 1, 1)  # noqa: DTZ001 - the year on the wall clock.
        last = first.replace(month=12, day=31, hour=23, minute=59, second=59)
        yield "event", _events().where(Event.local_start.between(first, last))


def _events() -> Select[Any]:
    return select(Event.slug, Event.updated_at).order_by(Event.updated_at.desc(), Event.id.desc())


def _speakers() -> Select[Any]:
    return (
        select(Person.slug, func.max(Event.updated_at))
        .join(Participation, Participation.person_id == Person.id)
        .join(Event, Event.id == Participation.event_id)
        .where(Participation.state.in_(SPEAKS_IN_STATES))
        .group_by(Person.slug)
        .order_by(Person.slug)
    )


def _authors() -> Select[Any]:
    speakers = select(Participation.person_id).where(
        Participation.state.in_(SPEAKS_IN_STATES), Participation.person_id.is_not(None)
    )
    return (
        select(Person.slug, func.max(Output.updated_at))
        .join(OutputAuthor, OutputAuthor.person_id == Person.id)
        .join(Output, Output.id == OutputAuthor.output_id)
        .where(Output.public.is_(True), Person.id.not_in(speakers))
        .group_by(Person.slug)
        .order_by(Person.slug)
    )


def _pages() -> Iterator[tuple[str, Select[Any]]]:
    outputs = select(Output.slug, Output.updated_at).where(Output.public.is_(True))
    programmes = select(Programme.slug, Programme.updated_at).where(Programme.public.is_(True))
    series = select(Series.slug, null()).where(Series.public.is_(True))
    yield "programme", programmes.order_by(Programme.slug)
    yield "publication", outputs.order_by(Output.published_on.desc(), Output.id.desc())
    yield "series", series.order_by(Series.slug)
    yield "topic", select(Topic.slug, null()).order_by(Topic.slug)
    yield "region", select(Region.slug, null()).order_by(Region.slug)


def partners() -> Sequence[Organisation]:
    """Return the organisations that have a page."""
    return db.session.scalars(partners_in_public().limit(LIMIT)).all()

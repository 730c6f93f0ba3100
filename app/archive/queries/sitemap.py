"""Every public address, and when what is there changed last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, null, select

from app.events.models import Event
from app.extensions import db
from app.participation.models import Participation
from app.participation.rules import SPEAKS_IN_STATES
from app.people.models import Person
from app.programmes.models import Programme, Region, Series, Topic
from app.publications.models import Output, OutputAuthor

LIMIT = 6_000
"""A sitemap may hold 50,000 addresses (sitemaps.org); this leaves room for eight kinds of list."""


@dataclass(frozen=True)
class Place:
    """A public page by its kind ("event", "person", "series" and so on) and slug."""

    kind: str
    slug: str
    changed: datetime | None


def places() -> Iterator[Place]:
    """Yield the pages of events, the latest first, of persons who spoke or wrote, and of the rest."""
    events = select(Event.slug, Event.updated_at).order_by(Event.updated_at.desc(), Event.id.desc())
    people = (
        select(Person.slug, func.max(Event.updated_at))
        .join(Participation, Participation.person_id == Person.id)
        .join(Event, Event.id == Participation.event_id)
        .where(Participation.state.in_(SPEAKS_IN_STATES))
        .group_by(Person.slug)
        .order_by(Person.slug)
    )
    programmes = (
        select(Programme.slug, Programme.updated_at)
        .where(Programme.public.is_(True))
        .order_by(Programme.slug)
    )
    outputs = (
        select(Output.slug, Output.updated_at)
        .where(Output.public.is_(True))
        .order_by(Output.published_on.desc(), Output.id.desc())
    )
    speakers = select(Participation.person_id).where(
        Participation.state.in_(SPEAKS_IN_STATES), Participation.person_id.is_not(None)
    )
    authors = (
        select(Person.slug, func.max(Output.updated_at))
        .join(OutputAuthor, OutputAuthor.person_id == Person.id)
        .join(Output, Output.id == OutputAuthor.output_id)
        .where(Output.public.is_(True), Person.id.not_in(speakers))
        .group_by(Person.slug)
        .order_by(Person.slug)
    )
    for kind, question in (
        ("event", events),
        ("person", people),
        ("programme", programmes),
        ("publication", outputs),
        ("person", authors),
        (
            "series",
            select(Series.slug, null()).where(Series.public.is_(True)).order_by(Series.slug),
        ),
        ("topic", select(Topic.slug, null()).order_by(Topic.slug)),
        ("region", select(Region.slug, null()).order_by(Region.slug)),
    ):
        for slug, changed in db.session.execute(question.limit(LIMIT)):
            yield Place(kind, slug, changed)

"""Keeps the index as true as the pages: after every write, at every turn of the clock, and anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from app.access.aside import looking_aside, rows_for_all
from app.access.viewers import ANONYMOUS
from app.archive.indexing.entries import (
    event_entries,
    person_entries,
    publication_entries,
    transcript_entries,
)
from app.archive.indexing.telling import TELLS
from app.core.clock import now
from app.events.models import Event, EventPartner, Recording
from app.infra.stale import About, watch
from app.infra.transaction import transaction
from app.participation.models import Participation
from app.people.models import Affiliation, Person
from app.programmes.models import Region, Topic
from app.publications.models import Output, OutputAuthor
from app.search import store

AT_ONCE = 200
"""So many things are read and written together while the index is made anew."""


def init_app() -> None:
    """Keep the index from now on."""
    watch(TELLS, renew)


def renew(about: Collection[About]) -> None:
    """Let the index say what the pages of the things will say once this transaction is committed."""
    store.be_alone()
    at = now()
    events = _ids("event", about) | _events_behind(about)
    publications = _ids("publication", about) | _publications_behind(about)
    people = _ids("person", about) | _people_behind(about) | _authors_of(publications)
    was_found = store.found_among("event", events)
    with looking_aside(ANONYMOUS) as session:
        entries = event_entries(session, sorted(events), at)
        people |= _seated_at(was_found | {one.ref for one in entries})
        entries += person_entries(session, sorted(people), at)
        entries += transcript_entries(session, sorted(events))
        entries += publication_entries(session, sorted(publications))
    store.put(
        {("event", ref) for ref in events}
        | {("publication", ref) for ref in publications}
        | {("person", ref) for ref in people}
        | {("transcript", ref) for ref in _ids("transcript", about) | _recorded_at(events)},
        entries,
    )


def turn_what_is_due() -> None:
    """Renew what has begun to say something else since its turn; the worker calls it all the time."""
    while due := store.due(now(), AT_ONCE):
        with transaction():
            renew(due)


def rebuild() -> Iterator[tuple[int, int]]:
    """Make the index anew from nothing; yield how many of how many things are done.

    Each piece is a transaction of its own: whoever stops in between has an index that lacks
    something, but says nothing untrue, and knows of itself that it is unfinished.
    """
    with transaction():
        store.empty()
    events = [("event", row.id) for row in rows_for_all(select(Event.id).order_by(Event.id))]
    people = [("person", row.id) for row in rows_for_all(select(Person.id).order_by(Person.id))]
    outputs = [("publication", row.id) for row in rows_for_all(select(Output.id))]
    things = [*events, *outputs, *people]
    yield 0, len(things)
    for first in range(0, len(things), AT_ONCE):
        with transaction():
            renew(things[first : first + AT_ONCE])
        yield min(first + AT_ONCE, len(things)), len(things)
    with transaction():
        store.finish()


def build_if_missing() -> None:
    """Build the index where there is none, as after the upgrade that brought it, or only a piece."""
    if not store.is_whole() and rows_for_all(select(Event.id).limit(1)):
        for _done in rebuild():
            pass


def _ids(kind: str, about: Collection[About]) -> set[int]:
    return {ref for each, ref in about if each == kind}


def _events_behind(about: Collection[About]) -> set[int]:
    """Return the events whose pages speak of the things."""
    questions = {
        "seat": (select(Participation.event_id), Participation.id),
        "billed": (select(Participation.event_id), Participation.person_id),
        "programme": (select(Event.id), Event.programme_id),
        "series": (select(Event.id), Event.series_id),
        "partner": (select(EventPartner.event_id), EventPartner.organisation_id),
        "recording": (select(Recording.event_id), Recording.id),
        "topic": (select(Event.id).join(Event.topics), Topic.id),
        "region": (select(Event.id).join(Event.regions), Region.id),
    }
    return _found(questions, about)


def _publications_behind(about: Collection[About]) -> set[int]:
    """Return the publications whose pages speak of the things."""
    questions = {
        "billed": (select(OutputAuthor.output_id), OutputAuthor.person_id),
        "programme": (select(Output.id), Output.programme_id),
        "topic": (select(Output.id).join(Output.topics), Topic.id),
    }
    return _found(questions, about)


def _authors_of(output_ids: Collection[int]) -> set[int]:
    authors = select(OutputAuthor.person_id).where(OutputAuthor.output_id.in_(output_ids))
    return {row[0] for row in rows_for_all(authors)} if output_ids else set()


def _people_behind(about: Collection[About]) -> set[int]:
    """Return the persons whose pages speak of the things."""
    offices = {"partner": (select(Affiliation.person_id), Affiliation.organisation_id)}
    return _found(offices, about)


def _seated_at(event_ids: Collection[int]) -> set[int]:
    seats = select(Participation.person_id).where(
        Participation.event_id.in_(event_ids), Participation.person_id.is_not(None)
    )
    return {row[0] for row in rows_for_all(seats)} if event_ids else set()


def _recorded_at(event_ids: Collection[int]) -> set[int]:
    recordings = select(Recording.id).where(Recording.event_id.in_(event_ids))
    return {row[0] for row in rows_for_all(recordings)} if event_ids else set()


def _found(questions: Mapping[str, tuple[Any, Any]], about: Collection[About]) -> set[int]:
    return {
        row[0]
        for kind, (question, column) in questions.items()
        if (ids := _ids(kind, about))
        for row in rows_for_all(question.where(column.in_(ids)))
    }

"""What of the archive fits what a reader asks: one page of it, and what it can be narrowed by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from app.archive.criteria import FACETS, Criteria
from app.archive.queries.appearances import speaker_name
from app.core.clock import Span
from app.events.models import Event
from app.extensions import db
from app.people.models import Person
from app.programmes.models import Programme, Region, Series, Topic
from app.search.asking import Answers, Asking
from app.search.entries import cursor_of, place_at
from app.search.finding import Amount, Facets, Shelf, Slice, groups_of, refs_at
from app.search.questions import question_in
from app.transcripts.models import TranscriptTurn

PAGE = 20
MOST_CHOICES = 60
"""So many values of a facet are offered, the most frequent ones."""

PAST, COMING = "past", "coming"
"""The shelves on which events stand."""


@dataclass(frozen=True)
class ArchivePage:
    """One page of the archive. ``newer`` and ``older`` are where the pages beside it begin.

    ``asking`` says how the words were taken, where there were any.
    """

    events: Sequence[Event]
    amount: Amount
    facets: Facets
    newer: str | None
    older: str | None
    asking: Asking | None


def archive_page(criteria: Criteria, *, before: str = "", after: str = "") -> ArchivePage:
    """Return the latest past events that fit, or those next to where ``before`` or ``after`` say."""
    size, beginning, end = PAGE, place_at(before), place_at(after)
    if not criteria.q:
        shelf = Shelf(PAST, criteria.labels)
        found = shelf.slice(size, before=beginning, after=end)
        return _page(found, shelf.amount, shelf.facets(FACETS, MOST_CHOICES), None)
    asking = Asking(question_in(criteria.q))
    answers = _answers_on(PAST, asking, criteria)
    amount = Amount(len(answers.places), answers.more)
    found = _cut(sorted(answers.places, reverse=True), size, beginning, end)
    options = asking.facets(PAST, criteria.labels, FACETS, MOST_CHOICES)
    return _page(found, amount, options, asking)


def facets(shelf: str, criteria: Criteria) -> Facets:
    """Return what the events on the shelf that fit can be narrowed by."""
    if not criteria.q:
        return Shelf(shelf, criteria.labels).facets(FACETS, MOST_CHOICES)
    asking = Asking(question_in(criteria.q))
    return asking.facets(shelf, criteria.labels, FACETS, MOST_CHOICES)


def _answers_on(shelf: str, asking: Asking, criteria: Criteria) -> Answers:
    labels = groups_of(criteria.labels, shelf)
    return Answers([]) if labels is None else asking.answers(labels)


def fitting(shelf: str, criteria: Criteria, limit: int) -> Sequence[int]:
    """Return the ids of the latest events on the shelf that fit, at most ``limit``."""
    if criteria.q:
        answers = _answers_on(shelf, Asking(question_in(criteria.q)), criteria)
        return refs_at(sorted(answers.places, reverse=True)[:limit])
    return refs_at(Shelf(shelf, criteria.labels).slice(limit).places)


def _page(found: Slice, amount: Amount, facets: Facets, asking: Asking | None) -> ArchivePage:
    return ArchivePage(
        events=_events(refs_at(found.places)),
        amount=amount,
        facets=facets,
        newer=cursor_of(found.places[0]) if found.newer and found.places else None,
        older=cursor_of(found.places[-1]) if found.older else None,
        asking=asking,
    )


def _cut(places: Sequence[int], size: int, before: int | None, after: int | None) -> Slice:
    if after is not None:
        later = [place for place in places if place > after]
        if len(later) > size:
            return Slice(later[-size:], newer=True, older=True)
        before = None
    rest = [place for place in places if before is None or place < before]
    return Slice(rest[:size], newer=len(rest) < len(places), older=len(rest) > size)


def _events(ids: Sequence[int]) -> list[Event]:
    """Return the events in that order; one that the viewer does not see is not among them."""
    found = db.session.scalars(
        select(Event).where(Event.id.in_(ids)).options(selectinload(Event.topics))
    )
    by_id = {event.id: event for event in found}
    return [by_id[each] for each in ids if each in by_id]


def spans_of(ids: Collection[int]) -> dict[int, Span | None]:
    """Return when the events are held, of those that the viewer sees."""
    found = db.session.execute(select(Event).where(Event.id.in_(ids))).scalars() if ids else ()
    return {event.id: event.span for event in found}


def turns_in(recording_ids: Collection[int]) -> dict[int, list[TranscriptTurn]]:
    """Return the turns of the transcripts, of those that the viewer may read."""
    found: dict[int, list[TranscriptTurn]] = defaultdict(list)
    asked = select(TranscriptTurn).where(TranscriptTurn.recording_id.in_(recording_ids))
    for turn in (
        db.session.scalars(asked.order_by(TranscriptTurn.position)) if recording_ids else ()
    ):
        found[turn.recording_id].append(turn)
    return found


def names_of(facets: Facets, criteria: Criteria) -> dict[str, dict[str, str]]:
    """Return, by facet, what the database calls the values offered and asked for, as far as it may."""
    asked = criteria.asked()
    found = {}
    for facet, (slug, title) in _NAMED.items():
        slugs = {choice.value for choice in facets.get(facet, ())} | {asked.get(facet, "")}
        found[facet] = _names(slug, title, slugs - {""})
    speakers = {choice.value for choice in facets.get("speaker", ())}
    found["speaker"] = _names(Person.slug, Person.display_name, speakers)
    if criteria.speaker and (name := speaker_name(criteria.speaker)):
        found["speaker"][criteria.speaker] = name
    return found


_NAMED: dict[str, tuple[InstrumentedAttribute[str], InstrumentedAttribute[str]]] = {
    "topic": (Topic.slug, Topic.name),
    "region": (Region.slug, Region.name),
    "programme": (Programme.slug, Programme.name),
    "series": (Series.slug, Series.title),
}


def _names(
    slug: InstrumentedAttribute[str], name: InstrumentedAttribute[str], slugs: Collection[str]
) -> dict[str, str]:
    if not slugs:
        return {}
    return dict(db.session.execute(select(slug, name).where(slug.in_(slugs))).tuples().all())

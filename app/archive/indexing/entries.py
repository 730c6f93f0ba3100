"""What the index says of an event and of a person: what their pages say, in words and labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.archive.lines import event_href, output_href, person_href
from app.archive.media import transcript_href
from app.archive.person_page import present_offices, public_biography
from app.archive.queries.appearances import Appearance, appearances_at
from app.archive.queries.conditions import OVER, UNSURE
from app.archive.queries.finding import COMING, PAST
from app.events.models import Event, EventPartner, Recording
from app.events.rules import (
    EVENT_KIND_LABELS,
    FORMAT_LABELS,
    Phase,
    RecordingKind,
    phase,
)
from app.participation.models import Participation
from app.participation.rules import ROLE_LABELS, shown_as
from app.people.models import Affiliation, Person
from app.publications.models import Output, OutputAuthor
from app.publications.rules import OUTPUT_KIND_LABELS
from app.search.entries import Entry
from app.transcripts.models import TranscriptTurn
from app.web.markdown import markdown

PEOPLE, TRANSCRIPTS, PUBLICATIONS = "people", "transcripts", "publications"
"""The shelves of persons, of what was said in public, and of what was published."""
LONGEST_PART = 60_000
"""So many letters of a transcript are one entry: about ten thousand words."""


def is_over(event: Event, at: datetime) -> bool:
    """Whether the event belongs into the archive: held, or its date went by, called off or not."""
    if event.starts_at is None or event.ends_at is None:
        return False
    return event.state in OVER or (event.ends_at <= at and event.state not in UNSURE)


def event_entries(session: Session, ids: Sequence[int], at: datetime) -> list[Entry]:
    """Return the entries of those of the events that the session's viewer sees."""
    events = session.scalars(
        select(Event)
        .where(Event.id.in_(ids))
        .options(
            joinedload(Event.programme),
            joinedload(Event.series),
            selectinload(Event.topics),
            selectinload(Event.regions),
            selectinload(Event.sessions),
            selectinload(Event.notices),
            selectinload(Event.recordings),
            selectinload(Event.partners).joinedload(EventPartner.organisation),
        )
    ).all()
    billed: dict[int, list[Appearance]] = defaultdict(list)
    for one in appearances_at(events, at, session):
        billed[one.event_id].append(one)
    return [_event_entry(event, billed[event.id], at) for event in events]


def _event_entry(event: Event, people: Sequence[Appearance], at: datetime) -> Entry:
    over = phase(event.span, event.state, at) is Phase.PAST
    summary = (event.summary_past or event.summary_upcoming) if over else event.summary_upcoming
    named = [
        *((event.programme.page_title, event.programme.name) if event.programme else ()),
        *((event.series.title, event.ordinal) if event.series else ()),
        *(topic.name for topic in event.topics),
        *(region.name for region in event.regions),
        *(partner.organisation.name for partner in event.partners),
    ]
    said = [
        _plain(summary),
        EVENT_KIND_LABELS[event.kind],
        FORMAT_LABELS[event.format],
        event.place,
        event.language,
        event.hashtag,
        *(f"{one.title}\n{_plain(one.text)}" for one in event.sessions),
        *(notice.text for notice in event.notices),
        *(recording.title for recording in event.recordings),
        *(f"{', '.join(one.offices)} {one.paper_title}" for one in people),
    ]
    return Entry(
        kind="event",
        ref=event.id,
        shelf=PAST if is_over(event, at) else COMING,
        href=event_href(event.slug),
        title=": ".join(part for part in (event.title, event.subtitle) if part),
        names=_lines(_billed(one) for one in people),
        body=_lines([*said, *named]),
        at=event.starts_at,
        labels=_labels(event),
        marks={("speaker", one.slug) for one in people if one.speaks},
        turns_at=event.ends_at if event.ends_at and event.ends_at > at else None,
    )


def _billed(one: Appearance) -> str:
    roles = ", ".join(ROLE_LABELS[role].lower() for role in one.roles)
    return " ".join(part for part in (one.name, one.native_name, roles) if part)


def _labels(event: Event) -> set[tuple[str, str]]:
    labels = {("kind", event.kind.value), ("format", event.format.value)}
    labels |= {("topic", topic.slug) for topic in event.topics}
    labels |= {("region", region.slug) for region in event.regions}
    labels |= {("has", recording.kind.value) for recording in event.recordings}
    if event.local_start is not None:
        labels.add(("year", str(event.local_start.year)))
    if event.programme is not None:
        labels.add(("programme", event.programme.slug))
    if event.series is not None:
        labels.add(("series", event.series.slug))
    return labels


def transcript_entries(session: Session, event_ids: Sequence[int]) -> list[Entry]:
    """Return the entries of the transcripts of the events; a long one in several parts."""
    turns = session.scalars(
        select(TranscriptTurn)
        .join(Recording, Recording.id == TranscriptTurn.recording_id)
        .where(Recording.event_id.in_(event_ids))
        .options(joinedload(TranscriptTurn.recording).joinedload(Recording.session))
        .options(joinedload(TranscriptTurn.recording).joinedload(Recording.event))
        .options(joinedload(TranscriptTurn.participation))
        .order_by(TranscriptTurn.recording_id, TranscriptTurn.position)
    ).all()
    return [
        entry
        for _recording, spoken in groupby(turns, key=lambda turn: turn.recording_id)
        for entry in _transcript_entries(list(spoken))
    ]


def _transcript_entries(turns: Sequence[TranscriptTurn]) -> Iterator[Entry]:
    recording = turns[0].recording
    event = recording.event
    titles = [event.title, recording.session.title if recording.session else recording.title]
    for part, some in enumerate(_parts(turns)):
        yield Entry(
            kind="transcript",
            ref=recording.id,
            part=part,
            shelf=TRANSCRIPTS,
            href=transcript_href(event, recording),
            title=": ".join(title for title in titles if title)[:300],
            names=_lines(map(_named, turns)),
            body=_lines(turn.text for turn in some),
            at=event.starts_at,
            labels=_labels(event) - {("has", kind.value) for kind in RecordingKind},
        )


def _named(turn: TranscriptTurn) -> str:
    """Return who speaks; nobody, where it is known who that is, and they are not to be named."""
    if turn.participation_id is None:
        return turn.speaker
    return f"{turn.speaker} {turn.participation.billing_name}" if turn.participation else ""


def _parts(turns: Sequence[TranscriptTurn]) -> Iterator[list[TranscriptTurn]]:
    """Yield the turns in pieces that every engine can look through to the end."""
    part: list[TranscriptTurn] = []
    length = 0
    for turn in turns:
        if part and length > LONGEST_PART:
            yield part
            part, length = [], 0
        part.append(turn)
        length += len(turn.text)
    yield part


def publication_entries(session: Session, ids: Sequence[int]) -> list[Entry]:
    """Return the entries of those of the publications that are public."""
    outputs = session.scalars(
        select(Output)
        .where(Output.id.in_(ids), Output.public.is_(True))
        .options(selectinload(Output.authors), selectinload(Output.topics))
        .options(joinedload(Output.programme))
    ).all()
    return [_publication_entry(output) for output in outputs]


def _publication_entry(output: Output) -> Entry:
    labels = {("topic", topic.slug) for topic in output.topics}
    if output.published_on:
        labels.add(("year", output.published_on[:4]))
    if output.programme is not None:
        labels.add(("programme", output.programme.slug))
    said = [
        _plain(output.abstract),
        OUTPUT_KIND_LABELS[output.kind],
        output.number_in_series,
        output.isbn,
        output.doi,
        output.publisher,
        *(topic.name for topic in output.topics),
        *(line for author in output.authors for line in author.offices),
    ]
    return Entry(
        kind="publication",
        ref=output.id,
        shelf=PUBLICATIONS,
        href=output_href(output.slug),
        title=": ".join(part for part in (output.title, output.subtitle) if part)[:300],
        names=_lines(
            f"{author.billing_name} {author.billing_native_name}" for author in output.authors
        ),
        body=_lines(said),
        at=_first_instant(output.published_on),
        labels=labels,
    )


def _first_instant(day: str) -> datetime | None:
    """Return when a day, a month or a year begins, in UTC: enough to put it in order."""
    if not day:
        return None
    year, month, of_month = (*(int(part) for part in day.split("-")), 1, 1)[:3]
    return datetime(year, month, of_month, tzinfo=UTC)


def person_entries(session: Session, ids: Sequence[int], at: datetime) -> list[Entry]:
    """Return the entries of those of the persons who have a public page."""
    seats: dict[int, list[Row[Any]]] = defaultdict(list)
    for seat in session.execute(
        select(
            Participation.person_id,
            Participation.state,
            Participation.billing_name,
            Participation.billing_offices,
            Event,
        )
        .join(Event, Event.id == Participation.event_id)
        .where(Participation.person_id.in_(ids))
        .order_by(Event.starts_at, Participation.id)
    ):
        over = phase(seat.Event.span, seat.Event.state, at) is Phase.PAST
        if shown_as(seat.state, over=over) is not None:
            seats[seat.person_id].append(seat)
    written: dict[int, list[OutputAuthor]] = defaultdict(list)
    for author in session.scalars(
        select(OutputAuthor)
        .join(Output, Output.id == OutputAuthor.output_id)
        .where(OutputAuthor.person_id.in_(ids), Output.public.is_(True))
        .options(joinedload(OutputAuthor.output))
    ):
        written[author.person_id].append(author)
    people = session.scalars(
        select(Person)
        .where(Person.id.in_(seats.keys() | written.keys()))
        .options(selectinload(Person.affiliations).joinedload(Affiliation.organisation))
        .options(selectinload(Person.biographies))
    ).all()
    return [_person_entry(person, seats[person.id], written[person.id], at) for person in people]


def _person_entry(
    person: Person, seats: Sequence[Row[Any]], written: Sequence[OutputAuthor], at: datetime
) -> Entry:
    """Return the entry of a person: by all names they were billed under, and all offices."""
    biography = public_biography(person)
    offices = [
        *(office.billed_as for office in present_offices(person, at)),
        *(line for seat in reversed(seats) for line in seat.billing_offices.splitlines()),
        *(line for author in written for line in author.offices),
    ]
    turns = [seat.Event.ends_at for seat in seats if seat.Event.ends_at]
    begun = [seat.Event.starts_at for seat in seats]
    begun += [_first_instant(author.output.published_on) for author in written]
    return Entry(
        kind="person",
        ref=person.id,
        shelf=PEOPLE,
        href=person_href(person.slug),
        title=person.display_name,
        names=_lines([person.native_name, *(seat.billing_name for seat in seats)]),
        body=_lines([*offices, _plain(biography.long or biography.short) if biography else ""]),
        at=max((instant for instant in begun if instant), default=None),
        turns_at=min((turn for turn in turns if turn > at), default=None),
    )


def _plain(text: str) -> str:
    """Return the words of Markdown, for whoever reads them without its marks."""
    return str(markdown(text).striptags()) if text else ""


def _lines(parts: Iterable[str]) -> str:
    """Return the parts that say something, each once, on lines of their own."""
    return "\n".join(dict.fromkeys(part.strip() for part in parts if part and part.strip()))

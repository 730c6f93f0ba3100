"""What each row is about, so that the index follows when it is written.

A seat's own rows (roles, consents) tell of their seat; what is shared by many pages, such as a
topic, tells of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect

from app.events.models import Event, EventNotice, EventPartner, EventSession, Recording
from app.extensions import Base
from app.games.models import Casting, GameRelease
from app.infra.stale import About, Tell
from app.invitations.models import Consent
from app.participation.models import Participation, ParticipationRole
from app.people.models import Affiliation, Biography, Organisation, Person
from app.programmes.models import Programme, Region, Series, Topic
from app.publications.models import Output, OutputAuthor
from app.transcripts.models import TranscriptTurn

BILLED_BY = ("slug", "never_list", "merged_into_id")
"""What of a person decides how, or whether, the events they are billed at say so."""


def _of_event(row: Any) -> Iterator[About]:
    yield "event", row.event_id


def _recording(recording: Recording) -> Iterator[About]:
    yield "event", recording.event_id
    # One that is deleted cannot be asked for its event's others any more.
    yield "transcript", recording.id


def _turn(turn: TranscriptTurn) -> Iterator[About]:
    yield "recording", turn.recording_id


def _author(author: OutputAuthor) -> Iterator[About]:
    yield "publication", author.output_id
    yield "person", author.person_id


def _of_person(row: Any) -> Iterator[About]:
    yield "person", row.person_id


def _of_seat(row: Any) -> Iterator[About]:
    yield "seat", row.participation_id


def _itself(kind: str) -> Tell:
    return lambda row: [(kind, row.id)]


def _participation(seat: Participation) -> Iterator[About]:
    yield "event", seat.event_id
    if seat.person_id is not None:
        yield "person", seat.person_id


def _person(person: Person) -> Iterator[About]:
    yield "person", person.id
    attributes = inspect(person).attrs
    if any(attributes[name].history.has_changes() for name in BILLED_BY):
        yield "billed", person.id


TELLS: dict[type[Base], Tell] = {
    Event: _itself("event"),
    EventSession: _of_event,
    EventPartner: _of_event,
    EventNotice: _of_event,
    Recording: _recording,
    TranscriptTurn: _turn,
    Participation: _participation,
    ParticipationRole: _of_seat,
    Consent: _of_seat,
    Casting: _of_seat,
    GameRelease: _of_event,
    Person: _person,
    Affiliation: _of_person,
    Biography: _of_person,
    Organisation: _itself("partner"),
    Output: _itself("publication"),
    OutputAuthor: _author,
    Programme: _itself("programme"),
    Series: _itself("series"),
    Topic: _itself("topic"),
    Region: _itself("region"),
}

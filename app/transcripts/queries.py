"""What is asked of transcripts: their turns, and who was seated where they were spoken."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.core.errors import NotFound
from app.events.models import Event, Recording
from app.events.rules import RecordingKind
from app.extensions import db
from app.participation.models import Participation
from app.participation.queries import seats_of
from app.transcripts.labels import whom
from app.transcripts.models import TranscriptTurn


def transcript_of(event: Event, key: str) -> Recording:
    """Return the transcript of ``event`` with that public key. Raises NotFound."""
    recording = db.session.scalar(
        select(Recording).where(
            Recording.event_id == event.id,
            Recording.key == key,
            Recording.kind == RecordingKind.TRANSCRIPT,
        )
    )
    if recording is None:
        raise NotFound
    return recording


def turns_of(recording: Recording) -> Sequence[TranscriptTurn]:
    """Return the turns as they follow each other."""
    return db.session.scalars(
        select(TranscriptTurn)
        .where(TranscriptTurn.recording_id == recording.id)
        .order_by(TranscriptTurn.position)
    ).all()


def turn_of(recording: Recording, position: int) -> TranscriptTurn:
    """Return one turn. Raises NotFound."""
    turn = db.session.scalar(
        select(TranscriptTurn).where(
            TranscriptTurn.recording_id == recording.id, TranscriptTurn.position == position
        )
    )
    if turn is None:
        raise NotFound
    return turn


def labels_of(recording: Recording) -> Sequence[tuple[str, int, int | None]]:
    """Return every label as printed, how often it comes, and the seat it is matched with."""
    rows = db.session.execute(
        select(
            TranscriptTurn.speaker,
            func.count(TranscriptTurn.id),
            func.max(TranscriptTurn.participation_id),
        )
        .where(TranscriptTurn.recording_id == recording.id, TranscriptTurn.speaker != "")
        .group_by(TranscriptTurn.speaker)
        .order_by(func.min(TranscriptTurn.position))
    )
    return [(row[0], row[1], row[2]) for row in rows]


def seats_for(recording: Recording) -> list[Participation]:
    """Return one seat for each person at the event: that of the session, or else the first."""
    chosen: dict[int, Participation] = {}
    for seat in sorted(
        seats_of(recording.event), key=lambda one: one.session_id != recording.session_id
    ):
        if seat.person_id is not None:
            chosen.setdefault(seat.person_id, seat)
    return list(chosen.values())


def suggestions(recording: Recording, seats: Sequence[Participation]) -> dict[str, Participation]:
    """Return for each label that is not matched yet who is probably meant."""
    by_key = {one.key: one for one in seats}
    names = {one.key: [name for name in {one.billing_name, one.name} if name] for one in seats}
    found = {}
    for label, _number, matched in labels_of(recording):
        key = None if matched else whom(label, names)
        if key is not None:
            found[label] = by_key[key]
    return found


def turns_with_seats(recording: Recording) -> Sequence[TranscriptTurn]:
    """Return the turns, each with the seat of its speaker as far as the viewer may know it."""
    return db.session.scalars(
        select(TranscriptTurn)
        .where(TranscriptTurn.recording_id == recording.id)
        .options(joinedload(TranscriptTurn.participation))
        .order_by(TranscriptTurn.position)
    ).all()

"""What staff do to transcripts. None commits; each writes its line into the trail of the event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, update

from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.events.models import Recording
from app.events.operations import set_transcript_state
from app.events.operations.trail import changed
from app.events.queries import require_release
from app.events.rules import (
    TRANSCRIPT_ACTION_LABELS,
    TranscriptAction,
    TranscriptState,
    next_transcript_state,
)
from app.extensions import db
from app.infra.stale import SAID, mark_stale
from app.participation.models import Participation
from app.transcripts.models import TranscriptTurn
from app.transcripts.reading import LONGEST_LABEL, Turn


def set_turns(recording: Recording, turns: Sequence[Turn]) -> None:
    """Keep ``turns`` in place of whatever was there, unreleased; who is matched stays so by label.

    Raises Refused for a transcript that is public: it is taken back first.
    """
    if recording.transcript_state is TranscriptState.PUBLIC:
        raise Refused(N_("This transcript is public. Take it back before you replace it."))
    if not turns:
        raise InvalidInput(N_("There is nothing in it to read."))
    set_transcript_state(recording, TranscriptState.MACHINE)
    mark_stale(db.session(), ("recording", recording.id))
    db.session.execute(
        delete(TranscriptTurn)
        .where(TranscriptTurn.recording_id == recording.id)
        .execution_options(**{SAID: True})
    )
    db.session.add_all(
        TranscriptTurn(
            recording_id=recording.id,
            position=position,
            speaker=turn.speaker[:LONGEST_LABEL],
            starts_second=turn.second,
            text=turn.text,
        )
        for position, turn in enumerate(turns, start=1)
    )
    db.session.flush()
    changed(recording.event, N_("put in the text of a transcript of"), turns=str(len(turns)))


def edit_turn(turn: TranscriptTurn, *, speaker: str, text: str, second: int | None) -> None:
    """Correct one turn. A text that speakers have reviewed is edited again; a public one stays so."""
    if not text:
        raise InvalidInput(N_("Write what was said, or delete the turn."))
    _touch(turn.recording)
    if speaker != turn.speaker:
        turn.participation_id = None
    turn.speaker, turn.text, turn.starts_second = speaker[:LONGEST_LABEL], text, second
    changed(
        turn.recording.event, N_("corrected a transcript of"), turn=str(turn.position), text=text
    )


def delete_turn(turn: TranscriptTurn) -> None:
    """Take one turn out; the others keep their addresses."""
    _touch(turn.recording)
    changed(
        turn.recording.event,
        N_("took a turn out of a transcript of"),
        turn=str(turn.position),
        text=turn.text,
    )
    db.session.delete(turn)


def match(recording: Recording, seats: Mapping[str, Participation | None]) -> None:
    """Say of each label whose it is; None for nobody's."""
    mark_stale(db.session(), ("recording", recording.id))
    for label, seat in seats.items():
        db.session.execute(
            update(TranscriptTurn)
            .where(TranscriptTurn.recording_id == recording.id, TranscriptTurn.speaker == label)
            .values(participation_id=seat.id if seat else None)
            .execution_options(**{SAID: True})
        )
    changed(recording.event, N_("said who speaks in a transcript of"))


def step(recording: Recording, action: TranscriptAction) -> None:
    """Lead the transcript one step on or back. Raises Refused.

    Only who may publish the event releases its words.
    """
    if recording.transcript_state is None:
        raise Refused(N_("There is no text yet."))
    state = next_transcript_state(recording.transcript_state, action)
    if action is TranscriptAction.RELEASE:
        require_release(recording.event)
    set_transcript_state(recording, state)
    changed(
        recording.event,
        N_("led on a transcript of"),
        step=TRANSCRIPT_ACTION_LABELS[action],
    )


def _touch(recording: Recording) -> None:
    if recording.transcript_state is TranscriptState.PUBLIC:
        require_release(recording.event)
    elif recording.transcript_state is TranscriptState.REVIEWED:
        set_transcript_state(recording, TranscriptState.EDITED)

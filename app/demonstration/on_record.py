"""Two conferences on record with what was said there, loaded from files as staff would."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from app.demonstration.days import ZONE
from app.events.models import Event, Recording
from app.events.operations import mark_held
from app.events.rules import EventState, TranscriptAction, TranscriptState
from app.extensions import db
from app.imports.media import REQUIRED as MEDIA_COLUMNS
from app.imports.media import read_media
from app.imports.operations import load, release
from app.imports.panels import REQUIRED as PANEL_COLUMNS
from app.imports.panels import read_panels
from app.imports.sheet import read_sheet
from app.imports.writing.media import write
from app.transcripts.operations import match, step
from app.transcripts.queries import seats_for, suggestions

FILES = Path(__file__).parent / "conferences"
TO_THE_PUBLIC = (
    TranscriptAction.FINISH_EDITING,
    TranscriptAction.NOTE_REVIEW,
    TranscriptAction.RELEASE,
)


def add_conferences(owner_id: int) -> None:
    """Load the programmes, then the transcripts; match the speakers, and release it all."""
    programmes = read_panels(
        read_sheet((FILES / "programmes.csv").read_bytes(), required=PANEL_COLUMNS), zone=ZONE
    )
    load(programmes, owner_id=owner_id)
    refs = programmes.public_refs
    for event in db.session.scalars(select(Event).where(Event.source_ref.in_(refs))):
        if event.state is EventState.CONFIRMED:
            mark_held(event)
    release(refs)
    texts = {file.name: file.read_bytes() for file in FILES.glob("*.txt")}
    sheet = read_sheet((FILES / "media.csv").read_bytes(), required=MEDIA_COLUMNS)
    _report, faults = write(read_media(sheet, texts).media)
    if faults:
        raise ValueError(faults)
    for recording in db.session.scalars(
        select(Recording).where(Recording.transcript_state == TranscriptState.MACHINE)
    ):
        match(recording, dict(suggestions(recording, seats_for(recording))))
        for action in TO_THE_PUBLIC:
            step(recording, action)

"""What the page of a transcript says: turns with a margin of speakers and times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.archive.lines import person_href
from app.archive.media import language_name
from app.archive.queries import Appearance
from app.events.models import Event, Recording
from app.events.rules import clock_of
from app.transcripts.models import TranscriptTurn


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """One turn. ``office`` is the one held then, said where the speaker comes first."""

    anchor: str
    speaker: str
    href: str
    office: str
    begins: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class TranscriptPage:
    """What ``templates/archive/transcript.html`` prints."""

    event: Event
    recording: Recording
    title: str
    language: str
    turns: Sequence[Spoken]
    speakers: Sequence[Spoken]


def transcript_page(
    event: Event,
    recording: Recording,
    turns: Sequence[TranscriptTurn],
    people: Sequence[Appearance],
) -> TranscriptPage:
    """Return what the page of ``recording`` says; whoever may not be named is not."""
    by_seat = {one.seat_id: one for one in people}
    known: set[str] = set()
    spoken = [_spoken(turn, by_seat, known) for turn in turns]
    first = {one.speaker: one for one in reversed(spoken) if one.href}
    return TranscriptPage(
        event=event,
        recording=recording,
        title=recording.session.title if recording.session else recording.title or event.title,
        language=language_name(recording.language),
        turns=spoken,
        speakers=[one for one in spoken if first.get(one.speaker) is one],
    )


def as_text(page: TranscriptPage, url: str) -> str:
    """Return the transcript to take along: what it is of, where it is from, and every turn."""
    head = [page.event.title, *([page.title] if page.title != page.event.title else []), url]
    said = [
        "\n\n".join(
            (f"{one.speaker.upper()}: {one.paragraphs[0]}" if one.speaker else one.paragraphs[0],
             *one.paragraphs[1:])
        )
        for one in page.turns
    ]  # fmt: skip
    return "\n".join(head) + "\n\n" + "\n\n".join(said) + "\n"


def anchor_of(position: int) -> str:
    """Return by what a turn is linked to, for as long as its transcript is not replaced."""
    return f"turn-{position}"


def _spoken(turn: TranscriptTurn, by_seat: dict[int, Appearance], known: set[str]) -> Spoken:
    seat = by_seat.get(turn.participation_id or 0)
    speaker, href, office = turn.speaker, "", ""
    if seat is not None:
        speaker, href = seat.name, person_href(seat.slug)
        office = "" if seat.slug in known or not seat.offices else seat.offices[0]
        known.add(seat.slug)
    elif turn.participation_id is not None:
        # Somebody sat there who must not be named in public.
        speaker = _("A speaker who is not named")
    return Spoken(
        anchor=anchor_of(turn.position),
        speaker=speaker,
        href=href,
        office=office,
        begins=clock_of(turn.starts_second),
        paragraphs=turn.text.split("\n\n"),
    )

"""Recordings as pages show them: where they play, their still, captions, language, length and credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from babel import Locale, UnknownLocaleError
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from app.archive.lines import event_href
from app.archive.players import Player, player_for
from app.core.text import slugify
from app.events.models import Caption, Event, Recording
from app.events.rules import RECORDING_KIND_LABELS, TranscriptState, clock_of

KEY_IN_ADDRESS = 6
LINE_OF_STILL = 34
LINES_OF_STILL = 5


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A recording with its words, where it plays, and what is shown until then."""

    kind: str
    kind_label: str
    url: str
    title: str
    player: Player | None
    poster: str
    length: str
    language: str
    language_tag: str
    credit: str
    captions: Sequence[tuple[str, str]]
    sound: str
    sound_type: str

    @property
    def about(self) -> str:
        """Length, language and credit, in one line."""
        return " · ".join(part for part in (self.length, self.language, self.credit) if part)


def shown(event: Event, recording: Recording) -> Shown | None:
    """Return what a page says of ``recording``, or None if it leads nowhere."""
    player = player_for(recording.url)
    sound, sound_type = recording.sound
    if recording.transcript_state is not None or (player is None and not sound):
        return None
    return Shown(
        kind=recording.kind.value,
        kind_label=_(RECORDING_KIND_LABELS[recording.kind]),
        url=recording.url,
        title=recording.title or event.title,
        player=player,
        poster=poster_href(event, recording),
        length=clock_of(recording.seconds),
        language=language_name(recording.language),
        language_tag=recording.language,
        credit=", ".join(part for part in (recording.credit, recording.licence) if part),
        captions=[
            (language_name(one.language), caption_href(event, one)) for one in recording.captions
        ],
        sound=sound,
        sound_type=sound_type,
    )


def poster_href(event: Event, recording: Recording) -> str:
    """Return where the still of ``recording`` is: the picture that was sent, or one that is drawn."""
    if recording.poster_key:
        return f"{event_href(event.slug)}/recordings/{recording.poster_key}.jpg"
    return f"{event_href(event.slug)}/recordings/{recording.key}.svg"


def caption_href(event: Event, caption: Caption) -> str:
    """Return where the captions are: elsewhere, or the file kept here."""
    return caption.url or f"{event_href(event.slug)}/captions/{caption.key}.vtt"


def transcripts_in(event: Event) -> list[Recording]:
    """Return the transcripts of ``event`` whose text visitors read here, in the order of the agenda."""
    found = [one for one in event.recordings if one.transcript_state is TranscriptState.PUBLIC]
    return sorted(found, key=lambda one: (one.session.position if one.session else 0, one.id))


def transcript_name(recording: Recording) -> str:
    """Return what stands for ``recording`` in an address: its session, and a part of its key.

    The key alone finds it, so that the address lasts when the session is renamed.
    """
    title = recording.session.title if recording.session else recording.title
    return f"{slugify(title, 'text') if title else 'text'}-{recording.key[:KEY_IN_ADDRESS]}"


def transcript_href(event: Event, recording: Recording) -> str:
    """Return where the text of ``recording`` is read: a short address where it is the only one."""
    base = f"{event_href(event.slug)}/transcript"
    return base if len(transcripts_in(event)) == 1 else f"{base}/{transcript_name(recording)}"


def language_name(tag: str) -> str:
    """Return the name of a language in the language of the page; the tag where it has none."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(get_locale()) if tag else ""
    except (ValueError, UnknownLocaleError):
        name = tag
    return name or tag


def still(title: str, institute: str) -> str:
    """Draw what stands for a recording until it is played: its title, as SVG."""
    lines = wrap(title, LINE_OF_STILL)
    if len(lines) > LINES_OF_STILL:
        lines = [*lines[: LINES_OF_STILL - 1], f"{lines[LINES_OF_STILL - 1]} …"]
    text = Markup('<text x="96" y="{}" font-size="60" fill="#f7f5f0">{}</text>')
    drawn = Markup("").join(
        text.format(190 + 80 * number, line) for number, line in enumerate(lines)
    )
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720" width="1280" height="720">'
        '<rect width="1280" height="720" fill="#16202c"/>'
        '<rect x="96" y="96" width="64" height="3" fill="#6fb3b8"/>'
        '<g font-family="Source Serif 4, Georgia, serif">{}</g>'
        '<text x="1184" y="672" text-anchor="end" font-family="Source Sans 3, Arial, sans-serif" '
        'font-size="26" fill="#aeb8c2">{}</text></svg>'
    ).format(drawn, institute)

"""Transcripts to read and to take along, captions, and the stills of recordings."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public
from app.archive import queries
from app.archive.lines import event_href
from app.archive.linked_data import absolute, described_trail
from app.archive.media import (
    KEY_IN_ADDRESS,
    still,
    transcript_href,
    transcripts_in,
)
from app.archive.transcript_page import TranscriptPage, as_text, transcript_page
from app.config import current_settings
from app.core.clock import now
from app.core.errors import NotFound
from app.events.models import Event, Recording
from app.transcripts.queries import turns_of
from app.web.navigation import stand_under
from app.web.page_cache import cached_page


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    bp.get("/events/<slug>/transcript")(transcripts)
    bp.get("/events/<slug>/transcript/<name>")(transcript)
    bp.get("/events/<slug>/transcript.txt")(transcript_text)
    bp.get("/events/<slug>/transcript/<name>.txt")(named_transcript_text)
    bp.get("/events/<slug>/captions/<key>.vtt")(captions)
    bp.get("/events/<slug>/recordings/<key>.svg")(drawn_still)
    bp.get("/events/<slug>/recordings/<key>.jpg")(sent_still)


@cached_page()
@public
def transcripts(slug: str) -> ResponseReturnValue:
    """Show the transcript of an event, or the list of them where there are several."""
    event = queries.media_at(slug)
    if event is None:
        return _moved(slug)
    found = transcripts_in(event)
    if not found:
        raise NotFound
    if len(found) == 1:
        return _shown(event, found[0])
    stand_under("/archive/")
    return render_template(
        "archive/transcripts.html",
        event=event,
        transcripts=[
            (
                one.session.title if one.session else one.title or event.title,
                transcript_href(event, one),
            )
            for one in found
        ],
        url=f"{event_href(event.slug)}/transcript",
        parents=_parents(event),
        linked_data=[_trail(event, _("Transcripts"), f"{event_href(event.slug)}/transcript")],
    )


@cached_page()
@public
def transcript(slug: str, name: str) -> ResponseReturnValue:
    """Show one of several transcripts; at an address it had before, lead on."""
    event, found = _find(slug, name)
    if request.path != transcript_href(event, found):
        return redirect(transcript_href(event, found), 301)
    return _shown(event, found)


@cached_page()
@public
def transcript_text(slug: str) -> ResponseReturnValue:
    """Give the only transcript of an event as text."""
    event = queries.media_at(slug)
    found = transcripts_in(event) if event is not None else []
    if event is None or len(found) != 1:
        raise NotFound
    return _text(event, found[0])


@cached_page()
@public
def named_transcript_text(slug: str, name: str) -> ResponseReturnValue:
    """Give one of several transcripts as text."""
    return _text(*_find(slug, name))


@cached_page()
@public
def captions(slug: str, key: str) -> ResponseReturnValue:
    """Give the captions that are kept here."""
    for recording in _event(slug).recordings:
        for one in recording.captions:
            if one.key == key and one.content:
                return Response(one.content, mimetype="text/vtt")
    raise NotFound


@cached_page()
@public
def drawn_still(slug: str, key: str) -> ResponseReturnValue:
    """Draw what stands for a recording until it is played."""
    event = _event(slug)
    for recording in event.recordings:
        if recording.key == key:
            title = recording.title or event.title
            drawn = still(title, current_settings().institute_name)
            return Response(drawn, mimetype="image/svg+xml")
    raise NotFound


@cached_page()
@public
def sent_still(slug: str, key: str) -> ResponseReturnValue:
    """Give the picture that stands for a recording until it is played."""
    for recording in _event(slug).recordings:
        if recording.poster_key == key and recording.poster:
            return Response(recording.poster, mimetype="image/jpeg")
    raise NotFound


def _event(slug: str) -> Event:
    event = queries.media_at(slug)
    if event is None:
        raise NotFound
    return event


def _moved(slug: str) -> ResponseReturnValue:
    present = queries.moved_to(slug)
    if present is None:
        abort(410 if queries.tombstone_at(slug) is not None else 404)
    return redirect(f"{event_href(present)}/transcript", 301)


def _find(slug: str, name: str) -> tuple[Event, Recording]:
    event = _event(slug)
    part = name.rpartition("-")[2]
    for one in transcripts_in(event):
        if len(part) == KEY_IN_ADDRESS and one.key.startswith(part):
            return event, one
    raise NotFound


def _page(event: Event, recording: Recording) -> TranscriptPage:
    people = queries.appearances_at([event], now())
    return transcript_page(event, recording, turns_of(recording), people)


def _text(event: Event, recording: Recording) -> Response:
    page = _page(event, recording)
    url = absolute(transcript_href(event, recording))
    answer = Response(as_text(page, url), mimetype="text/plain")
    answer.headers["Content-Disposition"] = f'attachment; filename="{event.slug}-transcript.txt"'
    return answer


def _shown(event: Event, recording: Recording) -> str:
    url = transcript_href(event, recording)
    stand_under("/archive/")
    return render_template(
        "archive/transcript.html",
        page=_page(event, recording),
        url=url,
        parents=_parents(event),
        linked_data=[_trail(event, _("Transcript"), url)],
    )


def _parents(event: Event) -> list[dict[str, str]]:
    return [
        {"label": _("Archive"), "href": "/archive/"},
        {"label": event.title, "href": event_href(event.slug)},
    ]


def _trail(event: Event, label: str, url: str) -> dict[str, object]:
    archive = (_("Archive"), "/archive/")
    return described_trail([archive, (event.title, event_href(event.slug)), (label, url)])

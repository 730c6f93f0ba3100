"""The pictures that others show beside a link to a page of ours."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public
from app.archive import queries
from app.archive.output_page import output_line
from app.archive.person_page import present_offices
from app.archive.pictures import Card, cover, drawn
from app.archive.views.people import has_page
from app.config import current_settings
from app.core.clock import now
from app.core.errors import NotFound
from app.events.rules import EVENT_KIND_LABELS, PHASE_LABELS, Format, Phase, phase
from app.publications.queries import output_at
from app.web.filters import span_date
from app.web.page_cache import cached_page
from app.web.security import shown_elsewhere

UNLIKE_THE_DATE = frozenset({Phase.POSTPONED, Phase.CANCELLED})
"""What has to be said, because the date would be believed."""


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    bp.get("/picture.png")(institute_picture)
    bp.get("/feeds/podcast.png")(podcast_cover)
    bp.get("/events/<slug>/picture.png")(event_picture)
    bp.get("/publications/<slug>/picture.png")(publication_picture)
    bp.get("/people/<slug>/picture.png")(person_picture)
    bp.get("/programmes/<slug>/picture.png")(programme_picture)


@shown_elsewhere
@cached_page()
@public
def institute_picture() -> ResponseReturnValue:
    """Give the picture of every page that has none of its own."""
    settings = current_settings()
    host = urlsplit(settings.base_url).hostname or ""
    facts = (_("Dialogues, panels and peace games"),)
    return _answer(Card("", settings.institute_name, facts, host))


@shown_elsewhere
@cached_page()
@public
def podcast_cover() -> ResponseReturnValue:
    """Give the cover of the podcast."""
    picture = cover(current_settings().institute_name, _("Public events, to be heard"))
    return Response(picture, mimetype="image/png")


@shown_elsewhere
@cached_page()
@public
def event_picture(slug: str) -> ResponseReturnValue:
    """Give the picture of a released event."""
    event = queries.event_at(slug)
    if event is None:
        raise NotFound
    now_is = phase(event.span, event.state, now())
    said = _(PHASE_LABELS[now_is]) if now_is in UNLIKE_THE_DATE else ""
    date = span_date(event.span) if event.span else _("Date to be announced")
    place = event.place if event.format is not Format.VIRTUAL else ""
    return _answer(
        _card(event.title, date, place, label=_words(_(EVENT_KIND_LABELS[event.kind]), said))
    )


@shown_elsewhere
@cached_page()
@public
def publication_picture(slug: str) -> ResponseReturnValue:
    """Give the picture of a released publication."""
    output = output_at(slug)
    if output is None:
        raise NotFound
    line = output_line(output)
    return _answer(_card(line.title, line.people, line.when, label=line.kind))


@shown_elsewhere
@cached_page()
@public
def person_picture(slug: str) -> ResponseReturnValue:
    """Give the picture of a person who has a page: names and office, and never the portrait.

    Consent to that can be taken back, and a picture that others have kept can not.
    """
    at = now()
    person = queries.person_at(slug)
    if person is None or not has_page(person, at):
        raise NotFound
    offices = [office.billed_as for office in present_offices(person, at)]
    return _answer(_card(person.display_name, person.native_name, *offices))


@shown_elsewhere
@cached_page()
@public
def programme_picture(slug: str) -> ResponseReturnValue:
    """Give the picture of a programme that has a page."""
    programme = queries.programme_at(slug)
    if programme is None:
        raise NotFound
    return _answer(_card(programme.page_title or programme.name, label=_("Programme")))


def _card(title: str, *facts: str, label: str = "") -> Card:
    return Card(label, title, tuple(filter(None, facts)), current_settings().institute_name)


def _words(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _answer(card: Card) -> Response:
    return Response(drawn(card), mimetype="image/png")

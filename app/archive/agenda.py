"""The agenda of an event, day by day, as ``components/agenda.html`` takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import gettext as _
from markupsafe import Markup

from app.archive.lines import person_href, roles_in_words
from app.archive.media import transcript_href
from app.archive.players import player_for
from app.archive.queries import Appearance
from app.events.models import Event, EventSession, Recording
from app.events.rules import ATTRIBUTION_LABELS, RECORDING_KIND_LABELS, clock_of
from app.participation.rules import SHOWN_AS_LABELS, Role, ShownAs
from app.web.filters import clock, day
from app.web.markdown import markdown


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """One session; ``people`` is a sentence with links, ``note`` where and how it differs.

    ``recordings`` are links to what was filmed, recorded or written down in it.
    """

    day: date | None
    start: str
    end: str
    title: str
    people: Markup
    note: str
    text: Markup
    recordings: Markup
    is_break: bool


@dataclass(frozen=True)
class AgendaDay:
    """The sessions of one day; its ``heading`` is empty where there is one day only."""

    heading: str
    items: Sequence[AgendaItem]


def agenda_of(event: Event, people: Sequence[Appearance]) -> list[AgendaDay]:
    """Return the sessions that the viewer sees, by their local day and in the agenda's order."""
    items = [
        _item(event, session, [one for one in people if one.session_id == session.id])
        for session in event.sessions
    ]
    days = [(of, list(found)) for of, found in groupby(items, key=lambda item: item.day)]
    several = len(days) > 1
    return [AgendaDay(day(of) if several and of else "", found) for of, found in days]


def _item(event: Event, session: EventSession, people: Sequence[Appearance]) -> AgendaItem:
    span = session.span_in(event.zone)
    return AgendaItem(
        day=span.first_day if span else None,
        start=clock(span.local_start) if span else "",
        end=clock(span.local_end) if span and span.local_end else "",
        title=session.title,
        people=_people(people),
        note=_note(event, session),
        text=markdown(session.text) if session.text else Markup(),
        recordings=_recordings(event, session),
        is_break=session.kind.is_pause,
    )


def _recordings(event: Event, session: EventSession) -> Markup:
    """Return links to what was recorded of ``session``: each with its kind, and the site unless it is ours."""
    return Markup(" · ").join(
        found
        for one in event.recordings
        if one.session_id == session.id and (found := _link(event, one))
    )


def _link(event: Event, recording: Recording) -> Markup:
    kind = _(RECORDING_KIND_LABELS[recording.kind])
    if recording.transcript_state is not None:
        read = Markup('<a href="{}">{}</a>')
        return read.format(transcript_href(event, recording), kind)
    player = player_for(recording.url or recording.file_url)
    if player is None:
        return Markup()
    length = f", {clock_of(recording.seconds)}" if recording.seconds else ""
    link = Markup('<a href="{}" rel="noopener">{} <span class="quiet">({}{})</span></a>')
    return link.format(recording.url or recording.file_url, kind, player.site, length)


def _people(people: Sequence[Appearance]) -> Markup:
    """Return a sentence of names that lead to their pages: those with the same role together."""
    parts = []
    for roles, found in groupby(people, key=lambda one: tuple(one.roles)):
        names = Markup(", ").join(_name(one) for one in found)
        word = "" if roles == (Role.PANELLIST,) else roles_in_words(roles)
        parts.append(Markup("{}: {}").format(word, names) if word else names)
    return Markup(" · ").join(parts)


def _name(one: Appearance) -> Markup:
    link = Markup('<a href="{}">{}</a>').format(person_href(one.slug), one.name)
    if one.shown is ShownAs.CONFIRMED:
        return link
    return Markup("{} ({})").format(link, _(SHOWN_AS_LABELS[one.shown]))


def _note(event: Event, session: EventSession) -> str:
    """Return the place and the rule, where they differ from the event's."""
    facts = [session.place] if session.place and session.place != event.place else []
    if session.attribution is not None and session.attribution is not event.attribution:
        facts.append(_(ATTRIBUTION_LABELS[session.attribution]))
    return " · ".join(facts)

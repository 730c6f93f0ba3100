"""The page of an event, its calendar entry, and the ways from where it once was."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public
from app.archive import queries
from app.archive.embedding import frame_of_event
from app.archive.event_page import event_page, turns
from app.archive.lines import event_href
from app.archive.linked_data import described_event, described_trail
from app.archive.output_page import output_line
from app.archive.queries.games import is_game_told
from app.core.clock import now
from app.core.errors import NotFound
from app.events.exports import event_calendar
from app.publications.queries import outputs_of_event
from app.registration.queries import pools_on_offer
from app.web.navigation import stand_under
from app.web.page_cache import cached_page, fresh_until


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    bp.get("/events/<slug>")(event_detail)
    bp.get("/events/<slug>/", endpoint="event_slash")(event_detail)
    bp.get("/events/<slug>.ics")(event_ics)


@cached_page()
@public
def event_detail(slug: str) -> ResponseReturnValue:
    """Show a released event; where it once was, lead on or say that it was withdrawn."""
    if request.path != event_href(slug.lower()):
        return redirect(event_href(slug.lower()), 301)
    return answer_at(slug)


def answer_at(slug: str) -> ResponseReturnValue:
    """Return what a visitor gets at the address of an event. Raises NotFound."""
    event = queries.event_at(slug)
    if event is None:
        return _moved_or_withdrawn(slug)
    at = now()
    pools = pools_on_offer(event)
    fresh_until(turns(event, pools, at))
    people = queries.appearances_at([event], at)
    page = event_page(
        event,
        people,
        pools=pools,
        bookings=queries.bookings_of(event),
        neighbours=queries.neighbours(event),
        at=at,
    )
    parent = (_("Archive"), "/archive/") if page.is_past else (_("Upcoming"), "/events/")
    stand_under(parent[1])
    trail = [parent, (event.title, event_href(event.slug))]
    return render_template(
        "archive/event.html",
        page=page,
        publications=[output_line(one) for one in outputs_of_event(event)],
        frame=frame_of_event(event),
        game_href=f"{event_href(event.slug)}/game" if is_game_told(event) else "",
        parent={"label": parent[0], "href": parent[1]},
        linked_data=[described_event(event, people, page.summary), described_trail(trail)],
    )


@cached_page()
@public
def event_ics(slug: str) -> ResponseReturnValue:
    """Give the calendar entry of a released event."""
    event = queries.event_at(slug)
    if event is None:
        raise NotFound
    fresh_until(turns(event, (), now()))
    answer = Response(event_calendar(event), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return answer


def _moved_or_withdrawn(slug: str) -> ResponseReturnValue:
    """Lead to the present address, or show what was left here. Raises NotFound."""
    if (present := queries.moved_to(slug)) is not None:
        return redirect(event_href(present), 301)
    tombstone = queries.tombstone_at(slug)
    if tombstone is None:
        raise NotFound
    return render_template("archive/withdrawn.html", tombstone=tombstone), 410

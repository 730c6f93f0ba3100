"""Pages that other sites show in a frame, and how they find them (oembed.com)."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.doors import public
from app.archive import queries
from app.archive.chips import chips, list_href
from app.archive.criteria import NAMES, Criteria
from app.archive.embedding import EVENT, LIST, Rich, place_of, rich
from app.archive.event_page import summary_at, turns
from app.archive.lines import event_line
from app.core.clock import now
from app.core.errors import NotFound
from app.web.asked import words_in
from app.web.page_cache import cached_page, fresh_until
from app.web.security import embeddable

MOST = 10
"""So many events fit a frame; the page they are led to has them all."""


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    bp.get("/oembed")(oembed)
    bp.get("/embed/upcoming")(embedded_upcoming)
    bp.get("/embed/events/<slug>")(embedded_event)


@cached_page(params=("url", "format", "maxwidth", "maxheight"))
@public
def oembed() -> ResponseReturnValue:
    """Say how the page at an address of ours is shown in a frame."""
    form = words_in(request.args, "format") or "json"
    if form not in {"json", "xml"}:
        return Response(status=501)
    found = _rich_at(request.args.get("url", ""))
    if form == "json":
        return Response(found.as_json(), mimetype="application/json")
    return Response(found.as_xml(), mimetype="text/xml")


def _rich_at(url: str) -> Rich:
    """Return how the event or programme at ``url`` is shown. Raises NotFound."""
    kind, slug = place_of(url) or ("", "")
    asked = [words_in(request.args, name) for name in ("maxwidth", "maxheight")]
    if kind == "events" and (event := queries.event_at(queries.moved_to(slug) or slug)):
        href = url_for("archive.embedded_event", slug=event.slug)
        return rich(event.title, href, EVENT.within(*asked))
    if kind == "programmes" and (programme := queries.programme_at(slug)):
        href = url_for("archive.embedded_upcoming", programme=programme.slug)
        return rich(programme.page_title or programme.name, href, LIST.within(*asked))
    raise NotFound


@embeddable
@cached_page(params=NAMES)
@public
def embedded_upcoming() -> ResponseReturnValue:
    """Show the next events that fit what is asked for."""
    at = now()
    fresh_until(queries.next_turn(at))
    criteria = Criteria.from_args(request.args)
    dated, undated = queries.coming(criteria, at)
    shown = [*dated, *undated][:MOST]
    lines = [event_line(one, at) for one in queries.listed(shown, at)]
    return render_template(
        "archive/embed/upcoming.html",
        lines=lines,
        said=[chip.label for chip in chips("", criteria, queries.names_of({}, criteria))],
        all_href=list_href("/events/", criteria),
    )


@embeddable
@cached_page()
@public
def embedded_event(slug: str) -> ResponseReturnValue:
    """Show an event as a card; where there is none, say so in the frame."""
    event = queries.event_at(slug.lower())
    if event is None:
        if (present := queries.moved_to(slug.lower())) is not None:
            return redirect(url_for("archive.embedded_event", slug=present), 301)
        return render_template("archive/embed/missing.html"), 404
    at = now()
    fresh_until(turns(event, (), at))
    (listed,) = queries.listed([event], at)
    return render_template(
        "archive/embed/event.html",
        line=event_line(listed, at),
        event=event,
        summary=summary_at(event, at),
    )

"""What machines read: feeds, the sitemap and the rules for robots."""

from __future__ import annotations

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from app.access.doors import public
from app.archive import queries
from app.archive.feeds import atom, sitemap
from app.archive.linked_data import absolute
from app.archive.podcast import podcast
from app.core.clock import now
from app.events.exports import feed_calendar
from app.web.page_cache import cached_page, fresh_until


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    bp.get("/feeds/events.atom")(atom_feed)
    bp.get("/feeds/events.ics")(calendar_feed)
    bp.get("/feeds/podcast.xml")(podcast_feed)
    bp.get("/sitemap.xml")(sitemap_file)
    bp.get("/robots.txt")(robots_file)


@cached_page()
@public
def atom_feed() -> ResponseReturnValue:
    """Give the events that changed last."""
    at = now()
    fresh_until(queries.next_turn(at))
    return Response(atom(queries.feed_events(), at), mimetype="application/atom+xml")


@cached_page()
@public
def calendar_feed() -> ResponseReturnValue:
    """Give the same events as a calendar to subscribe to."""
    fresh_until(queries.next_turn(now()))
    return Response(feed_calendar(queries.feed_events()), mimetype="text/calendar")


@cached_page()
@public
def podcast_feed() -> ResponseReturnValue:
    """Give what can be heard of past events, for players of podcasts."""
    return Response(podcast(queries.heard_lately()), mimetype="application/rss+xml")


@cached_page()
@public
def sitemap_file() -> ResponseReturnValue:
    """Give every public address."""
    return Response(sitemap(queries.places()), mimetype="application/xml")


@cached_page()
@public
def robots_file() -> ResponseReturnValue:
    """Ask robots to leave alone what is for staff and guests, and show them the sitemap."""
    rules = ("User-agent: *", "Disallow: /staff/", "Disallow: /account/")
    lines = (*rules, f"Sitemap: {absolute('/sitemap.xml')}", "")
    return Response("\n".join(lines), mimetype="text/plain")

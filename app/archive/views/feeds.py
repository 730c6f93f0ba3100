"""What machines read: feeds, the sitemap and the rules for robots."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from app.access.doors import public
from app.archive import queries
from app.archive.chips import chips
from app.archive.criteria import NAMES, Criteria
from app.archive.feeds import atom, feed_hrefs, sitemap, sitemap_index
from app.archive.lines import organisation_href
from app.archive.linked_data import absolute
from app.archive.podcast import podcast
from app.config import current_settings
from app.core.clock import now
from app.core.errors import NotFound
from app.events.exports import feed_calendar
from app.web.asked import words_in
from app.web.page_cache import cached_page, fresh_until

LISTS = (
    "/",
    "/events/",
    "/archive/",
    "/archive/figures",
    "/programmes/",
    "/publications/",
)


def add_to(bp: Blueprint) -> None:
    """Give ``bp`` its routes."""
    bp.get("/feeds/events.atom")(atom_feed)
    bp.get("/feeds/events.ics")(calendar_feed)
    bp.get("/feeds/podcast.xml")(podcast_feed)
    bp.get("/sitemap.xml")(sitemap_file)
    bp.get("/sitemaps/<name>.xml")(sitemap_part)
    bp.get("/robots.txt")(robots_file)


@cached_page(params=(*NAMES, "when"))
@public
def atom_feed() -> ResponseReturnValue:
    """Give the events of a list that changed last, or those of all lists."""
    at = now()
    fresh_until(queries.next_turn(at))
    criteria, when = _asked()
    said = [chip.label for chip in chips("", criteria, queries.names_of({}, criteria))]
    feed = atom(
        queries.feed_events(criteria, when),
        at,
        href=feed_hrefs(criteria, when).atom,
        title=": ".join([current_settings().institute_name, *filter(None, [", ".join(said)])]),
    )
    return Response(feed, mimetype="application/atom+xml")


@cached_page(params=(*NAMES, "when"))
@public
def calendar_feed() -> ResponseReturnValue:
    """Give the same events as a calendar to subscribe to."""
    fresh_until(queries.next_turn(now()))
    criteria, when = _asked()
    return Response(feed_calendar(queries.feed_events(criteria, when)), mimetype="text/calendar")


def _asked() -> tuple[Criteria, str]:
    when = words_in(request.args, "when")
    return Criteria.from_args(request.args), when if when in {"past", "upcoming"} else ""


@cached_page()
@public
def podcast_feed() -> ResponseReturnValue:
    """Give what can be heard of past events, for players of podcasts."""
    return Response(podcast(queries.heard_lately()), mimetype="application/rss+xml")


@cached_page()
@public
def sitemap_file() -> ResponseReturnValue:
    """Say where the sitemaps are."""
    return Response(sitemap_index(queries.parts()), mimetype="application/xml")


@cached_page()
@public
def sitemap_part(name: str) -> ResponseReturnValue:
    """Give the public addresses of one part of the site."""
    found = list(queries.places(name))
    paths: list[str] = []
    if name == queries.PAGES:
        paths = [*LISTS, *(organisation_href(one) for one in queries.partners())]
    if not found and not paths:
        raise NotFound
    return Response(sitemap(paths, found), mimetype="application/xml")


@cached_page()
@public
def robots_file() -> ResponseReturnValue:
    """Ask robots to leave alone what is for staff and guests, and show them the sitemap."""
    rules = ("User-agent: *", "Disallow: /staff/", "Disallow: /account/")
    lines = (*rules, f"Sitemap: {absolute('/sitemap.xml')}", "")
    return Response("\n".join(lines), mimetype="text/plain")

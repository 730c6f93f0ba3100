"""Documents for machines: the Atom feed (RFC 4287) and the sitemap (sitemaps.org)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask_babel import gettext as _

from app.archive.chips import list_href
from app.archive.criteria import Criteria
from app.archive.event_page import summary_at
from app.archive.lines import event_href, output_href, person_href
from app.archive.linked_data import absolute
from app.archive.queries import Place
from app.config import current_settings
from app.events.models import Event
from app.web.filters import span_date, span_time, zone_label
from app.web.markdown import markdown

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEVER_CHANGED = datetime(2000, 1, 1, tzinfo=UTC)
"""What an empty feed says of its last change; it has to say something."""

register_namespace("", ATOM)


@dataclass(frozen=True)
class FeedHrefs:
    """Where a list is followed, in a feed reader and in a calendar."""

    atom: str
    ics: str


def feed_hrefs(criteria: Criteria, when: str = "") -> FeedHrefs:
    """Return the feeds of a list; ``when`` is "past", "upcoming", or empty for both."""
    addresses = (f"/feeds/events.{kind}" for kind in ("atom", "ics"))
    return FeedHrefs(*(list_href(address, criteria, {"when": when}) for address in addresses))


def atom(events: Sequence[Event], at: datetime, *, href: str, title: str) -> bytes:
    """Return the feed of ``events`` that is found at ``href``.

    An entry keeps its id when its address changes, and in whatever feed it stands.
    """
    feed = Element(f"{{{ATOM}}}feed")
    _add(feed, "id", _tag("events" if href == "/feeds/events.atom" else f"feed:{href}"))
    _add(feed, "title", title)
    changed = max((event.updated_at for event in events), default=NEVER_CHANGED)
    _add(feed, "updated", changed.isoformat())
    _add(feed, "link", rel="self", href=absolute(href))
    _add(feed, "link", rel="alternate", href=absolute("/events/"), type="text/html")
    _add(SubElement(feed, f"{{{ATOM}}}author"), "name", current_settings().institute_name)
    for event in events:
        _add_entry(feed, event, at)
    return _document(feed)


def sitemap(places: Iterable[Place]) -> bytes:
    """Return the list of public addresses, with the lists themselves first."""
    urls = Element("urlset", xmlns=SITEMAP)
    for path in (
        "/",
        "/events/",
        "/archive/",
        "/archive/figures",
        "/programmes/",
        "/publications/",
    ):
        SubElement(SubElement(urls, "url"), "loc").text = absolute(path)
    for place in places:
        url = SubElement(urls, "url")
        SubElement(url, "loc").text = absolute(_href(place))
        if place.changed is not None:
            SubElement(url, "lastmod").text = place.changed.isoformat(timespec="seconds")
    return _document(urls)


def _add_entry(feed: Element, event: Event, at: datetime) -> None:
    entry = SubElement(feed, f"{{{ATOM}}}entry")
    _add(entry, "id", _tag(event.uid))
    _add(entry, "title", event.title)
    _add(entry, "published", (event.published_at or event.updated_at).isoformat())
    _add(entry, "updated", event.updated_at.isoformat())
    _add(entry, "link", rel="alternate", href=absolute(event_href(event.slug)), type="text/html")
    for topic in event.topics:
        _add(entry, "category", term=topic.slug, label=topic.name)
    _add(entry, "summary", _when(event))
    if text := summary_at(event, at):
        _add(entry, "content", str(markdown(text)), type="html")


def _when(event: Event) -> str:
    span = event.span
    if span is None:
        return _("Date to be announced")
    if span.date_only:
        return span_date(span)
    return f"{span_date(span)}, {span_time(span)}, {zone_label(span)}"


def _tag(name: str) -> str:
    """Return an id that outlives addresses (RFC 4151)."""
    return f"tag:{urlsplit(current_settings().base_url).hostname},2026:{name}"


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = text or None


def _href(place: Place) -> str:
    if place.kind == "event":
        return event_href(place.slug)
    if place.kind == "publication":
        return output_href(place.slug)
    return person_href(place.slug) if place.kind == "person" else f"/programmes/{place.slug}"


def _document(root: Element) -> bytes:
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document

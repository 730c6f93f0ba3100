"""The podcast: RSS 2.0 with the tags of Apple (podcasters.apple.com, "Podcast RSS feed requirements")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask_babel import gettext as _

from app.archive.event_page import summary_at
from app.archive.lines import event_href
from app.archive.linked_data import absolute
from app.archive.media import transcript_href, transcripts_in
from app.config import current_settings
from app.core.clock import now
from app.events.models import Event, Recording
from app.web.markdown import markdown

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
ATOM = "http://www.w3.org/2005/Atom"
PODCAST = "https://podcastindex.org/namespace/1.0"

APPLES_TYPES = {"audio/mp4": "audio/x-m4a"}
"""Apple's player knows this type by a name of its own."""

register_namespace("itunes", ITUNES)
register_namespace("podcast", PODCAST)
register_namespace("atom", ATOM)


def podcast(recordings: Sequence[Recording]) -> bytes:
    """Return the feed; an episode keeps its ``guid`` whatever becomes of its address and its title."""
    rss = Element("rss", version="2.0")
    channel = SubElement(rss, "channel")
    institute = current_settings().institute_name
    _add(channel, "title", institute)
    _add(channel, "link", absolute("/archive/?has=podcast"))
    _add(
        channel,
        "description",
        _("Public events of %(institute)s, to be heard.", institute=institute),
    )
    _add(channel, "language", "en")
    SubElement(
        channel,
        f"{{{ATOM}}}link",
        href=absolute("/feeds/podcast.xml"),
        rel="self",
        type="application/rss+xml",
    )
    _add(channel, f"{{{ITUNES}}}author", institute)
    SubElement(channel, f"{{{ITUNES}}}image", href=absolute("/feeds/podcast.png"))
    _add(channel, f"{{{ITUNES}}}type", "episodic")
    _add(channel, f"{{{ITUNES}}}explicit", "false")
    category = SubElement(channel, f"{{{ITUNES}}}category", text="News")
    SubElement(category, f"{{{ITUNES}}}category", text="Politics")
    for recording in recordings:
        if recording.sound[0]:
            _add_episode(channel, recording)
    document: bytes = tostring(rss, encoding="utf-8", xml_declaration=True)
    return document


def _add_episode(channel: Element, recording: Recording) -> None:
    event = recording.event
    url, kind = recording.sound
    item = SubElement(channel, "item")
    _add(item, "title", _title(recording))
    _add(item, "link", absolute(event_href(event.slug)))
    _add(item, "guid", recording.key).set("isPermaLink", "false")
    _add(item, "pubDate", format_datetime(_day(recording), usegmt=True))
    if text := summary_at(event, now()):
        _add(item, "description", str(markdown(text)))
    SubElement(
        item,
        "enclosure",
        url=url,
        length=str(recording.file_bytes or 0),
        type=APPLES_TYPES.get(kind, kind),
    )
    _add(item, f"{{{ITUNES}}}explicit", "false")
    if recording.seconds:
        _add(item, f"{{{ITUNES}}}duration", str(recording.seconds))
    for one in transcripts_in(event):
        if one.session_id == recording.session_id:
            href = absolute(transcript_href(event, one))
            SubElement(item, f"{{{PODCAST}}}transcript", url=href, type="text/html")


def _title(recording: Recording) -> str:
    if recording.title:
        return recording.title
    if recording.session is None:
        return recording.event.title
    return f"{recording.event.title}: {recording.session.title}"


def _day(recording: Recording) -> datetime:
    """Return when it was uploaded, or else when the event was held, or became public."""
    if recording.uploaded_on is not None:
        return datetime.combine(recording.uploaded_on, time(12), UTC)
    event: Event = recording.event
    return (event.starts_at or event.published_at or event.updated_at).astimezone(UTC)


def _add(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = text
    return element

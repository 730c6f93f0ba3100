"""What machines read: Atom, iCalendar, the sitemap, robots.txt."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree

from icalendar import Calendar
from sqlalchemy import select

from app.events import operations
from app.events.models import Event
from app.events.rules import EventState, Publication
from app.extensions import db
from tests.archive.conftest import Writing
from tests.client import CheckingClient
from tests.factories.events import add_event
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.factories.programmes import add_programme

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_the_atom_feed_has_an_entry_for_each_public_event(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = add_event(
            title="Talks & <trade>", publication=Publication.PUBLIC, summary_upcoming="*Will* & <b>"
        )
        uid = event.uid
        operations.set_topics(event, ["Trade"])
        add_event(title="Private (closed)")
    answer = client.get("/feeds/events.atom")
    feed = ElementTree.fromstring(answer.data)  # noqa: S314 - our own document.
    entries = feed.findall("a:entry", ATOM)
    assert answer.mimetype == "application/atom+xml"
    assert [entry.findtext("a:title", namespaces=ATOM) for entry in entries] == ["Talks & <trade>"]
    (entry,) = entries
    assert entry.findtext("a:id", namespaces=ATOM) == f"tag:localhost,2026:{uid}"
    assert entry.find("a:link", ATOM).get("href") == "http://localhost/events/talks-trade"
    assert entry.find("a:category", ATOM).get("label") == "Trade"
    content = entry.find("a:content", ATOM)
    assert (content.get("type"), content.text.strip()) == (
        "html",
        "<p><em>Will</em> &amp; &lt;b&gt;</p>",
    )


def test_an_empty_feed_is_still_a_feed(client: CheckingClient) -> None:
    feed = ElementTree.fromstring(client.get("/feeds/events.atom").data)  # noqa: S314 - as above.
    assert feed.findtext("a:updated", namespaces=ATOM) is not None
    calendar = Calendar.from_ical(client.get("/feeds/events.ics").data)
    assert calendar.walk("VEVENT") == []


def test_an_entry_keeps_its_id_when_its_address_changes(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        add_event(publication=Publication.PUBLIC)
    first = client.get("/feeds/events.atom").text
    with writing():
        event = db.session.scalars(select(Event)).one()
        operations.change_slug(event, slug="elsewhere")
    second = client.get("/feeds/events.atom").text
    ids = [
        ElementTree.fromstring(text).findtext("a:entry/a:id", namespaces=ATOM)  # noqa: S314
        for text in (first, second)
    ]
    assert ids[0] == ids[1]
    assert "/events/elsewhere" in second


def test_the_calendar_feed_strikes_what_was_called_off(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        add_event(title="On", publication=Publication.PUBLIC)
        add_event(title="Off", publication=Publication.PUBLIC, state=EventState.CANCELLED)
        add_event(title="Put off", publication=Publication.PUBLIC, state=EventState.POSTPONED)
        add_event(title="Private (closed)")
    answer = client.get("/feeds/events.ics")
    entries = Calendar.from_ical(answer.data).walk("VEVENT")
    assert answer.mimetype == "text/calendar"
    assert {str(entry["summary"]): str(entry["status"]) for entry in entries} == {
        "On": "CONFIRMED",
        "Off": "CANCELLED",
        "Put off": "CANCELLED",
    }


def test_the_sitemap_lists_every_public_page_and_no_other(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = add_event(
            publication=Publication.PUBLIC, programme=add_programme(name="Korea", public=True)
        )
        seat(event, add_person("Min Example"))
        secret = add_event(title="Private", local_start=datetime(2026, 6, 1, 10))
        seat(secret, add_person("Guest (closed)"))
        add_programme(name="Secret")
    parts = locations(client, "/sitemap.xml")
    assert parts == ["/sitemaps/pages.xml", "/sitemaps/people.xml", "/sitemaps/events-2026.xml"]
    places = [place for part in parts for place in locations(client, part)]
    assert places == [
        "/",
        "/events/",
        "/archive/",
        "/archive/figures",
        "/programmes/",
        "/publications/",
        "/programmes/korea",
        "/people/min-example",
        "/events/what-the-talks-taught",
    ]
    assert client.get("/sitemaps/events-2025.xml").status_code == 404
    assert all(client.get(place).status_code == 200 for place in places)


def locations(client: CheckingClient, path: str) -> list[str]:
    urls = ElementTree.fromstring(client.get(path).data)  # noqa: S314 - as above.
    return [one.text.removeprefix("http://localhost") for one in urls.iterfind(".//s:loc", SITEMAP)]


def test_robots_are_kept_from_staff_and_shown_the_sitemap(client: CheckingClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert "Disallow: /staff/" in lines
    assert lines[-1] == "Sitemap: http://localhost/sitemap.xml"

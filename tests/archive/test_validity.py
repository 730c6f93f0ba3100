"""What machines read, read by their own parsers: every feed, calendar, description and sitemap."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from flask import Flask
from icalendar import Calendar

from app import demonstration
from app.events import operations
from app.events.operations.recordings import Details
from app.events.rules import Publication, RecordingKind
from app.publications.operations import add_output, release
from app.publications.rules import OutputKind
from tests.archive.conftest import Writing
from tests.client import CheckingClient
from tests.factories.events import add_event
from tests.pages import parse

VOCABULARY = json.loads((Path(__file__).parents[1] / "data" / "schema_org.json").read_text())
TYPES, REQUIRED = VOCABULARY["types"], VOCABULARY["required"]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z))?")


@pytest.fixture
def engine_name() -> str:
    """What is said does not depend on the database."""
    return "sqlite"


@pytest.fixture
def site(app: Flask, client: CheckingClient, writing: Writing) -> CheckingClient:
    """Give a visitor of the demonstration, with something to see, to hear and to read in it."""
    with app.app_context():
        demonstration.build("correct horse battery staple")
    with writing():
        event = add_event(title="Recorded", place="Washington, DC", publication=Publication.PUBLIC)
        sound = Details(
            seconds=61,
            file_url="https://example.org/4.mp3",
            file_bytes=1200,
            uploaded_on=date(2026, 3, 5),
        )
        for kind, details in ((RecordingKind.PODCAST, sound), (RecordingKind.VIDEO, Details())):
            operations.add_recording(
                event, kind=kind, url="https://www.youtube.com/watch?v=abcdefghijk", details=details
            )
        report = add_output(kind=OutputKind.REPORT, title="Peace", published_on="2020")
        report.isbn, report.doi = "978-1-60127-794-7", "10.1000/182"
        release(report)
    return client


def sitemap(client: CheckingClient, path: str, root: str, entry: str) -> list[str]:
    """Return the addresses in a sitemap that keeps the rules of sitemaps.org."""
    answer = client.get(path)
    document = ElementTree.fromstring(answer.data)  # noqa: S314 - our own document.
    assert document.tag == SITEMAP + root
    assert len(answer.data) < 50_000_000
    assert 0 < len(document) <= 50_000
    addresses = []
    for each in document:
        assert each.tag == SITEMAP + entry
        said = {one.tag.removeprefix(SITEMAP): one.text or "" for one in each}
        assert said.keys() <= {"loc", "lastmod"}
        assert FULL_DATE.fullmatch(said.get("lastmod", "2026-01-01")), said
        assert len(said["loc"]) < 2048
        assert said["loc"].startswith("http://localhost/")
        addresses.append(urlsplit(said["loc"]).path)
    assert len(set(addresses)) == len(addresses)
    return addresses


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield each description in another."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)


def properties_of(kind: str) -> set[str]:
    inherited = (properties_of(parent) for parent in TYPES[kind]["parents"])
    return set(TYPES[kind]["properties"]).union(*inherited)


def faults(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    if kind not in TYPES:
        return [f"{kind} is no type that is known here"]
    foreign = node.keys() - properties_of(kind) - {"@context", "@type", "@id"}
    missing = set(REQUIRED.get(kind, [])) - node.keys() - _unknown(node)
    dates = {name: said for name in node for said in [node[name]] if name.endswith("Date")}
    return [
        *(f"{kind} has no property {name}" for name in sorted(foreign)),
        *(f"{kind} lacks {name}" for name in sorted(missing)),
        *(f"{name} is {said}" for name, said in dates.items() if not _is_date(said)),
    ]


def _unknown(node: dict[str, Any]) -> set[str]:
    """What nobody has told of an event yet: there is no rich result for it before somebody does."""
    known = node["@type"] != "Event" or node["name"] == "Recorded"
    return set() if known else {"startDate", "location"}


def _is_date(said: object) -> bool:
    try:
        return all(
            datetime.fromisoformat(one) for one in (said if isinstance(said, list) else [said])
        )
    except (TypeError, ValueError):
        return False


def test_every_page_of_the_sitemap_is_described_in_words_of_schema_org(
    site: CheckingClient,
) -> None:
    found: set[str] = set()
    wrong: list[str] = []
    for part in sitemap(site, "/sitemap.xml", "sitemapindex", "sitemap"):
        for path in sitemap(site, part, "urlset", "url"):
            answer = site.get(path)
            assert answer.status_code == 200, path
            for script in parse(answer.text).iter("script"):
                if script.get("type") == "application/ld+json":
                    for node in nodes(json.loads("".join(script.itertext()))):
                        found.add(node["@type"])
                        wrong += [f"{path}: {fault}" for fault in faults(node)]
    assert "; ".join(wrong) == ""
    assert found >= {"Event", "VideoObject", "AudioObject", "Person", "Report", "BreadcrumbList"}


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("/feeds/events.atom", "atom10"),
        ("/feeds/events.atom?when=past&kind=panel", "atom10"),
        ("/feeds/podcast.xml", "rss20"),
    ],
)
def test_a_feed_reader_understands_every_feed(
    site: CheckingClient, path: str, version: str
) -> None:
    read = feedparser.parse(site.get(path).data)
    assert (read.bozo, read.version) == (False, version), read.get("bozo_exception")
    assert read.feed.title
    assert read.feed.link.startswith("http://localhost/")
    assert read.entries != []
    for entry in read.entries:
        assert entry.title
        assert entry.link.startswith("http://localhost/")
        assert entry.get("published_parsed") or entry.get("updated_parsed")
    assert len({entry.id for entry in read.entries}) == len(read.entries)


def test_a_podcast_has_what_directories_demand(site: CheckingClient) -> None:
    """Apple's rules: help.apple.com/itc/podcasts_connect, "RSS feed requirements"."""
    answer = site.get("/feeds/podcast.xml")
    read = feedparser.parse(answer.data)
    assert "<itunes:explicit>false<" in answer.text
    assert read.feed.language
    assert read.feed.subtitle
    assert [tag.term for tag in read.feed.tags]
    for episode in read.entries:
        [sound] = episode.enclosures
        assert sound.href.startswith("http")
        assert int(sound.length) >= 0  # By custom 0 is a length that nobody knows.
        assert sound.type.startswith("audio/")


@pytest.mark.parametrize("path", ["/feeds/events.ics", "/feeds/events.ics?when=past"])
def test_a_calendar_client_understands_every_calendar(site: CheckingClient, path: str) -> None:
    data = site.get(path).data
    calendar = Calendar.from_ical(data)
    assert calendar.errors == []
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    events = calendar.walk("VEVENT")
    assert events != []
    for event in events:
        assert event.errors == []
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= event.keys()
    assert len({event["UID"] for event in events}) == len(events)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))

"""What other sites show of ours: frames, and the answers by which they find them."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from app.core.clock import now
from app.events import operations
from app.events.models import Event
from app.events.operations import set_topics
from app.events.rules import Publication
from app.programmes.models import Programme
from tests.archive.conftest import Writing
from tests.client import CheckingClient
from tests.factories.events import add_event
from tests.factories.programmes import add_programme
from tests.pages import parse, text_of

HERE = "http://localhost"


def asked(url: str, **more: str) -> str:
    return "/oembed?" + urlencode({"url": url, **more})


def planned(title: str, programme: Programme | None = None, *, public: bool = True) -> Event:
    release = Publication.PUBLIC if public else Publication.UNPUBLISHED
    start = (now() + timedelta(days=30)).replace(tzinfo=None)
    return add_event(title=title, programme=programme, publication=release, local_start=start)


def test_a_public_page_says_how_it_is_embedded(client: CheckingClient, writing: Writing) -> None:
    with writing():
        planned('Talks & <"trade">')
        add_programme(name="Peace", public=True)
    for path, src in (
        ("/events/talks-trade", "/embed/events/talks-trade"),
        ("/programmes/peace", "/embed/upcoming?programme=peace"),
    ):
        (link,) = (
            one
            for one in parse(client.get(path).text).iter("link")
            if one.get("type") == "application/json+oembed"
        )
        answer = client.get((link.get("href") or "").removeprefix(HERE))
        assert answer.mimetype == "application/json"
        assert (answer.json["version"], answer.json["type"]) == ("1.0", "rich")
        (frame,) = parse("<!doctype html><title>-</title>" + answer.json["html"]).iter("iframe")
        assert (frame.get("src"), frame.get("title")) == (HERE + src, answer.json["title"])
        assert client.get(src).status_code == 200


def test_pages_offer_their_frame_and_their_feeds_to_be_copied(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = planned('Talks & <"trade">', add_programme(name="Peace", public=True))
        set_topics(event, ["Trade"])
    for path, src, feeds in (
        ("/events/talks-trade", "/embed/events/talks-trade", 0),
        ("/programmes/peace", "/embed/upcoming?programme=peace", 2),
        ("/topics/trade", "/embed/upcoming?topic=trade", 2),
        ("/events/?topic=trade", "/embed/upcoming?topic=trade", 2),
    ):
        page = parse(client.get(path).text)
        (code,) = (one for one in page.iter("code") if "<iframe" in text_of(one))
        (frame,) = parse(f"<!doctype html><title>-</title>{text_of(code)}").iter("iframe")
        assert frame.get("src") == HERE + src
        assert "trade" in client.get(src).text
        followed = [
            href
            for one in page.iter("a")
            if (href := one.get("href", "")).startswith("/feeds/events.") and "?" in href
        ]
        assert len(followed) == feeds
        for href in followed:
            assert "Talks" in client.get(href).text


def test_it_is_no_larger_than_asked_for_in_either_format(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        planned("Talks")
    url = f"{HERE}/events/talks"
    small = client.get(asked(url, maxwidth="300", maxheight="9999")).json
    assert (small["width"], small["height"]) == (300, 320)
    assert 'width="300"' in small["html"]
    answer = client.get(asked(url, format="xml", maxwidth="wide"))
    root = ElementTree.fromstring(answer.data)  # noqa: S314 - our own document.
    assert (answer.mimetype, root.tag, root.findtext("width")) == ("text/xml", "oembed", "640")
    assert client.get(asked(url, format="yaml")).status_code == 501


def test_private_missing_and_foreign_addresses_are_answered_alike(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        planned("Closed", public=False)
        add_programme(name="Closed work", public=False)
        moved = planned("Talks")
        operations.change_slug(moved, slug="elsewhere")
    urls = (
        f"{HERE}/events/closed",
        f"{HERE}/programmes/closed-work",
        f"{HERE}/events/nothing",
        f"{HERE}/people/nobody",
        f"{HERE}.example.org/events/elsewhere",
        "https://example.org/events/elsewhere",
        "http://[",
        "",
    )
    answers = [client.get(asked(url)) for url in urls]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert "/embed/events/elsewhere" in client.get(asked(f"{HERE}/events/talks")).json["html"]
    assert client.get("/embed/events/talks").location == "/embed/events/elsewhere"
    closed, nothing = (client.get(f"/embed/events/{slug}") for slug in ("closed", "nothing"))
    assert closed.status_code == nothing.status_code == 404
    assert closed.data == nothing.data


def test_the_list_is_narrowed_as_the_archive_is(client: CheckingClient, writing: Writing) -> None:
    with writing():
        peace = add_programme(name="Peace", public=True)
        planned("On peace", peace)
        planned("On trade")
        planned("Closed", peace, public=False)
        add_event(
            title="Long ago", publication=Publication.PUBLIC, local_start=datetime(2019, 3, 1)
        )
    page = client.get("/embed/upcoming?programme=peace").text
    assert "On peace" in page
    assert not any(title in page for title in ("On trade", "Closed", "Long ago"))
    assert 'href="http://localhost/events/?programme=peace"' in page


@pytest.mark.parametrize("path", ["/embed/upcoming", "/embed/events/talks", "/embed/events/none"])
def test_a_frame_runs_nothing_keeps_nothing_and_leads_out(
    client: CheckingClient, writing: Writing, path: str
) -> None:
    with writing():
        planned("Talks")
    answer = client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "X-Frame-Options" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    page = parse(answer.text)
    assert [one.get("target") for one in page.iter("base")] == ["_parent"]
    assert not list(page.iter("script"))

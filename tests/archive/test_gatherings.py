"""The pages of a series, a topic and a region."""

from __future__ import annotations

import json
import re

import pytest

from app.events.operations import add_partner, edit_event, set_regions, set_topics
from app.events.rules import EventState, PartnerRole, Publication
from app.extensions import db
from app.people.models import Organisation
from tests.archive.conftest import Writing
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.factories.events import add_event, in_days
from tests.factories.people import add_organisation
from tests.factories.programmes import add_series

STATEMENTS = 8
PAGES = ("/series/pacific-rim-dialogue", "/topics/sanctions", "/regions/northeast-asia")


def add_meetings(*meetings: tuple[str, int, Publication]) -> None:
    """Write down meetings of one public series, so many days from today."""
    series = add_series(public=True)
    for title, days, publication in meetings:
        event = add_event(
            title=title,
            local_start=in_days(days),
            state=EventState.HELD if days < 0 else EventState.CONFIRMED,
            publication=publication,
        )
        edit_event(event, series=series, ordinal="5th")
        set_topics(event, ["Sanctions"])
        set_regions(event, ["Northeast Asia"])


@pytest.mark.parametrize("address", PAGES)
def test_what_is_public_is_gathered(client: CheckingClient, writing: Writing, address: str) -> None:
    with writing():
        add_meetings(
            ("What was said", -30, Publication.PUBLIC),
            ("What comes next", 30, Publication.PUBLIC),
            ("What nobody knows", 40, Publication.UNPUBLISHED),
        )
    page = client.get(address).text
    body = page.partition("<h1>")[2]
    assert body.index("What comes next") < body.index("What was said")
    assert "What nobody knows" not in page
    assert address in client.get("/events/what-was-said").text
    assert address in client.get("/sitemaps/pages.xml").text
    kind, slug = address[1:].split("/")
    for other in (f"{address}/", f"/{kind}/{slug.upper()}"):
        assert client.get(other).location == address


@pytest.mark.parametrize("address", PAGES)
def test_what_is_private_has_no_page(
    client: CheckingClient, writing: Writing, address: str
) -> None:
    with writing():
        add_meetings(("What nobody knows", 40, Publication.UNPUBLISHED))
    answer = client.get(address)
    assert answer.status_code == (200 if address.startswith("/series") else 404)
    assert "What nobody knows" not in answer.text


def test_a_series_says_its_rounds_and_asks_no_more_for_many(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        add_meetings(*((f"Round {number}", -number, Publication.PUBLIC) for number in (1, 2, 3)))
    with count_statements() as statements:
        page = client.get(PAGES[0]).text
    assert len(statements) == STATEMENTS
    assert "5th · Panel" in page
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    described = {one["@type"]: one for one in map(json.loads, found)}
    assert len(described["EventSeries"]["subEvent"]) == 3


def test_an_organisation_has_a_page_where_it_is_a_public_partner(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        for title, publication in (
            ("What was said", Publication.PUBLIC),
            ("What nobody knows", Publication.UNPUBLISHED),
        ):
            event = add_event(title=title, local_start=in_days(-9), publication=publication)
            name = "Institute of Peace" if publication is Publication.PUBLIC else "Shy Ministry"
            partner = add_organisation(name)
            add_partner(event, organisation=partner, role=PartnerRole.CO_HOST)
            if publication is Publication.PUBLIC:
                hidden = add_event(title="Also hidden", local_start=in_days(-5))
                add_partner(hidden, organisation=partner, role=PartnerRole.CO_HOST)
        keys = {one.name: one.key for one in db.session.query(Organisation)}
    address = f"/organisations/institute-of-peace-{keys['Institute of Peace'][:8]}"
    page = client.get(address).text
    assert "What was said" in page
    assert "Also hidden" not in page
    assert f'href="{address}"' in client.get("/events/what-was-said").text
    assert address in client.get("/sitemaps/pages.xml").text
    assert client.get(address.replace("institute-of", "of")).location == address
    shy = f"/organisations/shy-ministry-{keys['Shy Ministry'][:8]}"
    assert [client.get(each).status_code for each in (shy, "/organisations/x", address[:-1])] == [
        404
    ] * 3

"""The archive in pictures: what is drawn, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from app.events.models import Event
from app.events.operations import add_partner
from app.events.rules import EventKind, EventState, PartnerRole, Publication
from app.participation.rules import SeatState
from app.people.operations import find_or_add_organisation
from app.programmes.models import Programme
from tests.archive.conftest import Writing
from tests.archive.test_event_page import linked_data
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.factories.events import add_event
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.factories.programmes import add_programme
from tests.pages import parse, text_of

AT = datetime(2026, 5, 20, 15, tzinfo=UTC)
KINDS = (EventKind.PANEL, EventKind.CONFERENCE, EventKind.PANEL)
FIGURES = "/archive/figures"
STATEMENTS = 6
"""The next turn of the clock; the shelf, its pairs; the countries written, speakers and partners."""


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(AT, tick=False) as clock:
        yield clock


def held(
    title: str,
    year: int,
    kind: EventKind = EventKind.PANEL,
    publication: Publication = Publication.PUBLIC,
    programme: Programme | None = None,
) -> Event:
    return add_event(
        title=title,
        kind=kind,
        state=EventState.HELD,
        publication=publication,
        programme=programme,
        local_start=datetime(year, 3, 17, 10),
    )


def spoke(event: Event, name: str, country: str, state: SeatState = SeatState.CONFIRMED) -> None:
    find_or_add_organisation(f"Institute of {name}", country=country)
    seat(event, add_person(name, organisation=f"Institute of {name}"), state=state)


def tables(html: str) -> list[list[list[str]]]:
    """The rows of each table, without its head."""
    return [
        [[text_of(cell) for cell in row if cell.tag in {"th", "td"}] for row in body.iter("tr")]
        for body in parse(html).iter("tbody")
    ]


def test_each_number_leads_to_the_events_it_counts(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        held("One", 2021)
        held("Two", 2021)
        held("Three", 2023, EventKind.CONFERENCE)
        held("Closed", 2024, publication=Publication.UNPUBLISHED)
    html = client.get(FIGURES).text
    assert tables(html)[0] == [
        ["2023", "1", "0", "1"],
        ["2022", "0", "0", "0"],
        ["2021", "2", "2", "0"],
        ["All", "3", "2", "1"],
    ]
    links = {link.get("href"): text_of(link) for link in parse(html).iter("a")}
    assert links["/archive/?kind=panel&year=2021"] == "2"
    assert "2 events" in client.get("/archive/?kind=panel&year=2021").text
    assert [step["name"] for step in linked_data(html)[0]["itemListElement"]] == [
        "Archive",
        "The archive in pictures",
    ]


def test_people_and_partners_stand_in_their_countries_if_the_public_meets_them(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        event = held("Open", 2021)
        spoke(event, "Ada", "Republic of Korea")
        spoke(event, "Bea", "south korea")
        spoke(event, "Cem", "Atlantis")
        spoke(event, "Dag", "Norway", SeatState.DECLINED)
        spoke(held("Closed", 2022, publication=Publication.UNPUBLISHED), "Eva", "Japan")
        spoke(held("Of no names", 2022, publication=Publication.WITHOUT_PEOPLE), "Fay", "Chad")
        partner = find_or_add_organisation("Partner", country="CH")
        add_partner(event, organisation=partner, role=PartnerRole.HOST)
    html = client.get(FIGURES).text
    assert tables(html)[1] == [["South Korea", "2", "0"], ["Switzerland", "0", "1"]]
    assert "Atlantis" not in html


def test_the_pictures_of_a_programme_are_of_its_events_alone(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        programme = add_programme(public=True)
        secret = add_programme(name="Secret", public=False)
        spoke(held("Its own", 2021, programme=programme), "Ada", "Japan")
        spoke(held("Another", 2022), "Bea", "Norway")
        slug, hidden = programme.slug, secret.slug
    years, places = tables(client.get(f"{FIGURES}?programme={slug}").text)
    assert years == [["2021", "1", "1"], ["All", "1", "1"]]
    assert places == [["Japan", "1", "0"]]
    assert client.get(f"{FIGURES}?programme={hidden}").status_code == 404
    assert client.get(f"{FIGURES}?programme=nothing").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_more_of_everything_asks_no_more(
    client: CheckingClient, writing: Writing, rows: int
) -> None:
    with writing():
        for number in range(rows):
            event = held(f"Event {number}", 2020 + number, KINDS[number])
            spoke(event, f"Person {number}", ["Japan", "Norway", "Chad"][number])
    client.get("/programmes/")
    with count_statements() as statements:
        assert client.get(FIGURES).status_code == 200
    assert len(statements) == STATEMENTS


def test_without_events_it_helps_on(client: CheckingClient) -> None:
    assert 'class="empty"' in client.get(FIGURES).text

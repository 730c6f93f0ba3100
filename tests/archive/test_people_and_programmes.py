"""The pages of persons and programmes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from app.events.operations import add_partner
from app.events.rules import EventState, PartnerRole, Publication
from app.participation.operations import bill
from app.participation.rules import Role, SeatState
from app.people.operations import add_affiliation, find_or_add_organisation
from app.programmes.operations import add_programme, add_series, add_strand
from app.programmes.rules import SeriesKind
from tests.archive.conftest import Writing
from tests.archive.test_event_page import linked_data
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.factories.events import add_event
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.pages import parse, text_of

AT = datetime(2026, 5, 20, 15, tzinfo=UTC)
PERSON_STATEMENTS = 8
"""The next turn of the clock, the person and what they are; events, seats and roles."""


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(AT, tick=False) as clock:
        yield clock


def held(title: str, year: int) -> object:
    return add_event(
        title=title,
        state=EventState.HELD,
        publication=Publication.PUBLIC,
        local_start=datetime(year, 3, 17, 10),
    )


def test_a_person_has_the_office_of_today_and_the_offices_of_then(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        person = add_person("Kim Example", title="Researcher", native_name="김보기")
        seat(held("First panel", 2019), person, roles=[Role.MODERATOR])
        person.affiliations[0].title = "Director"
        seat(held("Second panel", 2024), person)
        add_affiliation(person, title="Ambassador", former=True)
        add_affiliation(person, title="Adviser", ended="2020")
        add_affiliation(person, title="Unlisted post", listed=False)
        add_affiliation(person, title="Fellow", began="2021")
    html = client.get("/people/kim-example").text
    page = parse(html)
    native = next(one for one in page.iter("p") if one.get("lang"))
    assert (native.get("lang"), text_of(native)) == ("ko", "김보기")
    assert [text_of(one) for one in page.iter("h3")] == ["2024", "2019"]
    now_is = next(one for one in page.iter("ul") if one.get("aria-label") == "Present offices")
    assert [text_of(one) for one in now_is.iter("li")] == ["Director", "Fellow"]
    lines = [text_of(one) for one in page.iter("li") if one.get("class") == "person-line"]
    assert [
        line.endswith(office)
        for line, office in zip(lines, ("Director", "Researcher"), strict=True)
    ] == [True, True]
    assert "Unlisted post" not in html
    described = linked_data(html)[0]
    assert (described["@type"], described["jobTitle"]) == ("Person", ["Director", "Fellow"])


@pytest.mark.parametrize(
    ("state", "publication", "status"),
    [
        (SeatState.CONFIRMED, Publication.PUBLIC, 200),
        (SeatState.CONFIRMED, Publication.UNPUBLISHED, 404),
        (SeatState.CONFIRMED, Publication.WITHOUT_PEOPLE, 404),
        (SeatState.INVITED, Publication.PUBLIC, 404),
        (SeatState.DECLINED, Publication.PUBLIC, 404),
    ],
)
def test_only_who_was_billed_in_public_has_a_page(
    client: CheckingClient,
    writing: Writing,
    state: SeatState,
    publication: Publication,
    status: int,
) -> None:
    with writing():
        event = add_event(
            state=EventState.HELD, publication=publication, local_start=datetime(2020, 3, 1, 10)
        )
        bill(seat(event, add_person("Min Example"), state=state))
    assert client.get("/people/min-example").status_code == status


def test_a_private_appearance_does_not_stand_among_the_public_ones(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        person = add_person("Min Example")
        seat(held("Public panel", 2019), person)
        secret = add_event(title="Dialogue (closed)", local_start=datetime(2020, 3, 1, 10))
        seat(secret, person)
    html = client.get("/people/min-example").text
    assert "Public panel" in html
    assert "(closed)" not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_more_appearances_ask_no_more(client: CheckingClient, writing: Writing, rows: int) -> None:
    with writing():
        person = add_person("Min Example", title="Expert", organisation="Institute")
        for year in range(rows):
            seat(held(f"Panel {year}", 2015 + year), person)
    client.get("/events/")
    with count_statements() as statements:
        assert client.get("/people/min-example").status_code == 200
    assert len(statements) == PERSON_STATEMENTS


def test_a_programme_tells_what_it_does_and_what_it_convened(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        programme = add_programme(
            name="Korea", page_title="Work on Korea", standfirst="*Calm.*", public=True
        )
        add_strand(programme, title="Convening experts", text="Since **2018**.")
        for year in (2012, 2018, 2024):
            event = held(f"Panel of {year}", year)
            event.programme = programme
        event.highlighted = True
        add_event(title="To come", publication=Publication.PUBLIC, programme=programme)
        add_event(title="Dialogue (closed)", programme=programme)
    html = client.get("/programmes/korea").text
    page = parse(html)
    headings = [text_of(one) for one in page.iter("h2")]
    assert headings == [
        "Panel of 2024",
        "Our current work",
        "Upcoming",
        "Past events",
        "Through the years",
        "Follow the programme",
    ]
    timeline = next(one for one in page.iter("figure") if one.get("class") == "timeline")
    assert [text_of(one) for one in timeline.iter("li")] == [
        "17 March 2012 Panel of 2012",
        "17 March 2018 Panel of 2018",
        "17 March 2024 Panel of 2024",
    ]
    assert len(list(timeline.iter("{http://www.w3.org/2000/svg}circle"))) == 3
    assert "<strong>2018</strong>" in html
    assert "(closed)" not in html


def test_strands_and_groups_show_public_series_alone_and_the_panel_names_who_spoke(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        programme = add_programme(name="Korea", public=True)
        dialogue = SeriesKind.DIALOGUE
        shown = add_series(title="Open talks", kind=dialogue, programme=programme, public=True)
        secret = add_series(title="Quiet talks (closed)", kind=dialogue, programme=programme)
        add_series(
            title="China’s part", kind=SeriesKind.STUDY_GROUP, programme=programme, public=True
        )
        add_strand(programme, title="Dialogues", text="Private ones recur.", series=[shown, secret])
        add_strand(programme, title="Experts", text="", kinds=[SeriesKind.STUDY_GROUP])
        event = held("Panel of 2020", 2020)
        event.programme, event.highlighted, event.series = programme, True, shown
        for role, name in (
            (PartnerRole.CONVENER, "Our own house"),
            (PartnerRole.CO_HOST, "Example & Partners"),
        ):
            add_partner(event, organisation=find_or_add_organisation(name), role=role)
        seat(event, add_person("Kim Example"), roles=[Role.MODERATOR])
        for name in ("Min Example", "Lee Example"):
            seat(event, add_person(name), roles=[Role.PANELLIST])
        hidden = held("Round (closed)", 2021)
        hidden.programme, hidden.series = programme, secret
        hidden.publication = Publication.UNPUBLISHED
        closed = find_or_add_organisation("Partner (closed)")
        add_partner(hidden, organisation=closed, role=PartnerRole.CO_HOST)
    html = client.get("/programmes/korea").text
    page = parse(html)
    assert "closed" not in html
    strands = next(one for one in page.iter("div") if one.get("class") == "columns")
    assert [text_of(one) for one in strands.iter("section")] == [
        "Dialogues Private ones recur. Open talks 17 Mar 2020 Panel of 2020",
        "Experts China’s part",
    ]
    who = next(one for one in page.iter("p") if one.get("class") == "event-people")
    assert (
        text_of(who)
        == "It was moderated by Kim Example and included 2 experts: Min Example and Lee Example."
    )
    assert "Study groups" in [text_of(one) for one in page.iter("h2")]
    links = {text_of(one): one.get("href", "") for one in page.iter("a")}
    assert links["China’s part"] == "/series/chinas-part"
    assert links["Example & Partners"].startswith("/organisations/example-partners-")
    assert "Our own house" not in links


def test_a_programme_that_is_not_public_is_not_there(
    client: CheckingClient, writing: Writing
) -> None:
    with writing():
        programme = add_programme(name="Secret (closed)")
        add_event(
            publication=Publication.PUBLIC,
            programme=programme,
            local_start=datetime(2026, 6, 1) + timedelta(hours=10),
        )
    assert client.get("/programmes/secret-closed").status_code == 404
    for path in ("/programmes/", "/events/what-the-talks-taught", "/sitemap.xml"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "closed" not in answer.text


@pytest.mark.parametrize("path", ["/people/Min-Example", "/people/min-example/"])
def test_one_address_for_one_page(client: CheckingClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/people/min-example")

"""Publications, from the staff's first draft to what a visitor reads."""

import json
import re

import pytest

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.events.rules import Publication
from app.extensions import db
from app.infra.transaction import transaction
from app.publications import operations
from app.publications.models import Output
from app.publications.rules import OutputKind
from tests.databases import count_statements
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.people import add_person
from tests.factories.programmes import add_programme

HERE = "/publications/peace-and-after"


@pytest.fixture
def writing(app):
    """Give what runs as the house, and is committed."""

    def write(work, *arguments, **facts):
        with app.app_context(), viewing_as(SYSTEM), transaction():
            return work(*arguments, **facts)

    return write


def a_report(*, title="Peace and After", authors=1, **facts):
    facts = {
        "published_on": "2020-02",
        "series_title": "Peaceworks",
        "series_number": "157",
    } | facts
    report = operations.add_output(title=title, kind=OutputKind.REPORT, **facts)
    operations.set_topics(report, ["Diplomacy"])
    for number in range(authors):
        person = add_person(f"Min Example{number}", title="Envoy", organisation="Institute")
        operations.add_author(report, person)
    event = add_event(title="An evening launch", publication=Publication.PUBLIC)
    operations.relate_event(report, event)
    return report.key


def released(**facts):
    key = a_report(**facts)
    operations.release(db.session.query(Output).filter_by(key=key).one())
    return key


def described(page):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text)
    return {one["@type"]: one for one in map(json.loads, found)}


def test_a_report_is_read_with_its_authors_as_they_were_then(client, session, writing):
    writing(released)
    page = client.get(HERE)
    assert "Peaceworks No. 157" in page.text
    assert "February 2020" in page.text
    assert "Envoy, Institute" in page.text
    assert "An evening launch" in page.text
    report = described(page)["Report"]
    assert report["author"][0]["jobTitle"] == "Envoy, Institute"
    assert report["datePublished"] == "2020-02"
    assert "Peace and After" in client.get("/events/an-evening-launch").text
    person = re.search(r"/people/[\w-]+", page.text)[0]
    assert "Peace and After" in client.get(person).text
    sitemap = client.get("/sitemaps/pages.xml").text + client.get("/sitemaps/people.xml").text
    assert HERE in sitemap
    assert person in sitemap
    assert client.get(f"{HERE}/").status_code == client.get(HERE.upper().lower() + "/").status_code


def test_private_and_missing_are_one_and_withdrawn_leaves_a_notice(client, session, writing):
    key = writing(a_report)
    assert client.get(f"/publications/{key}").status_code == 404
    assert "Peace and After" not in client.get("/publications/").text
    assert "Peace and After" not in client.get("/events/an-evening-launch").text

    def step(what, **facts):
        what(db.session.query(Output).filter_by(key=key).one(), **facts)

    writing(step, operations.release)
    writing(step, operations.change_slug, slug="another")
    moved = client.get(HERE)
    assert (moved.status_code, moved.location) == (301, "/publications/another")
    writing(step, operations.withdraw)
    for address in (HERE, "/publications/another"):
        gone = client.get(address)
        assert gone.status_code == 410
        assert "Peace and After" not in gone.text
    assert "Peace and After" not in client.get("/publications/").text
    writing(step, operations.release)
    assert client.get("/publications/another").status_code == 200
    assert client.get(HERE).status_code == 301


def test_an_author_who_is_never_listed_is_not_named(client, session, writing):
    def hidden():
        report = operations.add_output(
            title="Peace and After", kind=OutputKind.BRIEF, published_on="2021"
        )
        operations.add_author(report, add_person("Quiet Writer", never_list=True))
        operations.release(report)

    writing(hidden)
    assert "Quiet Writer" not in client.get(HERE).text
    assert "Quiet Writer" not in client.get("/publications/").text
    assert "quiet-writer" not in client.get("/sitemaps/people.xml").text


def test_the_list_is_narrowed_and_harmless(client, session, writing):
    writing(released)
    writing(released, title="A Later Word", published_on="2022", authors=0)
    page = client.get("/publications/").text
    assert page.index("A Later Word") < page.index("Peace and After")
    assert "A Later Word" not in client.get("/publications/?year=2020&kind=report").text
    assert "Peace and After" in client.get("/publications/?topic=diplomacy&page=9").text
    for odd in ("kind=nothing", "year=0", "topic=" + "x" * 300, "page=-1"):
        assert client.get(f"/publications/?{odd}").status_code == 200


def test_a_longer_list_asks_no_more(client, session, writing):
    writing(released)
    with count_statements() as few:
        client.get("/publications/?page=1")
    for number in range(2):
        writing(released, title=f"Another {number}")
    with count_statements() as many:
        client.get("/publications/?page=1&year=2020")
    assert len(few) == len(many)


def test_staff_write_bill_and_release_it(client, session, writing):
    sign_in(client)
    person = writing(lambda: add_person("Min Example").key)
    made = client.submit(
        "/staff/publications/new",
        {"title": "Peace and After", "published_on": "2020", "isbn": "978-1-60127-794-7"},
        button="Save the publication",
    )
    assert made.status_code == 303
    address = made.location
    found = client.get(f"{address}?who=example")
    assert f"authors/add/{person}" in found.text
    client.submit(f"{address}?who=example", button="Bill as author Min Example")
    client.submit(
        address, {"url": "https://example.org/a.pdf", "language": "English"}, button="Add the link"
    )
    refused = client.submit(address, {"event": "There is none"}, button="Add the event")
    assert refused.status_code == 422
    client.submit(address, button="Make it public")
    page = client.get(HERE)
    assert "Min Example" in page.text
    assert "https://example.org/a.pdf" in page.text
    wrong = client.submit(
        f"{address}edit", {"isbn": "978-1-60127-794-8"}, button="Save the publication"
    )
    assert wrong.status_code == 422


def test_an_officer_of_another_programme_learns_nothing(client, session, writing):
    def of_korea():
        return a_report(programme=add_programme(name="Korea"))

    key = writing(of_korea)
    water = writing(lambda: add_programme(name="Water").id)
    with viewing_as(SYSTEM):
        from app.programmes.models import Programme

        sign_in(
            client, role=StaffRole.PROGRAMME_OFFICER, programme=db.session.get(Programme, water)
        )
    assert client.get(f"/staff/publications/{key}/").status_code == 404
    assert "Peace and After" not in client.get("/staff/publications/").text


def test_the_essays_of_a_series_stand_in_its_order(client, session, writing):
    def series():
        kind = OutputKind.ESSAY_SERIES
        of = operations.add_output(title="Two Neighbours", kind=kind, published_on="2023")
        operations.release(of)
        for title, number, day in (
            ("The tenth essay", "10", "2023-01"),
            ("The second essay", "2", "2023-03"),
            ("An afterword", "", "2022"),
        ):
            facts = {"published_on": day, "series_number": number, "parent": of}
            essay = operations.add_output(title=title, kind=OutputKind.ESSAY, **facts)
            operations.release(essay)

    writing(series)
    page = client.get("/publications/two-neighbours").text
    found = re.findall(
        r'<p class="label">([^<]+)</p>\s*<h3 class="event-title"><a [^>]*>([^<]+)', page
    )
    assert found == [
        ("No. 2 · March 2023", "The second essay"),
        ("No. 10 · January 2023", "The tenth essay"),
        ("2022", "An afterword"),
    ]

"""The pages of the directory."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.extensions import db
from app.infra.transaction import transaction
from app.people.models import Organisation, Person
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.people import add_person

ADD = "Add the person"


def known(session, column):
    with viewing_as(SYSTEM):
        return list(db.session.scalars(select(column).order_by(column)))


@pytest.fixture
def kim(session):
    with viewing_as(SYSTEM), transaction():
        return add_person("Kim Sook-hee", title="Professor", organisation="University of Seoul").key


def test_somebody_is_added_by_a_name_alone(client, session):
    sign_in(client)
    answer = client.submit("/staff/people/new", {"display_name": "Vera Example"}, button=ADD)
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert "Vera Example is in the directory." in page.text


def test_a_name_that_is_known_is_asked_about_and_can_be_added_all_the_same(client, session, kim):
    sign_in(client)
    answer = client.submit("/staff/people/new", {"display_name": "Kim Sook-hee"}, button=ADD)
    assert answer.status_code == 409
    assert "There is somebody of this name already." in answer.text
    assert f"/staff/people/{kim}" in answer.text
    answer = client.submit(
        "/staff/people/new?name=Kim+Sook-hee",
        {"display_name": "Kim Sook-hee", "somebody_else": "y"},
        button=ADD,
    )
    assert answer.status_code == 303
    assert known(session, Person.slug) == ["kim-sook-hee", "kim-sook-hee-2"]


def test_the_same_form_twice_adds_one_person(client, session):
    sign_in(client)
    fields = {"display_name": "Vera Example", "once": "the-same-key"}
    first = client.submit("/staff/people/new", fields, button=ADD)
    second = client.submit("/staff/people/new", fields, button=ADD)
    assert first.location == second.location
    assert known(session, Person.slug) == ["vera-example"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"display_name": ""}, "Type the name."),
        ({"display_name": "V", "email": "v@example.org\nnot one"}, "“not one” is not an e-mail"),
    ],
    ids=["name", "address"],
)
def test_what_cannot_be_meant_is_said_beside_its_field(client, session, fields, message):
    sign_in(client)
    answer = client.submit("/staff/people/new", fields, button=ADD)
    assert answer.status_code == 422
    assert message in answer.text


def test_a_name_is_changed_and_kept_over_a_change_made_meanwhile(client, session, kim):
    sign_in(client)
    url = f"/staff/people/{kim}/edit"
    opened = client.get(url).text
    seen = opened.split('name="seen" type="hidden" value="')[1].split('"')[0]
    assert client.submit(url, {"honorific": "Dr."}, button="Save").status_code == 303
    late = client.submit(url, {"honorific": "Prof.", "seen": seen}, button="Save")
    assert late.status_code == 409
    assert "What stands there now" in late.text
    assert 'value="Prof."' in late.text


def test_an_office_is_added_changed_and_removed(client, session, kim):
    sign_in(client)
    base = f"/staff/people/{kim}"
    wrong = client.submit(
        f"{base}/offices/new", {"title": "Fellow", "began": "last year"}, button="Add the office"
    )
    assert "is no date" in wrong.text
    added = client.submit(
        f"{base}/offices/new",
        {"title": "Fellow", "organisation": "New House", "began": "2019-05"},
        button="Add the office",
    )
    assert "Fellow, New House" in client.get(added.location).text
    assert known(session, Organisation.name) == ["New House", "University of Seoul"]
    client.submit(f"{base}/offices/2", {"title": "Director"}, button="Save")
    assert "Director, New House" in client.get(base).text
    client.submit(base, button="Remove Director, New House")
    page = client.get(base).text
    assert "Director, New House" not in page
    assert page.count("<td>offices</td>") == 4


def test_readers_see_the_directory_and_cannot_change_it(client, session, kim):
    sign_in(client, role=StaffRole.READER)
    page = client.get(f"/staff/people/{kim}")
    assert page.status_code == 200
    assert "Add an office" not in page.text
    assert client.get("/staff/people/new").status_code == 404
    assert client.get(f"/staff/people/{kim}/edit").status_code == 404


def test_an_organisation_is_listed_and_changed(client, session, kim):
    sign_in(client)
    page = client.get("/staff/people/organisations/?q=seoul")
    assert "1 organisation" in page.text
    url, button = "/staff/people/organisations/new", "Add the organisation"
    answer = client.submit(url, {"name": "UNIVERSITY OF SEOUL"}, button=button)
    assert answer.status_code == 422
    assert "There is an organisation of this name already." in answer.text
    assert client.submit(url, {"name": "New House"}, button=button).status_code == 303
    with viewing_as(SYSTEM):
        key = db.session.scalar(select(Organisation.key).where(Organisation.name == "New House"))
    url = f"/staff/people/organisations/{key}"
    fields = {"name": "Newer House", "former_names": "New House (2019–2024)", "country": "Korea"}
    assert client.submit(url, fields, button="Save").status_code == 303
    page = client.get(url).text
    assert "name: “New House” → “Newer House”" in page
    assert "former names: “” → “New House (2019–2024)”" in page


def test_long_lists_have_pages(client, session):
    with viewing_as(SYSTEM), transaction():
        for number in range(51):
            add_person(f"Person {number:02}")
    sign_in(client)
    assert "Person 50" not in client.get("/staff/people/").text
    assert "Person 50" in client.get("/staff/people/?page=2").text
    assert client.get("/staff/people/?page=99").status_code == 200
    with viewing_as(SYSTEM):
        assert db.session.scalar(select(func.count(Person.id))) == 51


@pytest.mark.parametrize(
    "page", ["/staff/people/new", "/staff/people/organisations/new", "/staff/rooms/venues/new"]
)
def test_whoever_is_let_in_to_one_event_cannot_change_what_all_share(client, as_system, page):
    with transaction():
        event = add_event()
    sign_in(client, role=StaffRole.PROGRAMME_OFFICER, event=event)
    assert client.get(page).status_code == 404

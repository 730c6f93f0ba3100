"""The people of an event, as staff work with them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import StringIO

import pytest
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.events.models import Event
from app.extensions import db
from app.infra.transaction import transaction
from app.participation.models import BalanceTarget, Participation, SeatChange
from app.participation.operations import add_delegation
from app.participation.rules import Axis, Role, SeatState
from app.people.models import Person
from app.schedule.models import ClashAccepted
from tests.databases import count_statements
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.pages import parse, text_of

ADD = "Add the seat"


@dataclass
class Talks:
    """An event with its addresses, and a person with nothing to do yet."""

    event: str
    id: int
    kim: str

    @property
    def people(self) -> str:
        return f"/staff/events/{self.event}/people/"


@pytest.fixture
def talks(session):
    with viewing_as(SYSTEM), transaction():
        event = add_event(title="What the talks taught")
        kim = add_person("Kim Sook-hee", title="Professor", organisation="University of Seoul")
        return Talks(event.key, event.id, kim.key)


def seats():
    with viewing_as(SYSTEM):
        return [
            (one.person.display_name if one.person else one.seat_label, one.state)
            for one in db.session.scalars(select(Participation).order_by(Participation.position))
        ]


def cells(page, name):
    """The cells of the row that speaks of ``name``, but for what can be done."""
    rows = (row for row in parse(page).iter("tr") if name in text_of(row))
    return [text_of(cell) for cell in next(rows)][:-1]


def steps_offered(page):
    choices = (one for one in parse(page.text).iter("select") if one.get("name") == "action")
    return [text_of(option) for choice in choices for option in choice]


def token_in(page):
    field = next(one for one in parse(page.text).iter("input") if one.get("name") == "csrf_token")
    return field.get("value")


def give(talks, name, **facts):
    with viewing_as(SYSTEM), transaction() as session:
        person = session.scalar(select(Person).where(Person.display_name == name))
        event = session.get(Event, talks.id)
        return seat(event, person or add_person(name), **facts).key


def test_somebody_from_the_directory_is_seated(client, talks):
    sign_in(client)
    answer = client.submit(
        f"{talks.people}add?q=kim",
        {"roles": [Role.MODERATOR, Role.OPENING_REMARKS], "state": SeatState.CONFIRMED},
        button=ADD,
    )
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Kim Sook-hee has a seat." in page
    assert "Opening remarks, Moderator" in page
    assert "Professor, University of Seoul" in page


def test_somebody_new_is_added_with_the_seat(client, talks):
    sign_in(client)
    answer = client.submit(
        f"{talks.people}add",
        {
            "who": "new",
            "new_name": "Amb. Vera Example (ret.)",
            "new_title": "Fellow",
            "new_organisation": "New House",
            "roles": [Role.PANELLIST],
        },
        button=ADD,
    )
    assert answer.status_code == 303
    assert seats() == [("Vera Example", SeatState.SHORTLISTED)]


def test_a_seat_is_kept_for_nobody_yet_and_named_later(client, talks):
    sign_in(client)
    fields = {"who": "kept", "roles": [Role.PARTICIPANT]}
    refused = client.submit(f"{talks.people}add", fields, button=ADD)
    assert "Say for whom the seat is kept." in refused.text
    client.submit(f"{talks.people}add", {**fields, "seat_label": "One expert"}, button=ADD)
    assert seats() == [("One expert", SeatState.SHORTLISTED)]
    with viewing_as(SYSTEM):
        key = db.session.scalar(select(Participation.key))
    client.submit(f"{talks.people}{key}/person?q=kim", {"who": talks.kim}, button="Name the person")
    assert seats() == [("Kim Sook-hee", SeatState.SHORTLISTED)]


def test_a_new_name_that_is_known_is_asked_about(client, talks):
    sign_in(client)
    fields = {"who": "new", "new_name": "Kim Sook-hee", "roles": [Role.PANELLIST]}
    answer = client.submit(f"{talks.people}add", fields, button=ADD)
    assert answer.status_code == 409
    assert "There is somebody of this name already." in answer.text
    assert "Kim Sook-hee, Professor, University of Seoul" in answer.text
    assert seats() == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"roles": [Role.PANELLIST]}, "Say whose seat it is."),
        ({"who": "new", "new_name": "", "roles": [Role.PANELLIST]}, "Type the name."),
        ({"who": "new", "new_name": "Vera Example"}, "Choose at least one role."),
        ({"who": "new", "new_name": "a b " * 1000}, "This is too long"),
    ],
    ids=["who", "name", "role", "words"],
)
def test_what_is_missing_is_said_beside_its_field(client, talks, fields, message):
    sign_in(client)
    answer = client.submit(f"{talks.people}add", fields, button=ADD)
    assert answer.status_code == 422
    assert message in answer.text


def test_a_clash_is_shown_before_saving_and_accepted_for_a_reason(client, talks):
    with viewing_as(SYSTEM), transaction() as session:
        kim = session.scalar(select(Person))
        seat(add_event(title="Elsewhere"), kim)
    sign_in(client)
    fields = {"roles": [Role.PANELLIST]}
    answer = client.submit(f"{talks.people}add?q=kim", fields, button=ADD)
    assert answer.status_code == 409
    assert "Kim Sook-hee is at “Elsewhere” at this time." in answer.text
    again = client.post(
        f"{talks.people}add?q=kim",
        data={
            **fields,
            "who": talks.kim,
            "session": "",
            "city_zone": "",
            "delegation": "",
            "sector": "",
            "state": SeatState.SHORTLISTED,
            "reason": "She comes late",
            "csrf_token": token_in(answer),
        },
    )
    assert again.status_code == 303
    with viewing_as(SYSTEM):
        assert db.session.scalar(select(ClashAccepted.reason)) == "She comes late"


def test_nobody_has_two_seats_in_one_place(client, talks):
    give(talks, "Kim Sook-hee")
    sign_in(client)
    answer = client.submit(f"{talks.people}add?q=kim", {"roles": [Role.KEYNOTE]}, button=ADD)
    assert answer.status_code == 409
    assert "Kim Sook-hee has a seat there already." in answer.text
    assert seats() == [("Kim Sook-hee", SeatState.CONFIRMED)]


def test_the_title_of_an_event_out_of_reach_appears_nowhere(client, talks):
    with viewing_as(SYSTEM), transaction() as session:
        kim = session.scalar(select(Person))
        secret = add_event(title="Unheard of (closed)", confidential=True)
        seat(secret, kim, note="unheard of too")
        key = secret.key
    sign_in(client, role=StaffRole.PROGRAMME_OFFICER)
    answer = client.submit(f"{talks.people}add?q=kim", {"roles": [Role.PANELLIST]}, button=ADD)
    assert "Kim Sook-hee is busy at this time." in answer.text
    assert "Ask them: what keeps them is not yours to see" in answer.text
    give(talks, "Kim Sook-hee")
    pages = [
        answer,
        client.get(talks.people),
        client.get(f"/staff/people/{talks.kim}"),
        client.get("/staff/people/"),
        *(
            client.get(f"/staff/calendar/?view={view}&person={talks.kim}")
            for view in ("month", "week", "list")
        ),
    ]
    assert [page.status_code for page in pages] == [409, 200, 200, 200, 200, 200, 200]
    for page in pages:
        assert "nheard of" not in page.text
        assert key not in page.text
    assert client.get(f"/staff/events/{key}/people/").status_code == 404


def test_each_step_is_a_post_of_its_own_and_an_old_page_is_refused(client, talks):
    key = give(talks, "Kim Sook-hee", state=SeatState.SHORTLISTED)
    sign_in(client)
    page = client.get(talks.people)
    assert "Check in" not in steps_offered(page)
    token = token_in(page)
    step = f"{talks.people}{key}/step"
    data = {"action": "approve", "note": "by telephone", "csrf_token": token}
    assert client.post(step, data=data).status_code == 303
    late = client.post(step, data={**data, "once": "b", "word": "Bring your slides."})
    assert (late.status_code, "Bring your slides." in late.text) == (409, True)
    assert 'value="by telephone"' in late.text
    assert client.post(step, data={**data, "action": "fly"}).status_code == 422
    assert client.get(step).status_code == 405
    with viewing_as(SYSTEM):
        notes = db.session.scalars(select(SeatChange.note).order_by(SeatChange.id)).all()
    assert notes == ["", "by telephone"]


def test_the_same_step_sent_twice_is_made_once(client, talks):
    key = give(talks, "Kim Sook-hee", state=SeatState.SHORTLISTED)
    sign_in(client)
    token = token_in(client.get(talks.people))
    data = {"action": "approve", "once": "the-same-key", "csrf_token": token}
    answers = [client.post(f"{talks.people}{key}/step", data=data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert seats() == [("Kim Sook-hee", SeatState.APPROVED)]


def test_a_billing_is_written_by_hand_and_copied_again(client, talks):
    key = give(talks, "Kim Sook-hee")
    sign_in(client)
    url = f"{talks.people}{key}/"
    client.submit(
        url,
        {"billing-name": "Prof. Kim", "billing-offices": "in a personal capacity"},
        button="Save the billing",
    )
    page = client.get(talks.people).text
    assert "Prof. Kim" in page
    assert "in a personal capacity" in page
    client.submit(url, button="Copy it from the directory again")
    assert "Prof. Kim" not in client.get(talks.people).text


def test_a_seat_is_changed(client, talks):
    key = give(talks, "Kim Sook-hee")
    with viewing_as(SYSTEM), transaction() as session:
        side = add_delegation(session.get(Event, talks.id), label="Seoul side").key
    sign_in(client)
    client.submit(
        f"{talks.people}{key}/",
        {"roles": [Role.KEYNOTE], "delegation": side, "city_zone": "Asia/Seoul"},
        button="Save",
    )
    page = client.get(f"{talks.people}?column=delegation&column=city&column=roles").text
    assert cells(page, "Kim Sook-hee") == ["", "Kim Sook-hee", "Keynote", "Seoul side", "Seoul"]
    assert "(next day)" in page


def test_roles_that_somebody_else_gave_meanwhile_are_read_before_they_are_replaced(client, talks):
    sign_in(client)
    with viewing_as(SYSTEM), transaction():
        given = seat(db.session.get(Event, talks.id), add_person("Vera Kim"))
        address = f"{talks.people}{given.key}/"
    (seen,) = re.findall(r'name="seen"[^>]* value="(\w+)"', client.get(address).text)
    client.submit(address, {"roles": ["moderator", "host"]}, button="Save", form=0)
    late = client.submit(address, {"roles": ["observer"], "seen": seen}, button="Save", form=0)
    assert late.status_code == 409
    assert "Host; Moderator" in late.text


def test_a_substitute_comes_in_and_the_record_keeps_both(client, talks):
    key = give(talks, "Kim Sook-hee")
    give(talks, "Vera Example")
    sign_in(client)
    url = f"{talks.people}{key}/person"
    page = client.get(f"{url}?q=vera")
    assert page.status_code == 200
    client.submit(f"{url}", {"who": "new", "new_name": "Ann Lee"}, button="Replace")
    assert sorted(seats()) == [
        ("Ann Lee", SeatState.SHORTLISTED),
        ("Kim Sook-hee", SeatState.SUBSTITUTED),
        ("Vera Example", SeatState.CONFIRMED),
    ]


def test_seats_change_places_and_are_removed_by_a_button(client, talks):
    give(talks, "Kim Sook-hee")
    key = give(talks, "Vera Example", state=SeatState.SHORTLISTED)
    sign_in(client)
    client.submit(talks.people, button="Up Vera Example")
    assert [name for name, _ in seats()] == ["Vera Example", "Kim Sook-hee"]
    client.submit(f"{talks.people}{key}/", button="Remove the seat")
    assert [name for name, _ in seats()] == ["Kim Sook-hee"]


def test_a_button_pressed_twice_leads_to_the_same_place_although_the_seat_is_gone(client, talks):
    key = give(talks, "Kim Sook-hee", state=SeatState.SHORTLISTED)
    sign_in(client)
    token = token_in(client.get(talks.people))
    data = {"once": "the-same-key", "csrf_token": token}
    answers = [client.post(f"{talks.people}{key}/remove", data=data) for _ in range(2)]
    assert [(one.status_code, one.location) for one in answers] == [(303, talks.people)] * 2
    assert client.post(f"{talks.people}{key}/remove", data={"csrf_token": token}).status_code == 404


def test_tabs_count_the_states_and_show_one(client, talks):
    give(talks, "Kim Sook-hee")
    give(talks, "Vera Example", state=SeatState.INVITED)
    sign_in(client)
    page = client.get(f"{talks.people}?state=invited").text
    assert "Vera Example" in page
    assert "Professor" not in page


def test_readers_look_and_do_not_touch(client, talks):
    key = give(talks, "Kim Sook-hee")
    sign_in(client, role=StaffRole.READER)
    page = client.get(talks.people)
    assert page.status_code == 200
    assert "Add a seat" not in page.text
    assert "Do it" not in page.text
    for address in ("add", f"{key}/", f"{key}/person"):
        assert client.get(f"{talks.people}{address}").status_code == 404


def test_a_coordinator_of_one_event_seats_people_there_alone(client, talks, session):
    with viewing_as(SYSTEM), transaction():
        other = add_event(title="Not theirs").key
    sign_in(client, role=StaffRole.EVENT_COORDINATOR, event=talks)
    fields = {"who": "new", "new_name": "Ann Lee", "roles": [Role.PANELLIST]}
    assert client.submit(f"{talks.people}add", fields, button=ADD).status_code == 303
    assert client.get(f"/staff/events/{other}/people/").status_code == 404
    directory = client.get("/staff/people/").text
    assert "Ann Lee" in directory
    assert "Kim Sook-hee" not in directory


def test_the_table_costs_the_same_for_one_and_for_three(client, talks):
    sign_in(client)
    counts = []
    for number in range(3):
        give(talks, f"Person {number}")
        with count_statements() as statements:
            assert client.get(talks.people).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 14


def test_the_page_of_a_seat_takes_companions_and_candidates_and_gives_the_seat_on(client, talks):
    with viewing_as(SYSTEM), transaction():
        event = db.session.scalars(select(Event)).one()
        given = seat(event, db.session.scalars(select(Person)).one(), state=SeatState.INVITED)
        bea = add_person("Bea Example").key
        page = f"{talks.people}{given.key}/"
    sign_in(client)
    answer = client.submit(
        page, {"companion-name": "Max", "companion-kind": "spouse"}, button="Add"
    )
    assert answer.status_code == 303
    assert "Max" in client.get(page).text
    client.submit(page, button="Remove Max")
    assert "Max" not in client.get(page).text
    found = f"{page}candidates/add?q=bea"
    assert client.submit(found, {"who": bea}, button="Add the candidate").status_code == 303
    client.submit(page, {"note": ""}, button="Answered: no")
    client.submit(page, button="Give the seat to Bea Example")
    assert seats() == [
        ("Kim Sook-hee", SeatState.SUBSTITUTED),
        ("Bea Example", SeatState.APPROVED),
    ]


def test_the_balance_leaves_the_house_without_a_number_under_five(client, talks):
    with viewing_as(SYSTEM), transaction():
        event = db.session.get(Event, talks.id)
        for number, country in enumerate(["Korea"] * 6 + ["Japan"] * 7 + ["Mongolia"]):
            given = seat(event, add_person(f"Guest {number}"), state=SeatState.ACCEPTED)
            given.country = country
    sign_in(client)
    board = f"/staff/events/{talks.event}/balance/"
    file = client.submit(board, button="CSV").get_data().decode("utf-8-sig")
    rows = [row[:4] for row in csv.reader(StringIO(file)) if row[0] == "Country"]
    assert rows == [
        ["Country", "Japan", "–", "–"],
        ["Country", "Korea", "–", "–"],
        ["Country", "Mongolia", "–", "<5"],
        ["Country", "All", "14", "14"],
    ]


def test_targets_stand_beside_what_is_on_the_balance_board(client, talks):
    with viewing_as(SYSTEM), transaction():
        event = db.session.scalars(select(Event)).one()
        given = seat(event, db.session.scalars(select(Person)).one(), state=SeatState.ACCEPTED)
        given.country = "Korea"
    sign_in(client)
    url = f"/staff/events/{talks.event}/balance/"
    kept = {"value": ["Korea", "Japan"], "wanted": ["4", "many"]}
    late = client.submit(url, kept, button="Save the targets", form=0)
    shown = {one.get("value") for one in parse(late.text).iter("input")}
    assert (late.status_code, shown >= {"4", "Japan", "many"}) == (422, True)
    client.submit(url, {"value": ["Korea"], "wanted": ["4"]}, button="Save the targets", form=0)
    with viewing_as(SYSTEM):
        target = db.session.scalars(select(BalanceTarget)).one()
        assert (target.axis, target.value, target.wanted) == (Axis.COUNTRY, "Korea", 4)

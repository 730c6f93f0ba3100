"""The participants table: every look at it is an address, and what is chosen is what is changed."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.events.models import Event
from app.extensions import db
from app.infra.transaction import transaction
from app.participation.models import Participation, SeatChange
from app.participation.operations import act, add_delegation
from app.participation.rules import Channel, Role, SeatAction, SeatState, Sector
from app.participation.rules.table import Asked, Column, Group, Lack, asked_in
from tests.databases import count_statements
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.pages import parse, text_of


@pytest.fixture
def people(session):
    """The address of the people of an event where five have a seat, each in another way."""
    with viewing_as(SYSTEM), transaction():
        event = add_event(title="Quiet seas")
        side = add_delegation(event, label="Seoul side", country="Korea")
        kim = add_person(
            "Kim Sook-hee", organisation="Ministry of Oceans", email="kim@mofa.example"
        )
        lee = add_person("Lee Mong-ryong")
        given = seat(event, kim, roles=[Role.KEYNOTE], note="arrives by ferry")
        given.delegation = side
        given.country, given.sector, given.gender = "Korea", Sector.GOVERNMENT, "woman"
        asked = seat(event, lee, state=SeatState.INVITED)
        act(asked, SeatAction.DECLINE, channel=Channel.PHONE)
        seat(event, add_person("Vera Example"), state=SeatState.INVITED)
        seat(event, add_person("Ann Other"), state=SeatState.SHORTLISTED)
        seat(event, seat_label="One expert", state=SeatState.APPROVED)
        return f"/staff/events/{event.key}/people/"


ALL = ["Kim Sook-hee", "Lee Mong-ryong", "Vera Example", "Ann Other", "One expert"]


def names(page):
    rows = parse(page.text).iter("tr")
    heads = [cell for row in rows for cell in row if cell.get("scope") == "row"]
    said = [next((text_of(link) for link in head.iter("a")), text_of(head)) for head in heads]
    return [name.removesuffix(" (not named yet)") for name in said]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ALL),
        ("?tab=expected", ALL[:1]),
        ("?tab=open", ALL[2:]),
        ("?tab=gone", ALL[1:2]),
        ("?state=invited", ALL[2:3]),
        ("?q=mofa.example", ALL[:1]),
        ("?q=oceans", ALL[:1]),
        ("?q=FERRY", ALL[:1]),
        ("?q=keynote", ALL[:1]),
        ("?q=seoul", ALL[:1]),
        ("?q=expert", ALL[4:]),
        ("?q=sookhee+keynote", ALL[:1]),
        ("?q=100%25", []),
        ("?role=keynote", ALL[:1]),
        ("?delegation=none", ALL[1:]),
        ("?delegation=unheard-of", []),
        ("?session=none", ALL),
        ("?country=korea", ALL[:1]),
        ("?sector=government&gender=Woman", ALL[:1]),
        ("?channel=phone", ALL[1:2]),
        ("?look=name", ALL[4:]),
        ("?look=address", ALL[1:4]),
        ("?look=bio", ALL[:4]),
        ("?look=needs", []),
        ("?sort=name", [ALL[2], ALL[0], ALL[1], ALL[4], ALL[3]]),
        ("?sort=name&down=1", [ALL[3], ALL[4], ALL[1], ALL[0], ALL[2]]),
        ("?sort=state", [ALL[3], ALL[4], ALL[2], ALL[0], ALL[1]]),
        ("?down=1", ALL[::-1]),
        ("?size=25&page=9&column=roles&column=fly&what=ever&sort=fly&tab=fly&page=", ALL),
        ("?size=7&q=%20&sector=%EF%BF%BD&page=-1", ALL),
    ],
)
def test_an_address_shows_the_same_to_everybody(client, people, query, shown):
    sign_in(client, role=StaffRole.READER)
    assert names(client.get(f"{people}{query}")) == shown


@pytest.mark.parametrize("column", list(Column))
def test_the_table_is_sorted_by_any_column_and_shows_it(client, people, column):
    sign_in(client)
    page = client.get(f"{people}?sort={column}&column={column}")
    assert sorted(names(page)) == sorted(ALL)


def test_needs_are_for_those_who_look_after_guests(client, people):
    sign_in(client, role=StaffRole.READER)
    assert "?look=needs" not in client.get(people).text


@pytest.mark.parametrize(
    "asked",
    [
        Asked(),
        Asked(tab=Group.GONE, q="kim", sort=Column.STATE, down=True, page=2, size=100),
        Asked(tab=SeatState.INVITED, look=Lack.BIO, column=(Column.ROLES, Column.NOTE)),
        Asked(role=Role.KEYNOTE, sector=Sector.MEDIA, channel=Channel.LINK, country="Japan"),
    ],
)
def test_what_is_asked_can_be_said_in_an_address_and_read_from_it(asked):
    assert asked_in(MultiDict(asked.query()).to_dict(flat=False)) == asked


def test_a_page_loads_its_own_seats_alone(client, people):
    sign_in(client)
    client.get(people)
    counted = []
    for extra in range(2):
        with viewing_as(SYSTEM), transaction():
            event = db.session.scalar(select(Event))
            for number in range(30):
                seat(event, add_person(f"Guest {extra} {number}"), state=SeatState.INVITED)
        with count_statements() as statements:
            page = client.get(f"{people}?size=25")
        counted.append((len(names(page)), len(statements)))
    assert counted[0] == counted[1]
    assert counted[0][0] == 25


def chosen(page_address, who):
    with viewing_as(SYSTEM):
        keys = [
            one.key
            for one in db.session.scalars(select(Participation).order_by(Participation.position))
            if one.name in who
        ]
    return f"{page_address}many?" + "&".join(f"seat={key}" for key in keys)


def go_on(client, address, fields):
    """Say the last word on the page that asks for it."""
    buttons = map(text_of, parse(client.get(address).text).iter("button"))
    last = next(words for words in buttons if words.endswith((" seat", " seats")))
    return client.submit(address, fields, button=last)


def states():
    with viewing_as(SYSTEM):
        seats = db.session.scalars(select(Participation).order_by(Participation.position))
        return {one.name: one.state for one in seats}


def test_many_are_led_on_and_those_left_are_told_with_the_reason(client, people):
    sign_in(client)
    address = f"{chosen(people, {'Ann Other', 'Lee Mong-ryong'})}&do=approve"
    report = go_on(client, address, {"note": "board of May", "notify": "no"})
    assert report.status_code == 200
    assert "1 seat was changed." in report.text
    assert "1 seat was left as it is" in report.text
    assert "Lee Mong-ryong" in report.text
    assert "This step is no longer possible." in report.text
    assert states()["Ann Other"] is SeatState.APPROVED
    assert states()["Lee Mong-ryong"] is SeatState.DECLINED
    with viewing_as(SYSTEM):
        last = db.session.scalar(select(SeatChange).order_by(SeatChange.id.desc()))
        assert (last.note, last.became) == ("board of May", SeatState.APPROVED)


def test_a_draft_that_has_no_address_to_go_to_is_told_for_one_and_for_many(client, people):
    sign_in(client)
    many = f"{chosen(people, {'Ann Other', 'Vera Example'})}&do=step"
    report = go_on(client, many, {"action": "confirm", "notify": "draft"})
    assert "No draft was written" in report.text
    with viewing_as(SYSTEM):
        ann = next(s for s in db.session.scalars(select(Participation)) if s.name == "Ann Other")
        address = f"{people}{ann.key}/"
    told = "No draft was written: Ann Other has no e-mail address."
    inputs = parse(client.get(address).text).iter("input")
    token = next(one.get("value") for one in inputs if one.get("name") == "csrf_token")
    for action, notify in (("check_in", "no"), ("undo_check_in", "draft")):
        data = {"action": action, "notify": notify, "csrf_token": token}
        client.post(f"{address}step", data=data)
        assert (told in client.get(people).text) is (notify == "draft")


def test_all_that_fit_are_found_again_and_counted_again(client, people):
    sign_in(client)
    address = f"{people}many?do=step&all=1&tab=invited"
    page = client.get(address)
    assert "1 seat is chosen." in page.text
    data = {field.get("name"): field.get("value") for field in parse(page.text).iter("input")}
    with viewing_as(SYSTEM), transaction():
        seat(db.session.scalar(select(Event)), add_person("New Guest"), state=SeatState.INVITED)
    stale = client.post(address, data={**data, "action": "close", "notify": "no"})
    assert stale.status_code == 409
    assert "2 seats fit now" in stale.text
    assert states()["Vera Example"] is SeatState.INVITED
    go_on(client, address, {"action": "close"})
    assert [states()[name] for name in ("Vera Example", "New Guest")] == [SeatState.NO_REPLY] * 2


def test_the_same_bulk_action_sent_twice_is_done_once(client, people):
    sign_in(client)
    address = f"{chosen(people, {'Vera Example'})}&do=role"
    page = client.get(address)
    data = {field.get("name"): field.get("value") for field in parse(page.text).iter("input")}
    data |= {"way": "give", "role": "observer"}
    assert client.post(address, data=data).status_code == 200
    assert client.post(address, data=data).status_code == 303


@pytest.mark.parametrize(
    ("do", "fields", "done"),
    [
        ("listed", {"listed": "no"}, 1),
        ("role", {"way": "take", "role": "panellist"}, 0),
        ("role", {"way": "give", "role": "chair"}, 1),
        ("delegation", {"delegation": ""}, 0),
        ("remove", {}, 0),
        ("confirm", {}, 1),
    ],
)
def test_each_bulk_action_says_how_many_it_changed(client, people, do, fields, done):
    sign_in(client)
    report = go_on(client, f"{chosen(people, {'Vera Example'})}&do={do}", fields)
    assert f"{done} seat{'s were' if done != 1 else ' was'} changed." in report.text


def test_bulk_actions_are_for_those_who_may_edit(client, people):
    sign_in(client, role=StaffRole.READER)
    assert "With those chosen" not in client.get(people).text
    assert client.get(f"{people}many?do=approve&all=1").status_code == 404
    sign_in(client)
    assert client.get(f"{people}many?do=fly&all=1").status_code == 422
    assert "No seat is chosen." in client.get(f"{people}many?do=approve").text


def test_the_table_is_taken_along_as_it_is_shown(client, people):
    with viewing_as(SYSTEM), transaction():
        seat(db.session.scalar(select(Event)), add_person("=cmd|' /C calc'!A0"))
    sign_in(client)
    token = next(
        field.get("value")
        for field in parse(client.get(people).text).iter("input")
        if field.get("name") == "csrf_token"
    )
    query = "export?tab=expected&column=state&column=country"
    file = client.post(f"{people}{query}", data={"kind": "csv", "csrf_token": token})
    assert file.data.decode("utf-8-sig").splitlines() == [
        "Name,State,Country",
        "Kim Sook-hee,Confirmed,Korea",
        "'=cmd|' /C calc'!A0,Confirmed,",
    ]
    sheet = client.post(f"{people}{query}", data={"kind": "xlsx", "csrf_token": token})
    assert sheet.data[:2] == b"PK"
    assert (
        client.post(f"{people}{query}", data={"kind": "pdf", "csrf_token": token}).status_code
        == 422
    )

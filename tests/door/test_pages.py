"""The door by plain forms, for a browser without scripts, and attendance afterwards."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.core.tickets import TicketKind, ticket_code
from app.door.models import DoorNote
from app.events.models import Event
from app.events.rules import EventState, RegistrationMode
from app.extensions import db
from app.infra.transaction import transaction
from app.participation.models import Participation
from app.participation.operations import act
from app.participation.rules import Role, SeatAction, SeatState
from app.registration.models import Pool, Registration
from app.registration.operations import edit_pool
from app.registration.queries import pools_of
from app.registration.rules import RegistrationState, Step
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.door.conftest import this_evening
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.factories.registration import add_guest
from tests.pages import parse


@pytest.fixture
def door(evening: Event) -> str:
    """Address of the door of an evening with one seat and one guest who registered."""
    with transaction():
        hong = add_person("Hong Gil-dong", title="=Director()", native_name="홍길동")
        seat(evening, hong, roles=[Role.MODERATOR])
        add_guest(
            evening, name="Ann Archer", organisation="Bakers’ Guild", email="secret@example.org"
        )
    return f"/staff/door/{evening.key}"


def names(page: str) -> list[str]:
    before_the_mould = page.partition("data-mould")[0]
    return re.findall(r'data-field="name">([^<]+)<', before_the_mould)


def check_in(client: CheckingClient, url: str, button: str = "Check in Ann Archer") -> str:
    return client.submit(url, button=button, follow_redirects=True).text


def test_the_desk_begins_at_the_only_door(client: CheckingClient, door: str) -> None:
    sign_in(client, role=StaffRole.DESK)
    assert client.get("/staff/", follow_redirects=True).request.path == door


def test_of_several_doors_the_desk_chooses(client: CheckingClient, door: str) -> None:
    with transaction():
        add_event(title="Next door", local_start=this_evening())
        add_event(title="Far away")
    sign_in(client, role=StaffRole.DESK)
    page = client.get("/staff/door/").text
    assert "Next door" in page
    assert "Far away" not in page


def test_a_door_opens_only_while_its_event_is_near(client: CheckingClient, door: str) -> None:
    with transaction():
        far = add_event(title="Far away")
        off = add_event(title="Off", local_start=this_evening(), state=EventState.CANCELLED)
    far_key, off_key = far.key, off.key
    sign_in(client, role=StaffRole.DESK)
    assert client.get(f"/staff/door/{far_key}").status_code == 404
    assert client.get(f"/staff/door/{off_key}").status_code == 404
    assert client.get(f"/staff/door/{far_key}/roster.json").status_code == 404


@pytest.mark.parametrize("role", [StaffRole.READER, None], ids=["reader", "no role"])
def test_whoever_keeps_no_door_finds_none(
    client: CheckingClient, door: str, role: StaffRole | None
) -> None:
    sign_in(client, role=role)
    assert {client.get(url).status_code for url in (door, f"{door}/roster.json")} == {404}


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("hon", ["Hong Gil-dong"]),
        ("gildong", ["Hong Gil-dong"]),
        ("dong gil", ["Hong Gil-dong"]),
        ("홍길", ["Hong Gil-dong"]),
        ("direc", ["Hong Gil-dong"]),
        ("ARC", ["Ann Archer"]),
        ("baker", ["Ann Archer"]),
        ("secret", []),
        ("", ["Ann Archer", "Hong Gil-dong"]),
    ],
)
def test_some_letters_find_the_guest(
    client: CheckingClient, door: str, letters: str, found: list[str]
) -> None:
    sign_in(client, role=StaffRole.DESK)
    assert names(client.get(door, query_string={"q": letters}).text) == found


def test_a_ticket_finds_its_guest_alone(client: CheckingClient, door: str, evening: Event) -> None:
    with viewing_as(SYSTEM):
        key = db.session.scalars(select(Participation.key)).one()
    sign_in(client, role=StaffRole.DESK)
    ticket = f"https://example.org/t/{ticket_code(TicketKind.SEAT, key)}"
    assert names(client.get(door, query_string={"q": ticket}).text) == ["Hong Gil-dong"]


def test_the_desk_reads_no_address(client: CheckingClient, door: str) -> None:
    sign_in(client, role=StaffRole.DESK)
    for url in (f"{door}?show=all", f"{door}/roster.json"):
        page = client.get(url).get_data(as_text=True)
        assert "Archer" in page
        assert "secret@example.org" not in page


def test_who_declined_is_unknown_at_the_door(client: CheckingClient, door: str) -> None:
    with transaction(), viewing_as(SYSTEM):
        event = db.session.scalars(select(Event)).one()
        refused = seat(event, add_person("Rex Refused"), state=SeatState.INVITED)
        act(refused, SeatAction.DECLINE)
    sign_in(client, role=StaffRole.DESK)
    for url in (f"{door}?show=all", f"{door}?q=refused", f"{door}/roster.json"):
        assert "Rex" not in client.get(url).get_data(as_text=True)


def test_a_guest_is_let_in_shown_as_here_and_taken_back(client: CheckingClient, door: str) -> None:
    sign_in(client, role=StaffRole.DESK, name="Des Kerr")
    page = check_in(client, f"{door}?q=arch")
    assert "Checked in: Ann Archer" in page
    assert names(page) == ["Hong Gil-dong"]
    here = client.get(f"{door}?show=here").text
    assert names(here) == ["Ann Archer"]
    assert re.search(r"Here since .*, Des Kerr", here)
    undone = client.submit(f"{door}?show=here", button="Undo Ann Archer", follow_redirects=True)
    assert "Taken back: Ann Archer is not here." in undone.text
    assert names(client.get(door).text) == ["Ann Archer", "Hong Gil-dong"]


def test_somebody_already_in_is_said_with_when_and_by_whom(
    app: object, client: CheckingClient, door: str
) -> None:
    sign_in(client, role=StaffRole.DESK, name="Des Kerr")
    page = client.get(f"{door}?q=arch").text
    fields = dict(
        re.findall(
            r'name="(csrf_token|once|subject)" value="([^"]+)"', page.partition("data-does")[2]
        )
    )
    client.post(f"{door}/arrive", data=fields)
    again = client.post(f"{door}/arrive", data=fields | {"once": "another"}, follow_redirects=True)
    assert re.search(r"Already in: Ann Archer, since .*, let in by Des Kerr\.", again.text)
    repeated = client.post(f"{door}/arrive", data=fields, follow_redirects=True)
    assert "Already in: Ann" not in repeated.text


def test_one_more_may_come_in(client: CheckingClient, door: str) -> None:
    sign_in(client, role=StaffRole.DESK)
    check_in(client, f"{door}?q=arch")
    page = client.submit(f"{door}?q=arch", button="One more Ann Archer", follow_redirects=True)
    assert "Checked in: Ann Archer" in page.text
    assert "2 of 1" in client.get(f"{door}?q=arch").text


def test_a_walk_in_is_let_in_and_told_of_the_places(client: CheckingClient, door: str) -> None:
    sign_in(client, role=StaffRole.DESK)
    assert "Places that nobody was promised: 28." in client.get(f"{door}/walk-in").text
    page = client.submit(
        f"{door}/walk-in",
        {"name": "Wanda Walker", "people": "2"},
        button="Let in",
        follow_redirects=True,
    )
    assert "Checked in: Wanda Walker" in page.text
    assert names(client.get(f"{door}?show=here").text) == ["Wanda Walker"]
    assert "Places that nobody was promised: 26." in client.get(f"{door}/walk-in").text


def test_at_a_full_house_the_desk_is_warned(client: CheckingClient, door: str) -> None:
    with transaction(), viewing_as(SYSTEM):
        for pool in db.session.scalars(select(Pool)):
            pool.capacity = 2
    sign_in(client, role=StaffRole.DESK)
    url = f"{door}/walk-in"
    assert "Every place is promised or taken." in client.get(url).text
    asked = client.submit(url, {"name": "Wanda Walker"}, button="Let in")
    assert asked.status_code == 409
    assert "No place is free; let in anyway?" in asked.text
    data = {one.get("name"): one.get("value") for one in parse(asked.text).iter("input")}
    pressed = [client.post(url, data=data | {"name": "Wanda Walker"}) for _twice in range(2)]
    assert [one.status_code for one in pressed] == [303, 303]
    assert names(client.get(f"{door}?show=here").text) == ["Wanda Walker"]


@pytest.mark.parametrize("full", [True, False])
def test_who_waits_for_a_place_is_let_in_when_the_desk_decides_so(
    client: CheckingClient, door: str, full: bool
) -> None:
    with transaction(), viewing_as(SYSTEM):
        event = db.session.scalars(select(Event)).one()
        (pool,) = pools_of(event)
        edit_pool(pool, event, capacity=1, waiting_list=True)
        for name in ("Bo Baker", "Cy Caller"):
            add_guest(event, name=name)
        if not full:
            pool.capacity = 30
    sign_in(client, role=StaffRole.DESK)
    assert names(client.get(door).text) == ["Ann Archer", "Hong Gil-dong"]
    page = client.get(f"{door}?q=cy").text
    assert "Waiting list, number 2" in page
    assert ("No place is free" in page.partition("data-mould")[0]) is full
    button = f"Let in{' anyway' if full else ''} Cy Caller"
    assert "Checked in: Cy Caller" in check_in(client, f"{door}?q=cy", button)
    with viewing_as(SYSTEM):
        found = db.session.scalars(select(Registration).where(Registration.name == "Cy Caller"))
        guest = found.one()
        assert guest.state is RegistrationState.REGISTERED
        assert (guest.pool.taken, guest.pool.waiting) == (2, 1)
        assert [change.step for change in guest.changes] == [Step.CONFIRM]
    assert "Waiting list, number 1" in client.get(f"{door}?q=bo").text


def test_where_it_is_by_invitation_only_its_planners_let_strangers_in(
    client: CheckingClient, as_system: object
) -> None:
    with transaction():
        closed = add_event(
            title="By invitation",
            local_start=this_evening(),
            registration=RegistrationMode.BY_INVITATION,
        )
    url = f"/staff/door/{closed.key}/walk-in"
    sign_in(client, role=StaffRole.DESK)
    page = client.get(url).text
    assert "This event is by invitation." in page
    assert 'name="name"' not in page
    token = client.get(f"/staff/door/{closed.key}").text.partition('name="csrf_token" value="')[2]
    data = {"name": "Wanda", "people": "1", "csrf_token": token.partition('"')[0]}
    assert client.post(url, data=data).status_code == 409
    sign_in(client, role=StaffRole.EVENT_COORDINATOR, event=closed)
    assert client.submit(url, {"name": "Wanda"}, button="Let in").status_code == 303


def test_the_list_asks_as_many_questions_of_three_as_of_one(
    client: CheckingClient, door: str
) -> None:
    sign_in(client, role=StaffRole.DESK)
    with count_statements() as few:
        client.get(door)
    with transaction(), viewing_as(SYSTEM):
        event = db.session.scalars(select(Event)).one()
        for name in ("Bo Baker", "Cy Caller"):
            seat(event, add_person(name, title="Fellow", organisation=f"House of {name}"))
            add_guest(event, name=f"{name} junior")
    with count_statements() as many:
        client.get(door)
    assert len(many) == len(few)


def attendance(evening: Event) -> str:
    return f"/staff/events/{evening.key}/attendance"


def test_attendance_tells_figures_by_group(
    client: CheckingClient, door: str, evening: Event
) -> None:
    url = attendance(evening)
    sign_in(client)
    check_in(client, f"{door}?q=arch")
    rows = re.findall(
        r'scope="row">(\w+)</th><td class="num">(\d+)</td><td class="num">(\d+)</td><td class="num">(\d+)',
        client.get(url).text,
    )
    assert rows == [
        ("Speakers", "1", "0", "1"),
        ("Registered", "1", "1", "0"),
        ("All", "2", "1", "1"),
    ]


def test_no_shows_are_marked_in_one_step(
    client: CheckingClient, door: str, evening: Event, time_machine: object
) -> None:
    url = attendance(evening)
    time_machine.move_to(evening.ends_at)  # type: ignore[attr-defined]
    sign_in(client)
    page = client.submit(url, button="Mark who did not come", follow_redirects=True)
    assert "1 seat is marked as absent." in page.text
    with viewing_as(SYSTEM):
        assert db.session.scalars(select(Participation.state)).one() is SeatState.ABSENT


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_export_tells_no_spreadsheet_what_to_do(
    client: CheckingClient, door: str, evening: Event, kind: str
) -> None:
    url = attendance(evening)
    sign_in(client)
    token = client.get(url).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent = client.post(f"{url}/export", data={"kind": kind, "csrf_token": token}).data
    if kind == "csv":
        cells = [row[:3] for row in csv.reader(StringIO(sent.decode("utf-8-sig")))]
        assert cells[2] == ["Hong Gil-dong", "홍길동", "'=Director()"]
    else:
        sheet = load_workbook(BytesIO(sent)).worksheets[0]
        assert [cell.value for cell in sheet["C"]][2] == "=Director()"
        assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_a_note_for_the_desk_is_all_that_it_reads(
    client: CheckingClient, door: str, evening: Event
) -> None:
    url = attendance(evening)
    sign_in(client)
    subject = re.findall(r'value="(s-\w+)"', client.get(url).text)[0]
    button = "Save the note"
    client.submit(url, {"guest": subject, "text": "Meet at the door: ramp"}, button=button)
    assert "Meet at the door: ramp" in client.get(f"{door}?q=hon").text
    client.submit(url, {"guest": subject, "text": ""}, button=button)
    with viewing_as(SYSTEM):
        assert db.session.scalars(select(DoorNote)).all() == []

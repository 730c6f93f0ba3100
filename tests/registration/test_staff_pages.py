"""The guests of an event, as staff see them."""

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
from app.events.models import Event
from app.extensions import db
from app.infra.models import AuditEntry, OutboxMail
from app.infra.transaction import transaction
from app.registration.models import Pool, Registration
from app.registration.operations import edit_pool
from app.registration.queries import pools_of
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.registration import add_guest, add_open_event


@pytest.fixture
def event(as_system: object) -> Event:
    with transaction():
        return add_open_event(capacity=3)


@pytest.fixture
def guests(event: Event) -> str:
    """Address of the list of two guests."""
    with transaction():
        add_guest(event, name="Ann Archer", organisation="=HYPERLINK(1)", email="ann@example.org")
        add_guest(event, name="Bo Baker", organisation="Bakers’ Guild", email="bo@example.org")
    return f"/staff/events/{event.key}/registrations"


def actions() -> list[str]:
    with viewing_as(SYSTEM):
        return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def taken() -> list[int]:
    with viewing_as(SYSTEM):
        return list(db.session.scalars(select(Pool.taken)))


def test_staff_read_who_registered(client: CheckingClient, guests: str) -> None:
    sign_in(client)
    page = client.get(guests)
    for words in ("Ann Archer", "bo@example.org", "Bakers’ Guild", "3 places. 2 taken."):
        assert words in page.text


@pytest.mark.parametrize("words", ["baker", "BO@example", "guild", "bo guild"])
def test_guests_are_found_by_any_of_their_words(
    client: CheckingClient, guests: str, words: str
) -> None:
    sign_in(client)
    page = client.get(guests, query_string={"q": words})
    assert "Bo Baker" in page.text
    assert "Ann Archer" not in page.text


@pytest.mark.parametrize(
    "role", [StaffRole.READER, StaffRole.DESK, None], ids=["reader", "desk", "no role"]
)
def test_whoever_may_not_know_the_guests_finds_nothing(
    client: CheckingClient, guests: str, role: StaffRole | None
) -> None:
    sign_in(client, role=role)
    assert client.get(guests).status_code == 404
    assert client.get(f"{guests}/new").status_code == 404


def test_a_coordinator_of_another_event_finds_nothing(client: CheckingClient, guests: str) -> None:
    with transaction():
        other = add_event(title="Another")
    sign_in(client, role=StaffRole.EVENT_COORDINATOR, event=other)
    hidden = client.get(guests)
    missing = client.get("/staff/events/nothing/registrations")
    assert (hidden.status_code, hidden.text) == (404, missing.text)


def export(client: CheckingClient, guests: str, kind: str) -> bytes:
    page = client.get(guests)
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    answer = client.post(f"{guests}/export", data={"kind": kind, "csrf_token": token})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.data


def test_the_list_as_csv_tells_no_spreadsheet_what_to_do(
    client: CheckingClient, guests: str
) -> None:
    sign_in(client)
    rows = list(csv.reader(StringIO(export(client, guests, "csv").decode("utf-8-sig"))))
    assert rows[0][:3] == ["Name", "E-mail address", "Organisation"]
    assert [row[:3] for row in rows[1:]] == [
        ["Ann Archer", "ann@example.org", "'=HYPERLINK(1)"],
        ["Bo Baker", "bo@example.org", "Bakers’ Guild"],
    ]
    assert actions()[-1] == "exported the guests of"


def test_the_list_as_a_spreadsheet_is_text_in_every_cell(
    client: CheckingClient, guests: str
) -> None:
    sign_in(client)
    sheet = load_workbook(BytesIO(export(client, guests, "xlsx"))).worksheets[0]
    assert [cell.value for cell in sheet["C"]] == ["Organisation", "=HYPERLINK(1)", "Bakers’ Guild"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_staff_register_a_guest_who_called(client: CheckingClient, guests: str) -> None:
    sign_in(client)
    fields: dict[str, str | list[str]] = {"name": "Cy Caller", "email": "cy@example.org"}
    page = client.submit(f"{guests}/new", fields, button="Register", follow_redirects=True)
    assert "Cy Caller" in page.text
    assert taken() == [3]
    assert actions()[-1] == "registered a guest for"
    full = client.submit(f"{guests}/new", fields | {"name": "Di Denied"}, button="Register")
    assert full.status_code == 409
    assert "Every place is taken." in full.text
    assert 'value="Di Denied"' in full.text


def test_a_guest_who_is_there_already_is_named_as_such(client: CheckingClient, guests: str) -> None:
    sign_in(client)
    page = client.submit(
        f"{guests}/new", {"name": "Ann Archer", "email": "ann@example.org"}, button="Register"
    )
    assert page.status_code == 422
    assert "This guest is registered already." in page.text


def test_staff_change_what_a_guest_said(client: CheckingClient, guests: str) -> None:
    with viewing_as(SYSTEM):
        key = db.session.scalars(select(Registration.key).order_by(Registration.id)).first()
    sign_in(client)
    page = f"{guests}/{key}"
    fields = {"name": "Ann Archer-Lee", "organisation": "", "party_size": "2"}
    full = client.submit(f"{page}/edit", {**fields, "party_size": "3"}, button="Save")
    assert (full.status_code, "not so many places left" in full.text) == (409, True)
    assert 'value="Ann Archer-Lee"' in full.text
    assert taken() == [2]
    assert client.submit(f"{page}/edit", fields, button="Save").location == page
    assert "Ann Archer-Lee" in client.get(page).text
    assert taken() == [3]
    assert actions()[-1] == "changed a guest of"


def test_what_the_guest_changed_meanwhile_is_read_before_it_is_replaced(
    client: CheckingClient, event: Event
) -> None:
    with transaction():
        edit_pool(pools_of(event)[0], event, party_limit=2)
        guest = add_guest(event, name="Ann Archer")
    page = f"/staff/events/{event.key}/registrations/{guest.key}/edit"
    sign_in(client)
    (seen,) = re.findall(r'name="seen"[^>]* value="(\w+)"', client.get(page).text)
    client.submit(f"/registrations/{guest.token}/edit", {"party_size": "2"}, button="Save")
    typed = {"name": "Ann Lee", "party_size": "1", "seen": seen}
    late = client.submit(page, typed, button="Save")
    assert (late.status_code, taken()) == (409, [2])
    assert "What stands there now" in late.text
    assert 'value="Ann Lee"' in late.text


def test_staff_give_a_seat_back_for_a_guest(client: CheckingClient, guests: str) -> None:
    sign_in(client)
    with viewing_as(SYSTEM):
        key = db.session.scalar(select(Registration.key).where(Registration.name == "Bo Baker"))
    token = client.get(guests).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    asked = {"csrf_token": token, "guest": key, "action": "withdraw"}
    for _ in range(2):
        client.post(f"{guests}/act", data=asked)
    assert taken() == [1]
    assert actions().count("withdrew guests of") == 1
    assert "Bo Baker" in client.get(guests, query_string={"state": "withdrawn"}).text
    with viewing_as(SYSTEM):
        to_bo = select(OutboxMail.subject).where(OutboxMail.to_address == "bo@example.org")
        assert len(db.session.scalars(to_bo).all()) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    client: CheckingClient, event: Event, number: int
) -> None:
    with transaction():
        for guest in range(number):
            add_guest(event, name=f"Guest {chr(65 + guest)}")
    address = f"/staff/events/{event.key}/registrations"
    sign_in(client)
    client.get(address)
    with count_statements() as statements:
        client.get(address)
    assert len(statements) == 6, statements

"""Printing for an event."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.core.tickets import read_ticket
from app.documents.content import Sheet, in_capitals
from app.events.models import Event
from app.events.rules import AttributionRule
from app.extensions import db
from app.infra.models import AuditEntry
from app.infra.transaction import transaction
from app.participation.rules import Role
from tests.client import CheckingClient
from tests.documents.pdf import Pdf
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.participation import seat
from tests.factories.people import add_person


@pytest.fixture
def event(as_system: object) -> Event:
    with transaction():
        made = add_event(title="What the talks taught", attribution=AttributionRule.CHATHAM_HOUSE)
        seat(made, add_person("Hong Gil-dong", title="Envoy", native_name="홍길동"))
        seat(made, add_person("Jane Doe"), roles=[Role.PARTICIPANT])
    return made


def documents(event: Event) -> str:
    return f"/staff/events/{event.key}/documents"


def printed(client: CheckingClient, url: str, sheet: str, **fields: str) -> Pdf:
    page = client.get(url).text
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    data = {"paper": "a4", "csrf_token": token, **fields}
    answer = client.post(f"{url}/{sheet}.pdf", data=data)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
    return Pdf(answer.data)


@pytest.mark.parametrize("sheet", Sheet)
def test_a_sheet_names_everybody_who_is_expected(
    client: CheckingClient, event: Event, sheet: Sheet
) -> None:
    url = documents(event)
    sign_in(client)
    text = printed(client, url, sheet).text.lower()
    for words in ("hong gil-dong", "홍길동", "jane doe"):
        assert words in text
    with viewing_as(SYSTEM):
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.detail) == ("printed for", {"sheet": sheet, "guests": "2"})


def test_a_badge_bears_the_ticket_of_its_guest(client: CheckingClient, event: Event) -> None:
    url = documents(event)
    sign_in(client)
    text = printed(client, url, "badges", words="hong").text
    assert "Jane Doe" not in text
    assert read_ticket(re.findall(r"S\w{3}-\w{4}-\w{4}", text)[0]) is not None


def test_one_group_can_be_printed_by_itself(client: CheckingClient, event: Event) -> None:
    url = documents(event)
    sign_in(client)
    text = printed(client, url, "guests", pool="participants").text
    assert ("DOE" in text, "HONG" in text) == (True, False)
    assert "Chatham House Rule" in text


def test_a_character_that_cannot_be_printed_is_said_before_it_is_lost(
    client: CheckingClient, event: Event
) -> None:
    url = documents(event)
    with transaction(), viewing_as(SYSTEM):
        seat(db.session.scalars(select(Event)).one(), add_person("José 🎉 Pérez"))
    sign_in(client)
    assert "José 🎉 Pérez: 🎉" in client.get(url).text
    page = client.submit(url, button="Badges")
    assert page.status_code == 422
    assert "Some characters cannot be printed; see below." in page.text
    text = printed(client, url, "badges", anyway="y").text
    assert "José□Pérez" in "".join(text.split())


def test_nothing_is_printed_for_nobody(client: CheckingClient, event: Event) -> None:
    url = documents(event)
    sign_in(client)
    page = client.submit(url, {"words": "nobody of that name"}, button="Badges")
    assert (page.status_code, "There is nobody to print this for." in page.text) == (422, True)


@pytest.mark.parametrize("role", [StaffRole.DESK, StaffRole.READER])
def test_whoever_may_not_know_the_guests_prints_nothing(
    client: CheckingClient, event: Event, role: StaffRole
) -> None:
    url = documents(event)
    sign_in(client, role=role)
    assert client.get(url).status_code == 404


def test_there_is_no_other_sheet(client: CheckingClient, event: Event) -> None:
    url = documents(event)
    sign_in(client)
    page = client.get(url).text
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    assert client.post(f"{url}/common.pdf", data={"csrf_token": token}).status_code == 404


@pytest.mark.parametrize(
    ("name", "family", "listed"),
    [
        ("Hong Gil-dong", "Hong", "HONG Gil-dong"),
        ("Prof. Jane Doe", "Doe", "Prof. Jane DOE"),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig VAN BEETHOVEN"),
        ("Kim Lee Kim", "Kim", "KIM Lee Kim"),
        ("An Anan", "Anan", "An ANAN"),
        ("Delegate of Somewhere", "", "Delegate of Somewhere"),
        ("Renamed Person", "Else", "Renamed Person"),
    ],
)
def test_the_family_name_stands_in_capitals(name: str, family: str, listed: str) -> None:
    assert in_capitals(name, family) == listed

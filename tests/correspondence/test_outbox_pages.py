"""The outbox, as staff read it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.events.models import Event
from app.extensions import db
from app.infra.models import AuditEntry, MailState, OutboxMail
from app.infra.outbox import enqueue
from app.infra.transaction import transaction
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.registration import add_guest, add_open_event


@pytest.fixture
def event(as_system: object) -> Event:
    with transaction():
        event = add_open_event(title="What the talks taught")
        add_guest(event, name="Ann Archer", email="ann@example.org")
    return event


@pytest.fixture
def address(event: Event) -> str:
    """Where the one mail about the event is read."""
    return f"/staff/outbox/{db.session.scalars(select(OutboxMail.key)).one()}"


def fail_all() -> None:
    with transaction():
        for mail in db.session.scalars(select(OutboxMail)):
            mail.state, mail.error = MailState.FAILED, "The mail server answered 550: No such user"


def test_staff_find_a_mail_by_its_addressee(client: CheckingClient, address: str) -> None:
    sign_in(client)
    page = client.get("/staff/outbox/", query_string={"q": "ANN@example"})
    assert f'href="{address}"' in page.text
    assert f'href="{address}"' not in client.get("/staff/outbox/?q=nobody").text


def test_each_tab_shows_the_mails_that_it_counts(client: CheckingClient, address: str) -> None:
    sign_in(client)
    assert address in client.get("/staff/outbox/?state=queued").text
    assert address not in client.get("/staff/outbox/?state=failed").text
    assert address in client.get("/staff/outbox/?state=no-such-state&page=x").text


def test_a_mail_is_read_as_text_as_html_and_with_its_calendar_entry(
    client: CheckingClient, address: str
) -> None:
    sign_in(client)
    page = client.get(address)
    assert "Your place is reserved." in page.text
    assert client.get(f"{address}/event.ics").text.startswith("BEGIN:VCALENDAR")
    assert "Open your page" in client.get(f"{address}/html").text


def test_a_mail_shown_as_html_can_do_nothing(client: CheckingClient, address: str) -> None:
    sign_in(client)
    policy = client.get(f"{address}/html").headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'sha256-")
    assert "unsafe-inline" not in policy


def test_a_mail_about_nothing_confidential_is_for_administrators(
    client: CheckingClient, as_system: object
) -> None:
    with transaction():
        mail = enqueue(
            to_address="new@example.org",
            to_name="New",
            subject="Welcome",
            text="-\n",
            html="<p>-</p>",
            dedupe="welcome",
        )
    address = f"/staff/outbox/{mail.key}"
    sign_in(client, role=StaffRole.PROGRAMME_OFFICER)
    assert client.get(address).status_code == 404
    sign_in(client)
    assert client.get(address).status_code == 200
    assert client.get(f"{address}/event.ics").status_code == 404


@pytest.mark.parametrize("page", ["", "/html", "/event.ics"])
def test_mail_about_an_event_out_of_reach_is_not_there(
    client: CheckingClient, address: str, page: str
) -> None:
    with transaction():
        other = add_event(title="Another")
    sign_in(client, role=StaffRole.EVENT_COORDINATOR, event=other)
    hidden = client.get(f"{address}{page}")
    missing = client.get(f"/staff/outbox/no-such-mail{page}")
    assert (hidden.status_code, hidden.text) == (404, missing.text)


def test_a_failed_mail_says_why_and_is_sent_again(client: CheckingClient, address: str) -> None:
    fail_all()
    sign_in(client)
    assert "550: No such user" in client.get(address).text
    page = client.submit(address, button="Send now", follow_redirects=True)
    assert "It will be sent again in a moment." in page.text
    with viewing_as(SYSTEM):
        mail = db.session.scalars(select(OutboxMail)).one()
        assert (mail.state, mail.attempts) == (MailState.QUEUED, 0)
        assert "sent a mail again for" in db.session.scalars(select(AuditEntry.action)).all()


def test_a_mail_that_was_sent_is_not_sent_again(client: CheckingClient, address: str) -> None:
    sign_in(client)
    page = client.get(address)
    token = page.text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    with transaction():
        db.session.scalars(select(OutboxMail)).one().state = MailState.SENT
    assert client.post(f"{address}/retry", data={"csrf_token": token}).status_code == 409


def test_the_words_of_a_mail_about_an_account_are_its_readers_alone(
    client: CheckingClient, as_system: object
) -> None:
    with transaction():
        key = enqueue(
            to_address="ann@example.org",
            to_name="Ann",
            subject="Choose a password",
            text="https://events.example.org/account/password/secret",
            html="<p>secret</p>",
            dedupe="password:1",
        ).key
    sign_in(client)
    assert "secret" not in client.get(f"/staff/outbox/{key}").text
    assert client.get(f"/staff/outbox/{key}/html").status_code == 404

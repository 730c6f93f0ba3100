"""Registering, as a visitor meets it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import inspect, select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.core.clock import now
from app.events import operations as events
from app.events.models import Event
from app.events.rules import EventState, Format, Publication, RegistrationMode
from app.extensions import db
from app.infra.models import Answer, OutboxMail
from app.infra.tokens import with_personal_token
from app.infra.transaction import transaction
from app.registration.forms import guests as forms
from app.registration.models import Pool, Registration
from app.registration.views import public
from tests.client import CheckingClient
from tests.factories.events import add_event, in_days
from tests.factories.registration import add_guest, add_open_event, set_pool

GUEST = {"name": "Ann Guest", "email": "ann@example.org", "organisation": "The Institute"}


@pytest.fixture
def event(as_system: object) -> Event:
    with transaction():
        return add_open_event(
            title="What the talks taught", capacity=2, format=Format.HYBRID, place="Room 1"
        )


def the(model: Any, attribute: Any) -> list[Any]:
    with viewing_as(SYSTEM):
        return list(db.session.scalars(select(attribute).order_by(*inspect(model).primary_key)))


def link_in_mail() -> str:
    """The address of the guest's own page, as it stands in the first mail when that leaves."""
    with viewing_as(SYSTEM):
        mail = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)).first()
        assert mail is not None
        words = with_personal_token(mail.body_text, mail.token_seed)
    found = re.search(r"http://localhost(/registrations/\S+)", words)
    assert found, words
    return found[1]


def unfolded(calendar: str) -> str:
    return calendar.replace("\r\n ", "")


def hidden_fields(page: str) -> dict[str, str]:
    found = re.findall(r'name="(once|opened|csrf_token)" type="hidden" value="([^"]+)"', page)
    assert len(found) == 3
    return dict(found)


def register(client: CheckingClient, slug: str, **fields: str) -> Any:
    return client.submit(f"/events/{slug}/register", GUEST | fields, follow_redirects=True)


def test_registering_takes_a_seat_and_says_where_the_confirmation_is(
    client: CheckingClient, event: Event
) -> None:
    slug = event.slug
    page = register(client, slug, consent_listed="y")
    assert page.status_code == 200
    assert page.request.path == f"/events/{slug}/registered"
    assert "We have written to ann@example.org." in page.text
    assert the(Registration, Registration.consent_listed) == [True]
    assert the(Pool, Pool.taken) == [1]


def test_registering_again_looks_no_different(client: CheckingClient, event: Event) -> None:
    slug = event.slug
    first = register(client, slug)
    again = register(client, slug)
    assert again.text == first.text
    assert the(Pool, Pool.taken) == [1]


def test_sending_the_form_twice_registers_and_writes_once(
    client: CheckingClient, event: Event
) -> None:
    slug = event.slug
    page = client.get(f"/events/{slug}/register")
    hidden = hidden_fields(page.text)
    answers = [client.post(f"/events/{slug}/register", data=GUEST | hidden) for _ in range(2)]
    assert [answer.location for answer in answers] == [f"/events/{slug}/registered"] * 2
    assert len(the(OutboxMail, OutboxMail.id)) == 1


def test_what_cannot_be_right_is_said_beside_its_field_and_everything_typed_is_kept(
    client: CheckingClient, event: Event
) -> None:
    slug = event.slug
    page = register(client, slug, email="ann at example", consent_listed="y")
    assert page.status_code == 422
    assert "This is not an e-mail address." in page.text
    for typed in ("Ann Guest", "ann at example", "The Institute"):
        assert f'value="{typed}"' in page.text
    assert "checked" in page.text
    assert the(Registration, Registration.id) == []


def test_whoever_comes_too_late_is_told_and_keeps_what_they_typed(
    client: CheckingClient, event: Event
) -> None:
    slug = event.slug
    hidden = hidden_fields(client.get(f"/events/{slug}/register").text)
    with transaction():
        add_guest(event, name="One")
        add_guest(event, name="Two")
    page = client.post(f"/events/{slug}/register", data=GUEST | hidden)
    assert page.status_code == 409
    assert "Every place is taken." in page.text
    assert 'value="Ann Guest"' in page.text
    assert the(Pool, Pool.taken) == [2]


def closed(state: EventState = EventState.CONFIRMED, **facts: Any) -> dict[str, Any]:
    return {"state": state, "registration": RegistrationMode.OPEN, **facts}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (closed(EventState.HOLD), "Registration has not opened yet."),
        (closed(EventState.CANCELLED), "This event has been cancelled."),
        (closed(EventState.POSTPONED), "Registration has closed."),
        (closed(EventState.HELD, local_start=in_days(-3)), "This event is over."),
        (closed(capacity=0), "Every place is taken."),
        (closed(registration=RegistrationMode.BY_INVITATION), "This event is by invitation."),
    ],
    ids=["not yet", "cancelled", "postponed", "past", "full", "by invitation"],
)
def test_a_closed_door_says_why_and_shows_no_form(
    client: CheckingClient, as_system: object, facts: dict[str, Any], words: str
) -> None:
    with transaction():
        slug = add_open_event(**facts).slug
    page = client.get(f"/events/{slug}/register")
    assert page.status_code == 200
    assert words in page.text
    assert 'name="email"' not in page.text


def test_registration_closes_at_its_hour(client: CheckingClient, event: Event) -> None:
    slug = event.slug
    with transaction():
        set_pool(event, closes_at=now() - timedelta(seconds=1))
    assert "Registration has closed." in client.get(f"/events/{slug}/register").text


@pytest.mark.parametrize("publication", [Publication.UNPUBLISHED, Publication.WITHDRAWN])
@pytest.mark.parametrize("page", ["register", "registered"])
def test_an_event_that_is_not_public_is_not_there(
    client: CheckingClient, as_system: object, publication: Publication, page: str
) -> None:
    with transaction():
        slug = add_event(registration=RegistrationMode.OPEN, publication=publication).slug
    hidden = client.get(f"/events/{slug}/{page}")
    missing = client.get(f"/events/no-such-event/{page}")
    assert (hidden.status_code, hidden.text) == (404, missing.text)


def test_a_program_that_fills_in_everything_gets_thanks_and_no_seat(
    client: CheckingClient, event: Event
) -> None:
    page = register(client, event.slug, website="https://example.org")
    assert page.status_code == 200
    assert the(Registration, Registration.id) == []


def test_a_form_sent_the_moment_it_was_opened_is_to_be_sent_again(
    client: CheckingClient, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "QUICKEST", timedelta(seconds=60))
    page = register(client, event.slug)
    assert page.status_code == 422
    assert "Please send the form once more." in page.text
    assert 'value="Ann Guest"' in page.text


def test_one_network_cannot_take_all_seats(
    client: CheckingClient, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = event.slug
    monkeypatch.setattr(public, "FROM_NETWORK", public.Limit(tries=1, window=timedelta(minutes=10)))
    register(client, slug)
    page = register(client, slug, name="Another Guest")
    assert page.status_code == 429
    assert 'value="Another Guest"' in page.text
    assert the(Pool, Pool.taken) == [1]


def test_the_mail_leads_to_a_page_that_shows_everything_and_gives_the_seat_back(
    client: CheckingClient, event: Event
) -> None:
    slug = event.slug
    with transaction():
        events.set_join_link(event, url="https://meet.example.org/42", instructions="Mute, please.")
    register(client, slug)
    link = link_in_mail()
    page = client.get(link)
    assert page.headers["Cache-Control"] == "no-store"
    for words in ("What the talks taught", "https://meet.example.org/42", "Room 1", "Ann Guest"):
        assert words in page.text
    assert "https://meet.example.org/42" in unfolded(client.get(f"{link}/event.ics").text)
    after = client.submit(link, button="Give my place back", follow_redirects=True)
    assert "You have given your place back." in after.text
    assert "https://meet.example.org/42" not in after.text
    assert the(Pool, Pool.taken) == [0]
    assert the(OutboxMail, OutboxMail.subject)[1].startswith("You gave your place back")


def test_a_change_sent_twice_leads_back_to_a_page_whose_token_rests_nowhere(
    client: CheckingClient, event: Event
) -> None:
    register(client, event.slug)
    link = link_in_mail()
    fields = {"name": "Ann G. Guest", "once": "thesamekeytwice"}
    sent = [client.submit(f"{link}/edit", fields) for _time in range(2)]
    assert [(one.status_code, one.location) for one in sent] == [(303, link)] * 2
    kept = " ".join(the(Answer, Answer.location))
    assert "/registrations/" in kept
    assert link not in kept


def test_opening_the_link_changes_nothing(client: CheckingClient, event: Event) -> None:
    """Programs that look for viruses open every link in a mail."""
    register(client, event.slug)
    link = link_in_mail()
    client.get(link)
    assert client.get(f"{link}/withdraw").status_code == 405
    assert the(Pool, Pool.taken) == [1]


@pytest.mark.parametrize(
    "step",
    [
        events.cancel,
        events.postpone,
        lambda event: events.withdraw(event, notice="Not held."),
    ],
    ids=["cancelled", "postponed", "taken down"],
)
def test_a_place_is_given_back_although_the_event_was_called_off_meanwhile(
    client: CheckingClient, event: Event, step: Callable[[Event], object]
) -> None:
    register(client, event.slug)
    link = link_in_mail()
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get(link).text)
    assert token
    with viewing_as(SYSTEM), transaction():
        step(db.session.scalars(select(Event)).one())
    answer = client.post(f"{link}/withdraw", data={"csrf_token": token[1]}, follow_redirects=True)
    assert (answer.status_code, "Withdrawn" in answer.text) == (200, True)
    assert the(Pool, Pool.taken) == [0]


def test_a_link_that_never_was_and_one_that_ran_out_answer_alike(
    client: CheckingClient, event: Event
) -> None:
    register(client, event.slug)
    link = link_in_mail()
    with viewing_as(SYSTEM), transaction():
        for found in db.session.scalars(select(Registration)):
            found.token_expires_at = now() - timedelta(seconds=1)
    gone, never = client.get(link), client.get("/registrations/never-was")
    assert (gone.status_code, gone.text) == (404, never.text)

"""What staff see and settle about invitations."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.core.clock import now
from app.infra.transaction import transaction
from app.invitations import operations
from app.invitations.models import Invitation, InvitationSettings, Proposal, Reply
from app.invitations.rules import Answer
from app.participation.models import Participation, SeatChange
from app.participation.operations import add_delegation
from app.participation.rules import Channel, SeatState
from tests.client import CheckingClient
from tests.databases import count_statements
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.invitations import invite, nominate_link, page_of
from tests.factories.participation import seat
from tests.factories.people import add_person

Db = scoped_session[Session]
SOMEBODY: operations.NameFacts = {
    "name": "Deputy Minister Jin Park",
    "title": "Deputy Minister",
    "organisation": "Ministry of Examples",
    "email": "park@example.org",
    "words": "",
}


@pytest.fixture
def asked(as_system: Db) -> Invitation:
    with transaction():
        return invite(add_event(title="Fifth round (closed)"))


@pytest.fixture
def url(client: CheckingClient, asked: Invitation) -> str:
    sign_in(client)
    return f"/staff/events/{asked.event.key}/invitations/"


def test_the_list_says_who_was_asked_and_who_answered(client: CheckingClient, url: str) -> None:
    shown = client.get(url).text
    for said in ("Vera Kim", "Principals", "Invited", "Looked at"):
        assert said in shown


def test_an_answer_by_telephone_is_written_down_with_who_said_it_even_after_the_deadline(
    client: CheckingClient, as_system: Db, asked: Invitation, url: str
) -> None:
    with transaction():
        as_system.get(Invitation, asked.id).deadline_at = now() - timedelta(days=1)
    page = f"{url}of/{asked.key}"
    told = {
        "reply-answer": "accept",
        "reply-channel": "phone",
        "reply-told_by": "Ms Lee",
        "reply-words": "Arrives late",
    }
    assert client.submit(page, told, button="Note the answer").status_code == 303
    said = as_system.scalars(select(Reply)).one()
    assert (said.answer, said.channel, said.told_by) == (Answer.ACCEPT, Channel.PHONE, "Ms Lee")
    change = as_system.scalars(select(SeatChange).order_by(SeatChange.id.desc()).limit(1)).one()
    assert (change.became, change.channel) == (SeatState.ACCEPTED, Channel.PHONE)
    assert "Ms Lee" in client.get(page).text


def test_more_time_opens_the_page_again(
    client: CheckingClient, as_system: Db, asked: Invitation, url: str
) -> None:
    with transaction():
        as_system.get(Invitation, asked.id).deadline_at = now() - timedelta(days=1)
    page = page_of(asked)
    assert "Yes, I will come" not in client.get(page).text
    day = (now() + timedelta(days=5)).date().isoformat()
    client.submit(f"{url}of/{asked.key}", {"deadline-day": day}, button="Change the time")
    assert "Yes, I will come" in client.get(page).text


def test_a_revoked_link_leads_nowhere_and_a_new_one_does(
    client: CheckingClient, as_system: Db, asked: Invitation, url: str
) -> None:
    old = page_of(asked)
    client.submit(f"{url}of/{asked.key}", button="Revoke the link")
    assert client.get(old).status_code == 404


def test_a_substitute_gets_a_seat_of_their_own_and_the_old_one_stays_in_the_record(
    client: CheckingClient, as_system: Db, asked: Invitation, url: str
) -> None:
    with transaction():
        invitation = as_system.get(Invitation, asked.id)
        key = operations.propose(invitation, SOMEBODY).key
    assert "1 name waits for you" in client.get(url).text
    page = f"{url}proposals/{key}"
    unsaid = client.submit(page, {"decision": "accept"}, button="Decide")
    assert (unsaid.status_code, "Say who it is." in unsaid.text) == (422, True)
    done = client.submit(
        page, {"decision": "accept", "who": "new", "answer": "Most welcome"}, button="Decide"
    )
    assert done.status_code == 303
    seats = as_system.scalars(select(Participation).order_by(Participation.id)).all()
    assert [(one.person.display_name, one.state) for one in seats] == [
        ("Vera Kim", SeatState.SUBSTITUTED),
        ("Jin Park", SeatState.APPROVED),
    ]
    guest = client.get(page_of(asked)).text
    assert "Your place has passed to somebody else." in guest
    assert "Most welcome" in guest


def test_a_name_that_is_refused_is_answered_with_a_word_and_the_seat_stays(
    client: CheckingClient, as_system: Db, asked: Invitation, url: str
) -> None:
    with transaction():
        key = operations.propose(as_system.get(Invitation, asked.id), SOMEBODY).key
    page = f"{url}proposals/{key}"
    client.submit(page, {"decision": "refuse", "answer": "Principals only"}, button="Decide")
    assert as_system.scalars(select(Proposal.state)).one().value == "refused"
    assert "Principals only" in client.get(page_of(asked)).text
    assert as_system.scalars(select(Participation.state)).one() is SeatState.INVITED


def test_whoever_is_in_the_directory_is_not_added_again(
    client: CheckingClient, as_system: Db, asked: Invitation, url: str
) -> None:
    with transaction():
        person = add_person("Jin Park")
        key = operations.propose(
            as_system.get(Invitation, asked.id), SOMEBODY | {"name": "Jin Park"}
        ).key
    done = client.submit(
        f"{url}proposals/{key}", {"decision": "accept", "who": person.key}, button="Decide"
    )
    assert done.status_code == 303
    seated = as_system.scalars(
        select(Participation.person_id).where(Participation.state == SeatState.APPROVED)
    ).one()
    assert seated == person.id


def test_how_an_event_invites_is_kept(client: CheckingClient, as_system: Db, url: str) -> None:
    told = {"contact_name": "Ada", "contact_address": "ada@example.org", "companions": "3"}
    assert client.submit(f"{url}settings", told, button="Save").status_code == 303
    found = as_system.scalars(select(InvitationSettings)).one()
    assert (found.contact_name, found.contact_address, found.companions) == (
        "Ada",
        "ada@example.org",
        3,
    )


def test_catering_reads_what_guests_who_come_do_not_eat(
    client: CheckingClient, as_system: Db, asked: Invitation, url: str
) -> None:
    with transaction():
        invitation = as_system.get(Invitation, asked.id)
        operations.tell_needs(invitation, dietary="No pork, no alcohol", access="")
    assert "No pork" not in client.get(f"{url}needs").text
    with transaction():
        operations.reply(as_system.get(Invitation, asked.id), Answer.ACCEPT)
    shown = client.get(f"{url}needs").text
    assert "No pork" in shown
    assert "Vera Kim" in shown


def test_a_longer_list_asks_no_more_of_the_database(
    client: CheckingClient, as_system: Db, asked: Invitation, url: str
) -> None:
    client.get(url)
    with count_statements() as one:
        client.get(url)
    with transaction():
        event = as_system.get(Invitation, asked.id).event
        for name in ("Ann", "Bob"):
            invite(event, name=name)
    with count_statements() as three:
        client.get(url)
    assert len(three) == len(one)


@pytest.mark.parametrize("page", ["invitations/wave", "invitations/delegations", "delegations/"])
def test_pages_of_guests_and_sides_ask_as_much_of_three_as_of_one(
    client: CheckingClient, as_system: Db, asked: Invitation, url: str, page: str
) -> None:
    def add(*names: str) -> None:
        with transaction():
            event = as_system.get(Invitation, asked.id).event
            for name in names:
                side = add_delegation(event, label=f"{name}’s side", focal_email="f@example.org")
                guest = add_person(name, title="Envoy", organisation=f"Ministry of {name}")
                seat(event, guest, state=SeatState.APPROVED).delegation = side
                nominate_link(side)

    address = url.replace("invitations/", page)
    add("Ann")
    client.get(address)
    with count_statements() as one:
        client.get(address)
    add("Bob", "Cy")
    with count_statements() as three:
        assert "Cy" in client.get(address).text
    assert len(three) == len(one)


def test_needing_a_decision_is_said_on_the_first_page(
    client: CheckingClient, as_system: Db, asked: Invitation, url: str
) -> None:
    with transaction():
        operations.propose(as_system.get(Invitation, asked.id), SOMEBODY)
    assert "1 name was put forward for “Fifth round (closed)”." in client.get("/staff/").text

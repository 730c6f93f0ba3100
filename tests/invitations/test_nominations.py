"""A focal point names the members of a delegation, and sees nothing of others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.core.clock import now
from app.infra.transaction import transaction
from app.invitations import operations
from app.invitations.models import NominationLink, Proposal
from app.participation.models import Participation
from app.participation.operations import add_delegation
from app.participation.rules import Role, SeatState
from tests.client import CheckingClient
from tests.factories.events import add_event
from tests.factories.invitations import nominate_link, nominations_of
from tests.factories.participation import seat
from tests.factories.people import add_person

Db = scoped_session[Session]


@pytest.fixture
def page(as_system: Db) -> str:
    with transaction():
        event = add_event(title="Fifth round (closed)")
        side = add_delegation(event, label="Side One", size=2, focal_name="Kim")
        other = add_delegation(event, label="Side Two", size=9)
        theirs = nominate_link(other)
        operations.nominate(theirs, somebody("Somebody Else"), role=Role.PARTICIPANT)
        seat(event, add_person("Another Guest"), state=SeatState.CONFIRMED)
        return nominations_of(nominate_link(side))


def somebody(name: str) -> operations.NameFacts:
    return {"name": name, "title": "", "organisation": "", "email": "a@example.org", "words": ""}


def name(client: CheckingClient, page: str, who: str) -> int:
    fields = {"name": who, "email": "a@example.org"}
    return client.submit(page, fields, button="Name").status_code


def named(session: Db) -> list[str]:
    session.rollback()
    return list(
        session.scalars(
            select(Proposal.name).where(Proposal.name != "Somebody Else").order_by(Proposal.id)
        )
    )


def test_it_shows_the_places_of_one_side_and_nobody_else(client: CheckingClient, page: str) -> None:
    shown = client.get(page).text
    assert "Side One" in shown
    assert "0 of 2 are taken" in shown
    for hidden in ("Side Two", "Somebody Else", "Another Guest"):
        assert hidden not in shown


def test_people_are_named_up_to_the_quota_and_the_same_name_counts_once(
    client: CheckingClient, session: Db, page: str
) -> None:
    assert [name(client, page, who) for who in ("Ann", "ann", "Bob")] == [303, 303, 303]
    assert named(session) == ["Ann", "Bob"]
    assert "Complete" in client.get(page).text


def test_more_than_the_quota_is_refused_and_what_was_typed_is_kept(
    client: CheckingClient, session: Db, as_system: Db, page: str
) -> None:
    with transaction():
        side = as_system.scalars(
            select(NominationLink).order_by(NominationLink.id.desc()).limit(1)
        ).one()
        seat(side.event, add_person("Cho"), state=SeatState.APPROVED).delegation = side.delegation
    assert name(client, page, "Ann") == 303
    opened = client.get(page)
    assert "2 of 2 are taken" in opened.text


def test_a_name_that_waits_is_taken_back_and_its_place_is_free(
    client: CheckingClient, page: str
) -> None:
    name(client, page, "Ann")
    client.submit(page, button="Take it back Ann")
    assert "0 of 2 are taken" in client.get(page).text


def test_a_name_of_another_side_cannot_be_taken_back(
    client: CheckingClient, as_system: Db, page: str
) -> None:
    name(client, page, "Ann")
    theirs = as_system.scalars(select(Proposal).where(Proposal.name == "Somebody Else")).one().key
    mine = as_system.scalars(select(Proposal).where(Proposal.name == "Ann")).one().key
    shown = client.get(page).text
    assert mine in shown
    assert theirs not in shown


def test_after_the_deadline_nobody_is_named(
    client: CheckingClient, session: Db, as_system: Db, page: str
) -> None:
    with transaction():
        for link in as_system.scalars(select(NominationLink)):
            link.deadline_at = now() - timedelta(minutes=1)
    assert "The time to name people has run out." in client.get(page).text
    assert named(session) == []


def test_whoever_is_accepted_gets_an_approved_seat_in_the_delegation_and_can_be_replaced(
    client: CheckingClient, as_system: Db, page: str
) -> None:
    name(client, page, "Ann")
    with transaction():
        proposal = as_system.scalars(select(Proposal).where(Proposal.name == "Ann")).one()
        operations.accept(proposal, person=add_person("Ann"))
    key = as_system.scalars(select(Proposal.key).where(Proposal.name == "Ann")).one()
    fields = {"name": "Bob", "email": "b@example.org", "instead_of": key}
    assert client.submit(page, fields, button="Name").status_code == 303
    with transaction():
        proposal = as_system.scalars(select(Proposal).where(Proposal.name == "Bob")).one()
        operations.accept(proposal, person=add_person("Bob"))
    seats = as_system.scalars(
        select(Participation)
        .where(Participation.delegation_id.is_not(None))
        .order_by(Participation.id)
    ).all()
    assert [(one.person.display_name, one.state, one.delegation.label) for one in seats] == [
        ("Ann", SeatState.SUBSTITUTED, "Side One"),
        ("Bob", SeatState.APPROVED, "Side One"),
    ]


def test_a_revoked_link_leads_nowhere(client: CheckingClient, as_system: Db, page: str) -> None:
    with transaction():
        for link in as_system.scalars(select(NominationLink)):
            operations.revoke(link)
    assert client.get(page).status_code == 404

"""A guest's own page: what it says, what it takes, and that looking changes nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.events.rules import AttributionRule
from app.infra.transaction import transaction
from app.invitations.models import Invitation, Reply
from app.participation.models import Participation
from app.participation.rules import SeatState
from tests.client import CheckingClient
from tests.factories.events import add_event
from tests.factories.invitations import invite, page_of
from tests.factories.participation import seat
from tests.factories.people import add_person

Db = scoped_session[Session]


@pytest.fixture
def page(as_system: Db) -> str:
    with transaction():
        event = add_event(
            title="Fifth round (closed)",
            attribution=AttributionRule.CHATHAM_HOUSE,
            place="Salon Vert",
        )
        seat(event, add_person("Somebody Else"), state=SeatState.CONFIRMED)
        return page_of(invite(event))


def state(session: Db) -> SeatState:
    session.rollback()
    return session.scalars(
        select(Participation.state).join(
            Invitation, Invitation.participation_id == Participation.id
        )
    ).one()


def test_it_says_who_is_invited_to_what_by_when_and_under_which_rule(
    client: CheckingClient, page: str
) -> None:
    shown = client.get(page)
    words = shown.get_data(as_text=True)
    assert shown.status_code == 200
    for said in (
        "Invitation for Vera Kim",
        "Fifth round (closed)",
        "Please answer by",
        "New York time",
        "Salon Vert",
        "neither the identity nor the affiliation",
        "Yes, I will come",
        "I do not know yet",
        "No, I cannot come",
    ):
        assert said in words
    assert "Somebody Else" not in words


def test_it_is_kept_out_of_caches_search_engines_and_the_referrers_of_others(
    client: CheckingClient, page: str
) -> None:
    shown = client.get(page)
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Referrer-Policy"] == "same-origin"
    assert '<meta name="robots" content="noindex">' in shown.get_data(as_text=True)


YES, PERHAPS, NO = "Yes, I will come", "I do not know yet", "No, I cannot come"


@pytest.mark.parametrize(
    ("button", "becomes"),
    [
        (YES, (SeatState.ACCEPTED, "You are coming.")),
        (PERHAPS, (SeatState.TENTATIVE, "You do not know yet")),
        (NO, (SeatState.DECLINED, "You are not coming.")),
    ],
)
def test_each_answer_is_one_button(
    client: CheckingClient, session: Db, page: str, button: str, becomes: tuple[SeatState, str]
) -> None:
    sent = client.submit(page, {"words": "With thanks"}, button=button)
    assert (sent.status_code, sent.headers["Location"]) == (303, "./")
    assert becomes[1] in client.get(page).text
    assert state(session) is becomes[0]
    assert session.scalars(select(Reply.words)).all() == ["With thanks"]

"""Two seats at one event, once two entries of the directory are one person."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.errors import Refused
from app.extensions import db
from app.infra.transaction import transaction
from app.invitations.models import Invitation
from app.invitations.operations import set_consents
from app.invitations.queries import consents_of
from app.invitations.rules import Scope
from app.participation.models import Participation
from app.participation.queries import history_of
from app.participation.rules import SeatState
from app.people import operations
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.invitations import invite, page_of
from tests.factories.participation import seat
from tests.factories.people import add_person


@pytest.fixture
def twice(as_system):
    """Sook-hee twice at one panel: asked as one, confirmed as the other, who refused pictures."""
    with transaction():
        event = add_event(title="Panel on Peace")
        survivor, merged = add_person("Kim Sook-hee"), add_person("Sookhee Kim")
        asked = seat(event, survivor, state=SeatState.APPROVED)
        coming = seat(event, merged, state=SeatState.CONFIRMED)
        invite(event, given=asked)
        set_consents(asked, {Scope.PHOTOGRAPHED: False})
    return survivor, merged, asked.id, coming.id


def states(*seats: int) -> list[SeatState]:
    db.session.expire_all()
    return [db.session.get_one(Participation, number).state for number in seats]


def test_the_seat_further_on_stays_and_the_other_says_why_until_they_are_parted(twice):
    survivor, merged, asked, coming = twice
    with transaction():
        record = operations.merge(survivor, merged)
    assert states(asked, coming) == [SeatState.SUBSTITUTED, SeatState.CONFIRMED]
    change, _by = history_of(db.session.get_one(Participation, asked))[-1]
    assert (change.was, change.note) == (
        SeatState.INVITED,
        "The same person has another seat, which stays.",
    )
    told = consents_of(db.session.get_one(Participation, coming))
    assert [each.given for each in told[Scope.PHOTOGRAPHED]] == [False]
    with transaction():
        assert operations.unmerge(record).kept == []
    assert states(asked, coming) == [SeatState.INVITED, SeatState.CONFIRMED]


def test_the_page_before_names_the_event_and_what_stays(twice, client):
    survivor, merged, *_seats = twice
    address = f"/staff/people/{survivor.key}/merge/{merged.key}"
    sign_in(client)
    assert "Sookhee Kim (Panellist, Confirmed) stays" in client.get(address).text


def test_whoever_was_invited_twice_is_led_to_the_other_letter(twice, client):
    survivor, merged, asked, _coming = twice
    asked_by = select(Invitation).where(Invitation.participation_id == asked)
    address = page_of(db.session.scalars(asked_by).one())
    with transaction():
        operations.merge(survivor, merged)
    assert "You were invited twice." in client.get(address).text


def test_two_who_both_came_are_not_merged_before_somebody_looked(as_system):
    with transaction():
        event = add_event(title="Panel on Peace")
        two = [add_person(name) for name in ("Kim Sook-hee", "Sookhee Kim")]
        for person in two:
            seat(event, person, state=SeatState.ATTENDED)
    with pytest.raises(Refused, match="checked in at “Panel on Peace”"), transaction():
        operations.merge(*two)

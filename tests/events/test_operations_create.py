"""A new event gets what its kind suggests, and nothing that anyone could see."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM, GrantHeld
from app.accounts.models import Grant
from app.core.clock import AmbiguousTime, NonexistentTime
from app.core.errors import InvalidInput, NotFound
from app.events.operations import create_event
from app.events.queries import event_for, seen_by
from app.events.rules import AttributionRule, EventKind, EventState, Publication, RegistrationMode
from app.extensions import db
from app.infra.transaction import transaction
from tests.factories.accounts import sign_in
from tests.factories.events import ZONE, add_event

at = datetime.fromisoformat


def test_a_new_event_is_an_idea_with_the_defaults_of_its_kind(as_system):
    with transaction():
        event = create_event(
            kind=EventKind.DIALOGUE_ROUND,
            title="Sixth round",
            owner_id=None,
            zone="Asia/Seoul",
            local_start=at("2027-03-01 09:30"),
        )
    assert event.state is EventState.IDEA
    assert event.publication is Publication.UNPUBLISHED
    assert event.attribution is AttributionRule.CHATHAM_HOUSE
    assert event.registration is RegistrationMode.BY_INVITATION
    assert event.starts_at == at("2027-03-01 00:30+00:00")
    assert event.local_end == at("2027-03-01 17:30")


def test_the_address_of_a_new_event_tells_nothing(as_system):
    with transaction():
        event = add_event(title="Secret talks")
    assert event.slug == event.key


def test_days_alone_last_from_the_first_midnight_to_the_last(as_system):
    with transaction():
        event = create_event(
            kind=EventKind.CONFERENCE,
            title="Two days",
            owner_id=None,
            zone=ZONE,
            local_start=at("2027-03-13 15:00"),
            local_end=at("2027-03-14 09:00"),
            date_only=True,
        )
    assert event.starts_at == at("2027-03-13 05:00+00:00")
    # The clocks go forward on the second day.
    assert event.ends_at == at("2027-03-15 04:00+00:00")
    assert event.span.last_day == at("2027-03-14 00:00").date()


@pytest.mark.parametrize(
    ("start", "end", "refusal"),
    [
        (at("2027-03-14 02:30"), None, NonexistentTime),
        (at("2027-11-07 01:30"), None, AmbiguousTime),
        (at("2027-03-01 10:00"), at("2027-03-01 09:00"), InvalidInput),
        (at("1927-03-01 10:00"), None, InvalidInput),
    ],
    ids=["in a gap", "twice", "end before start", "a slip of the finger"],
)
def test_impossible_times_are_refused(as_system, start, end, refusal):
    with pytest.raises(refusal), transaction():
        create_event(
            kind=EventKind.PANEL,
            title="Never",
            owner_id=None,
            zone=ZONE,
            local_start=start,
            local_end=end,
        )


def test_a_confidential_event_lets_in_its_owner_and_nobody_else(app, session, client):
    owner = sign_in(client, email="owner@example.org")
    other = sign_in(app.test_client(), email="other@example.org")
    with viewing_as(owner), transaction():
        key = add_event(title="Closed talks", confidential=True, owner_id=owner.user_id).key
    with viewing_as(renewed(owner)):
        assert seen_by(event_for(key)) == 1
    with viewing_as(other), pytest.raises(NotFound):
        event_for(key)


def renewed(viewer):
    """Return the viewer as the next request finds them, with the grants they have by then."""
    with viewing_as(SYSTEM):
        grants = db.session.scalars(select(Grant).where(Grant.user_id == viewer.user_id)).all()
        return replace(
            viewer,
            grants=tuple(
                GrantHeld(grant.role, grant.programme_id, grant.event_id) for grant in grants
            ),
        )

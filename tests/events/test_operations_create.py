"""A new event gets what its kind suggests, and nothing that anyone could see."""

from dataclasses import replace
from datetime import UTC, datetime

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


def test_a_new_event_is_an_idea_with_the_defaults_of_its_kind(as_system):
    with transaction():
        event = create_event(
            kind=EventKind.DIALOGUE_ROUND,
            title="Sixth round",
            owner_id=None,
            zone="Asia/Seoul",
            local_start=datetime(2027, 3, 1, 9, 30),
        )
    assert event.state is EventState.IDEA
    assert event.publication is Publication.UNPUBLISHED
    assert event.attribution is AttributionRule.CHATHAM_HOUSE
    assert event.registration is RegistrationMode.BY_INVITATION
    assert event.starts_at == datetime(2027, 3, 1, 0, 30, tzinfo=UTC)
    assert event.local_end == datetime(2027, 3, 1, 17, 30)


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
            local_start=datetime(2027, 3, 13, 15),
            local_end=datetime(2027, 3, 14, 9),
            date_only=True,
        )
    assert event.starts_at == datetime(2027, 3, 13, 5, tzinfo=UTC)
    # The clocks go forward on the second day.
    assert event.ends_at == datetime(2027, 3, 15, 4, tzinfo=UTC)
    assert event.span.last_day == datetime(2027, 3, 14).date()


@pytest.mark.parametrize(
    ("start", "end", "refusal"),
    [
        (datetime(2027, 3, 14, 2, 30), None, NonexistentTime),
        (datetime(2027, 11, 7, 1, 30), None, AmbiguousTime),
        (datetime(2027, 3, 1, 10), datetime(2027, 3, 1, 9), InvalidInput),
        (datetime(1927, 3, 1, 10), None, InvalidInput),
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

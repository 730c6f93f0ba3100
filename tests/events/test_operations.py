"""What staff do to events, each step and each refusal."""

from datetime import datetime

import pytest
from sqlalchemy import select

from app.core.errors import InvalidInput, Refused
from app.core.states import refusals
from app.events import operations
from app.events.models import FormerSlug, Tombstone
from app.events.rules import (
    PUBLICATION_TRANSITIONS,
    TRANSITIONS,
    AttributionRule,
    EventAction,
    EventKind,
    EventState,
    Format,
    Publication,
    PublicationAction,
    RecordingKind,
)
from app.events.signals import event_called_off, event_copied, event_moved
from app.infra.models import AuditEntry
from app.infra.transaction import transaction
from tests.factories.events import STEPS_TO, ZONE, add_event, add_session, in_days

at = datetime.fromisoformat

VERBS = {
    EventAction.HOLD: operations.hold,
    EventAction.CONFIRM: operations.confirm,
    EventAction.RESCHEDULE: lambda event: operations.reschedule(event, local_start=in_days(50)),
    EventAction.MOVE_ONLINE: operations.move_online,
    EventAction.POSTPONE: operations.postpone,
    EventAction.CANCEL: operations.cancel,
    EventAction.REINSTATE: operations.reinstate,
    EventAction.MARK_HELD: operations.mark_held,
    EventAction.CLOSE_OUT: operations.close_out,
    EventAction.REOPEN: operations.reopen,
}


def in_state(state):
    """Return an event in ``state``, past so that every state can be reached."""
    return add_event(state=state, local_start=in_days(-10))


@pytest.mark.parametrize("state", EventState)
def test_every_step_that_is_not_in_the_table_is_refused(as_system, state):
    for _state, action in refusals(TRANSITIONS, [state], EventAction):
        with pytest.raises(Refused), transaction():
            VERBS[action](in_state(state))


@pytest.mark.parametrize("state", EventState)
def test_every_step_in_the_table_leads_where_it_says(as_system, state):
    for (origin, action), after in TRANSITIONS.items():
        # What was postponed has no date to hold; that is refused below.
        if origin is not state or (origin, action) == (EventState.POSTPONED, EventAction.HOLD):
            continue
        with transaction():
            assert VERBS[action](in_state(state)).state is after


def test_every_verb_writes_into_the_trail(as_system):
    with transaction():
        event = add_event()
    actions = as_system.scalars(
        select(AuditEntry.action).where(AuditEntry.thing_key == event.key).order_by(AuditEntry.id)
    ).all()
    assert actions == ["created", "confirmed"]


@pytest.mark.parametrize("step", [operations.hold, operations.confirm])
def test_without_a_date_nothing_is_held_or_confirmed(as_system, step):
    with pytest.raises(Refused, match="no date"), transaction():
        step(operations.create_event(kind=EventKind.PANEL, title="X", owner_id=None, zone=ZONE))


def test_what_has_not_begun_was_not_held(as_system):
    with pytest.raises(Refused, match="not begun"), transaction():
        operations.mark_held(add_event())


def test_rescheduled_twice_keeps_both_old_dates_and_tells_calendars(as_system):
    with transaction():
        event = add_event(local_start=at("2027-03-01 10:00"))
        operations.reschedule(event, local_start=at("2027-03-08 10:00"), notice="A week later.")
        operations.reschedule(event, local_start=at("2027-03-15 10:00"), private_reason="Illness.")
    assert [str(one.span.first_day) for one in event.previous_dates] == ["2027-03-01", "2027-03-08"]
    assert event.sequence == 2
    assert [notice.text for notice in event.notices] == ["A week later."]
    assert event.dossier.private_reason == "Illness."


def test_sessions_move_along_on_the_wall_clock(as_system):
    with transaction():
        # The second date lies after the clocks went forward.
        event = add_event(local_start=at("2027-03-10 10:00"))
        session = add_session(event, local_start=at("2027-03-10 11:00"))
        operations.reschedule(event, local_start=at("2027-03-17 10:00"))
    assert session.local_start == at("2027-03-17 11:00")
    assert session.starts_at == at("2027-03-17 15:00+00:00")


def test_a_postponed_event_has_no_date_and_its_sessions_find_theirs_again(as_system):
    with transaction():
        event = add_event(local_start=at("2027-03-10 10:00"))
        session = add_session(event, local_start=at("2027-03-11 09:00"))
        operations.postpone(event, notice="Postponed.")
    assert (event.span, session.starts_at, len(event.previous_dates)) == (None, None, 1)
    with transaction():
        operations.reschedule(event, local_start=at("2027-06-10 10:00"))
    assert event.state is EventState.CONFIRMED
    assert session.local_start == at("2027-06-10 09:00")


def test_others_hear_of_moves_and_cancellations(as_system):
    heard = []

    def on_moved(event, *, was):
        heard.append(("moved", was and was.first_day.isoformat()))

    def on_called_off(event):
        heard.append(("called off", event.state.value))

    with (
        event_moved.connected_to(on_moved),
        event_called_off.connected_to(on_called_off),
        transaction(),
    ):
        event = add_event(local_start=at("2027-03-10 10:00"))
        operations.reschedule(event, local_start=at("2027-03-17 10:00"))
        operations.cancel(event)
    assert heard == [("moved", "2027-03-10"), ("called off", "cancelled")]


PUBLISHING = {
    PublicationAction.PUBLISH: operations.publish,
    PublicationAction.PUBLISH_WITHOUT_PEOPLE: lambda e: operations.publish(e, without_people=True),
    PublicationAction.WITHDRAW: lambda event: operations.withdraw(event, notice=""),
    PublicationAction.UNPUBLISH: operations.unpublish,
}


@pytest.mark.parametrize("publication", Publication)
def test_every_publication_step_not_in_the_table_is_refused(as_system, publication):
    for _from, action in refusals(PUBLICATION_TRANSITIONS, [publication], PublicationAction):
        with pytest.raises(Refused), transaction():
            PUBLISHING[action](add_event(publication=publication))


@pytest.mark.parametrize(
    "facts",
    [
        {"confidential": True},
        {"state": EventState.IDEA},
        {"attribution": AttributionRule.CHATHAM_HOUSE},
    ],
    ids=["confidential", "an idea", "a rule that covers names"],
)
def test_what_must_not_be_public_is_refused(as_system, facts):
    with pytest.raises(Refused), transaction():
        operations.publish(add_event(**facts))


def test_a_public_event_is_unpublished_before_it_becomes_confidential(as_system):
    with pytest.raises(Refused, match="Unpublish it first"), transaction():
        operations.keep_confidential(add_event(publication=Publication.PUBLIC))


def test_a_stricter_rule_takes_the_people_off_the_page_at_once(as_system):
    with transaction():
        event = add_event(publication=Publication.PUBLIC)
        operations.edit_event(event, attribution=AttributionRule.CHATHAM_HOUSE)
    assert event.publication is Publication.WITHOUT_PEOPLE


def test_events_of_one_title_get_different_addresses(as_system):
    with transaction():
        slugs = [add_event(title="Talks", publication=Publication.PUBLIC).slug for _ in range(3)]
    assert slugs == ["talks", "talks-2", "talks-3"]


def test_an_address_that_was_left_leads_on_and_is_never_given_away(as_system):
    with transaction():
        event = add_event(title="Talks", publication=Publication.PUBLIC)
        operations.change_slug(event, slug="Better talks")
        other = add_event(title="Talks", publication=Publication.PUBLIC)
    assert event.slug == "better-talks"
    assert as_system.scalars(select(FormerSlug.slug)).all() == ["talks"]
    assert other.slug == "talks-2"
    with pytest.raises(InvalidInput), transaction():
        operations.change_slug(other, slug="better-talks")
    with transaction():
        operations.change_slug(event, slug="talks")
    assert as_system.scalars(select(FormerSlug.slug)).all() == ["better-talks"]


def test_an_event_that_was_never_public_has_no_telling_address(as_system):
    with transaction():
        event = add_event(title="Talks")
    with pytest.raises(Refused), transaction():
        operations.change_slug(event, slug="talks")
    with transaction():
        public = add_event(title="Talks", publication=Publication.PUBLIC)
    assert (event.slug, public.slug) == (event.key, "talks")


def test_a_withdrawn_event_leaves_a_tombstone_at_each_address_until_it_returns(as_system):
    with transaction():
        event = add_event(title="Talks", publication=Publication.PUBLIC)
        operations.change_slug(event, slug="better-talks")
        operations.withdraw(event, notice="At the wish of a speaker.")
    assert as_system.scalars(select(Tombstone.slug).order_by(Tombstone.slug)).all() == [
        "better-talks",
        "talks",
    ]
    with transaction():
        operations.publish(event)
    assert as_system.scalars(select(Tombstone.slug)).all() == []


def test_sessions_change_places_and_stay_in_order(as_system):
    with transaction():
        event = add_event()
        for title in ("A", "B", "C"):
            add_session(event, title=title)
        operations.move_session(event.sessions[2], up=True)
        operations.move_session(event.sessions[0], up=True)
    assert [session.title for session in event.sessions] == ["A", "C", "B"]


def test_a_session_ends_after_it_starts(as_system):
    with pytest.raises(InvalidInput), transaction():
        add_session(
            add_event(), local_start=at("2027-03-10 10:00"), local_end=at("2027-03-10 09:00")
        )


def test_a_copy_takes_over_the_pattern_and_nothing_that_was_decided(as_system):
    with transaction():
        event = add_event(
            local_start=at("2027-03-10 10:00"),
            format=Format.HYBRID,
            publication=Publication.PUBLIC,
        )
        add_session(event, title="Morning", local_start=at("2027-03-11 09:00"))
        operations.set_topics(event, ["Sanctions"])
        operations.set_regions(event, ["Northeast Asia", "northeast  asia"])
        operations.add_recording(event, kind=RecordingKind.VIDEO, url="https://example.org/v")
        copy = operations.copy_event(event, local_start=at("2028-03-08 10:00"), owner_id=None)
    assert (copy.state, copy.publication) == (EventState.IDEA, Publication.UNPUBLISHED)
    assert (copy.format, copy.recordings) == (Format.HYBRID, [])
    assert [topic.name for topic in copy.topics] == ["Sanctions"]
    assert [region.name for region in copy.regions] == ["Northeast Asia"]
    assert copy.local_end - copy.local_start == event.local_end - event.local_start
    assert [one.local_start for one in copy.sessions] == [at("2028-03-09 09:00")]


def test_a_copy_tells_which_session_became_which(as_system):
    heard = []

    def on_copied(source, *, copy, sessions):
        heard.append({key: session.title for key, session in sessions.items()})

    with event_copied.connected_to(on_copied), transaction():
        event = add_event()
        session = add_session(event, title="Morning")
        operations.copy_event(event, local_start=None, owner_id=None, ordinal="2nd")
    assert heard == [{session.id: "Morning"}]


def test_an_unchanged_edit_leaves_no_trace(as_system):
    with transaction():
        event = add_event()
        sequence = event.sequence
        operations.edit_event(event, title=event.title)
    assert event.sequence == sequence


def test_the_factory_reaches_every_state(as_system):
    for state in STEPS_TO:
        with transaction():
            assert in_state(state).state is state

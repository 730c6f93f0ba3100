"""Seats: what they carry, how they are billed, and the way through their states."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from app.core.errors import InvalidInput, Refused
from app.core.states import actions_from, refusals
from app.events.operations import copy_event
from app.infra.transaction import transaction
from app.participation import operations
from app.participation.models import Participation, SeatChange
from app.participation.rules import TRANSITIONS, Role, SeatAction, SeatState
from app.people.operations import add_affiliation, edit_affiliation, set_name
from tests.factories.events import add_event, add_session, in_days
from tests.factories.participation import seat
from tests.factories.people import add_organisation, add_person


@pytest.fixture
def writing(as_system):
    with transaction():
        yield as_system


def test_a_seat_keeps_its_roles_in_billing_order(writing):
    given = seat(add_event(), add_person(), roles=[Role.PANELLIST, Role.MODERATOR])
    assert [held.role for held in given.roles] == [Role.MODERATOR, Role.PANELLIST]
    operations.set_roles(given, [Role.PANELLIST, Role.KEYNOTE])
    writing.flush()
    assert [held.role for held in given.roles] == [Role.KEYNOTE, Role.PANELLIST]


@pytest.mark.parametrize(
    "facts", [{"roles": []}, {"roles": [Role.PANELLIST], "person": None}], ids=["role", "person"]
)
def test_a_seat_needs_a_role_and_somebody(writing, facts):
    event = add_event()
    with pytest.raises(InvalidInput):
        operations.seat(event, **{"person": None, **facts})


def test_seats_are_numbered_and_change_places(writing):
    event = add_event()
    first, second, third = (seat(event, add_person(name)) for name in ("Ann A", "Bob B", "Cy C"))
    operations.move(third, up=True)
    operations.move(first, up=True)
    assert [first.position, third.position, second.position] == [1, 2, 3]


def test_confirming_copies_the_billing_and_nothing_else_does(writing):
    person = add_person("Frank Example", title="Senior Expert", organisation="The Institute")
    given = seat(add_event(), person, state=SeatState.INVITED)
    assert (given.billing_name, given.billed_at) == ("", None)
    operations.act(given, SeatAction.CONFIRM)
    assert given.billing_name == "Frank Example"
    assert given.offices == ["Senior Expert, The Institute"]
    assert given.billed_at is not None


def test_a_promotion_leaves_the_past_billing_as_it_was(writing):
    person = add_person("Frank Example", title="Senior Expert", organisation="The Institute")
    given = seat(add_event(), person)
    edit_affiliation(person.affiliations[0], title="Director")
    set_name(person, display_name="Frank N. Example")
    operations.act(given, SeatAction.REPORT_UNABLE)
    operations.act(given, SeatAction.CONFIRM)
    assert (given.billing_name, given.offices) == (
        "Frank Example",
        ["Senior Expert, The Institute"],
    )
    operations.bill(given)
    assert (given.billing_name, given.offices) == ("Frank N. Example", ["Director, The Institute"])


def test_the_billing_has_the_offices_of_the_day_of_the_event(writing):
    person = add_person("Vera Example")
    institute = add_organisation()
    for title, facts in {
        "Fellow": {"began": "2012", "ended": "2019-06"},
        "Director": {"began": "2019-07"},
        "Ambassador": {"ended": "2009", "former": True},
        "Adviser to a private fund": {"listed": False},
    }.items():
        add_affiliation(person, title=title, organisation=institute, **facts)
    then = seat(add_event(local_start=datetime(2018, 5, 1, 10)), person)
    now = seat(add_event(), person)
    names = "Institute of Examples"
    assert then.offices == [f"Fellow, {names}", f"former Ambassador, {names}"]
    assert now.offices == [f"Director, {names}", f"former Ambassador, {names}"]


def test_a_billing_that_is_given_is_kept_as_printed(writing):
    given = operations.seat(
        add_event(),
        person=add_person("Wallace Example", title="Senior Advisor"),
        roles=[Role.PANELLIST],
        state=SeatState.UNABLE_TO_ATTEND,
        billing_name="Lt. Gen. Chip Example (ret.)",
        billing_offices="former Assistant Secretary",
    )
    assert given.billing_name == "Lt. Gen. Chip Example (ret.)"
    assert given.offices == ["former Assistant Secretary"]
    assert given.billed_at is not None


@pytest.mark.parametrize(("state", "action"), refusals(TRANSITIONS, SeatState, SeatAction))
def test_a_step_that_is_not_in_the_table_is_refused(state, action):
    given = Participation(state=state)
    with pytest.raises(Refused):
        operations.act(given, action)
    assert given.state is state


def test_every_step_is_remembered(writing):
    given = seat(add_event(), add_person(), state=SeatState.SHORTLISTED)
    for action in (SeatAction.APPROVE, SeatAction.INVITE, SeatAction.DECLINE):
        operations.act(given, action, note="by telephone")
    writing.flush()
    changes = writing.scalars(select(SeatChange).order_by(SeatChange.id)).all()
    assert [(change.was, change.became, change.note) for change in changes] == [
        (None, SeatState.SHORTLISTED, ""),
        (SeatState.SHORTLISTED, SeatState.APPROVED, "by telephone"),
        (SeatState.APPROVED, SeatState.INVITED, "by telephone"),
        (SeatState.INVITED, SeatState.DECLINED, "by telephone"),
    ]


def test_a_substitute_takes_roles_and_place_and_the_old_seat_stays(writing):
    event = add_event()
    given = seat(event, add_person("Ann A"), roles=[Role.MODERATOR])
    seat(event, add_person("Bob B"))
    new = operations.substitute(given, person=add_person("Cy C"), note="Is ill")
    assert given.state is SeatState.SUBSTITUTED
    assert (new.state, new.position) == (SeatState.SHORTLISTED, 1)
    assert [held.role for held in new.roles] == [Role.MODERATOR]


def test_nobody_replaces_themselves(writing):
    given = seat(add_event(), person := add_person())
    with pytest.raises(Refused):
        operations.substitute(given, person=person)
    assert given.state is SeatState.CONFIRMED


def test_a_seat_is_removed_only_before_anybody_was_asked(writing):
    event = add_event()
    mistake = seat(event, add_person(), state=SeatState.SHORTLISTED, note="a slip")
    invited = seat(event, add_person("Bob B"), state=SeatState.INVITED)
    operations.remove(mistake)
    with pytest.raises(Refused):
        operations.remove(invited)
    writing.flush()
    assert writing.scalars(select(Participation)).all() == [invited]
    assert SeatAction.DISINVITE in actions_from(TRANSITIONS, invited.state)


def test_a_copied_event_has_its_people_shortlisted_and_not_billed(writing):
    event = add_event()
    session = add_session(event)
    seat(event, add_person("Ann A"), roles=[Role.MODERATOR])
    seat(event, add_person("Bob B"), session=session)
    gone = seat(event, add_person("Cy C"), state=SeatState.INVITED)
    operations.act(gone, SeatAction.DISINVITE)
    copy = copy_event(event, local_start=in_days(60), owner_id=None)
    seats = writing.scalars(
        select(Participation).where(Participation.event_id == copy.id).order_by("position")
    ).all()
    assert [(one.person.display_name, one.state, one.billed_at) for one in seats] == [
        ("Ann A", SeatState.SHORTLISTED, None),
        ("Bob B", SeatState.SHORTLISTED, None),
    ]
    assert seats[1].session is copy.sessions[0]

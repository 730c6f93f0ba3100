"""What is said at the door is taken once, and seats follow."""

from __future__ import annotations

from itertools import count

import pytest
from sqlalchemy import func, select

from app.core.clock import now
from app.core.errors import Refused
from app.core.text import random_key
from app.door.models import Arrival
from app.door.operations import Op, Outcome, mark_no_shows, record
from app.door.queries import guests_of
from app.door.rules import ArrivalKind
from app.events.models import Event
from app.extensions import db
from app.infra.transaction import transaction
from app.participation.models import Participation
from app.participation.operations import act
from app.participation.rules import Role, SeatAction, SeatState
from app.registration.models import Registration
from app.registration.operations import withdraw
from tests.factories.events import add_session
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.factories.registration import add_guest

numbers = count()


def op(subject: str, kind: ArrivalKind = ArrivalKind.ARRIVED, **facts: object) -> Op:
    facts.setdefault("op_id", random_key())
    return Op(kind=kind, subject=subject, at=now(), **facts)  # type: ignore[arg-type]


def say(event: Event, *ops: Op) -> list[Outcome]:
    with transaction():
        return [told.outcome for told in record(event, list(ops))]


def here(event: Event) -> dict[str, int]:
    return {guest.name: guest.here for guest in guests_of(event)}


def entries() -> int:
    return db.session.scalar(select(func.count()).select_from(Arrival)) or 0


@pytest.fixture
def ann(evening: Event) -> str:
    with transaction():
        return f"r-{add_guest(evening, name='Ann Archer').key}"


@pytest.fixture
def min_seat(evening: Event) -> Participation:
    with transaction():
        return seat(evening, add_person("Min Example"), state=SeatState.ACCEPTED)


def test_somebody_registered_is_let_in_once(evening: Event, ann: str) -> None:
    first = op(ann)
    assert say(evening, first) == [Outcome.DONE]
    assert say(evening, first) == [Outcome.KNOWN]
    assert say(evening, first, first) == [Outcome.KNOWN, Outcome.KNOWN]
    assert (here(evening), entries()) == ({"Ann Archer": 1}, 1)


def test_two_devices_make_one_arrival_and_both_stay_in_the_log(evening: Event, ann: str) -> None:
    assert say(evening, op(ann)) == [Outcome.DONE]
    assert say(evening, op(ann)) == [Outcome.ALREADY_IN]
    assert (here(evening), entries()) == ({"Ann Archer": 1}, 2)
    assert [guest.double for guest in guests_of(evening)] == [True]


def test_what_one_device_takes_back_the_other_still_says(evening: Event, ann: str) -> None:
    first, second = op(ann), op(ann)
    say(evening, first, second, op(ann, ArrivalKind.UNDONE, undoes=first.op_id))
    assert here(evening) == {"Ann Archer": 1}
    say(evening, op(ann, ArrivalKind.UNDONE, undoes=second.op_id))
    assert here(evening) == {"Ann Archer": 0}


def test_taking_back_may_come_before_what_it_takes_back(evening: Event, ann: str) -> None:
    first = op(ann)
    say(evening, op(ann, ArrivalKind.UNDONE, undoes=first.op_id))
    say(evening, first)
    assert here(evening) == {"Ann Archer": 0}


def test_seats_follow(evening: Event, min_seat: Participation) -> None:
    subject, first = f"s-{min_seat.key}", op(f"s-{min_seat.key}")
    say(evening, first)
    assert min_seat.state is SeatState.ATTENDED
    say(evening, op(subject, ArrivalKind.UNDONE, undoes=first.op_id))
    assert min_seat.state is SeatState.CONFIRMED


def test_a_person_with_several_seats_is_one_guest(evening: Event, min_seat: Participation) -> None:
    with transaction():
        session = add_session(evening)
        other = seat(evening, min_seat.person, session=session, roles=[Role.MODERATOR])
    assert len(guests_of(evening)) == 1
    say(evening, op(f"s-{min_seat.key}"))
    assert {min_seat.state, other.state} == {SeatState.ATTENDED}


def test_who_was_marked_by_hand_is_here_and_can_be_taken_back(
    evening: Event, min_seat: Participation
) -> None:
    with transaction():
        act(min_seat, SeatAction.CHECK_IN)
    assert here(evening) == {"Min Example": 1}
    say(evening, op(f"s-{min_seat.key}", ArrivalKind.UNDONE))
    assert (here(evening), min_seat.state) == ({"Min Example": 0}, SeatState.CONFIRMED)


@pytest.mark.parametrize("action", [SeatAction.WITHDRAW, SeatAction.DISINVITE])
def test_who_lost_the_seat_meanwhile_is_written_down_and_said(
    evening: Event, min_seat: Participation, action: SeatAction
) -> None:
    with transaction():
        act(min_seat, action)
    assert here(evening) == {}
    assert say(evening, op(f"s-{min_seat.key}")) == [Outcome.NOT_EXPECTED]
    assert (entries(), min_seat.state) == (
        1,
        {SeatAction.WITHDRAW: SeatState.WITHDREW, SeatAction.DISINVITE: SeatState.DISINVITED}[
            action
        ],
    )


def test_who_withdrew_and_came_all_the_same_is_here(evening: Event, ann: str) -> None:
    with transaction():
        withdraw(db.session.scalars(select(Registration)).one())
    assert here(evening) == {}
    assert say(evening, op(ann)) == [Outcome.NOT_EXPECTED]
    assert here(evening) == {"Ann Archer": 1}


def test_a_walk_in_is_a_guest_from_then_on(evening: Event) -> None:
    subject = f"w-{random_key()}"
    first = op(subject, name="Wanda Walker", organisation="The Weekly", people=2)
    assert say(evening, first) == [Outcome.DONE]
    assert say(evening, first) == [Outcome.KNOWN]
    assert here(evening) == {"Wanda Walker": 2}
    say(evening, op(subject, ArrivalKind.UNDONE, undoes=first.op_id))
    assert here(evening) == {}


@pytest.mark.parametrize(
    "subject", ["r-aaaaaaaaaaaaaaaaaaaa", "s-aaaaaaaaaaaaaaaaaaaa", "w-aaaaaaaaaaaa"]
)
def test_nobody_is_let_in_as_nobody(evening: Event, subject: str) -> None:
    assert (say(evening, op(subject)), entries()) == ([Outcome.NOBODY], 0)


def test_an_operation_of_another_event_is_not_said_again(evening: Event, ann: str) -> None:
    first = op(ann)
    say(evening, first)
    with transaction():
        other = seat(evening, add_person("Bo Baker"))
    assert say(evening, op(f"s-{other.key}", op_id=first.op_id)) == [Outcome.KNOWN]


def test_no_shows_are_marked_in_one_step_once_it_is_over(
    evening: Event, min_seat: Participation, time_machine: object
) -> None:
    with transaction():
        there = seat(evening, add_person("Bo Baker"))
    say(evening, op(f"s-{there.key}"))
    with pytest.raises(Refused), transaction():
        mark_no_shows(evening)
    time_machine.move_to(evening.ends_at)  # type: ignore[attr-defined]
    with transaction():
        assert mark_no_shows(evening) == 1
    assert (there.state, min_seat.state) == (SeatState.ATTENDED, SeatState.ABSENT)
    assert say(evening, op(f"s-{min_seat.key}")) == [Outcome.DONE]
    assert min_seat.state is SeatState.ATTENDED

"""The waiting list, offers and requests: who gets the free places, in which order, and what they are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.core.clock import now
from app.core.errors import Closed, Full, InvalidInput, Refused
from app.events import operations as events
from app.events.models import Event
from app.events.rules import Format, Publication, RegistrationMode
from app.extensions import db
from app.infra.models import OutboxMail
from app.infra.transaction import transaction
from app.registration import operations
from app.registration.models import GuestChange, Pool, Registration
from app.registration.queries import place_in_line, pools_of
from app.registration.rules import Step
from tests.factories.registration import add_guest, add_open_event, set_pool


@pytest.fixture
def event(as_system: object) -> Event:
    with transaction():
        return add_open_event(capacity=1, waiting_list=True, party_limit=4)


def come(event: Event, *names: str, **facts: Any) -> None:
    for name in names:
        with transaction():
            add_guest(event, name=name, **facts)


def guest(name: str) -> Registration:
    return db.session.scalars(select(Registration).where(Registration.name == name)).one()


def standing() -> dict[str, str]:
    """Where each guest stands; who waits, with the number in line."""
    found = {}
    with viewing_as(SYSTEM):
        for one in db.session.scalars(select(Registration).order_by(Registration.id)):
            waits = one.state == "waiting"
            place = place_in_line(one.pool_id, one.line or 0, one.id) if waits else ""
            found[one.name] = f"{one.state} {place}".strip()
    return found


def counts() -> tuple[int, int]:
    with viewing_as(SYSTEM):
        pool = db.session.scalars(select(Pool).order_by(Pool.id)).first()
        assert pool is not None
        return pool.taken, pool.waiting


def subjects(name: str) -> list[str]:
    with viewing_as(SYSTEM):
        found = select(OutboxMail.subject).where(OutboxMail.to_name == name).order_by(OutboxMail.id)
        return [subject.partition(":")[0] for subject in db.session.scalars(found)]


def do(step: Any, name: str, **facts: Any) -> Any:
    with transaction():
        return step(guest(name), **facts)


def test_whoever_finds_it_full_waits_and_is_told_the_number(event: Event) -> None:
    come(event, "Ann", "Bo", "Cy")
    assert standing() == {"Ann": "registered", "Bo": "waiting 1", "Cy": "waiting 2"}
    assert counts() == (1, 2)
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.to_name == "Cy")).one()
    assert mail.subject.startswith("You are on the waiting list")
    assert "number 2 in line" in mail.body_text
    assert "number 2 in line" in mail.body_html
    assert mail.calendar == ""


def test_one_withdrawal_offers_the_place_to_exactly_one(event: Event) -> None:
    come(event, "Ann", "Bo", "Cy")
    do(operations.withdraw, "Ann")
    assert standing() == {"Ann": "withdrawn", "Bo": "offered", "Cy": "waiting 1"}
    assert counts() == (1, 1)
    assert subjects("Bo") == ["You are on the waiting list", "A place is free for you"]
    assert do(operations.accept_offer, "Bo")
    assert not do(operations.accept_offer, "Bo")
    assert standing()["Bo"] == "registered"
    assert subjects("Bo")[2:] == ["Your place is reserved"]


def test_where_it_is_automatic_the_next_is_registered_at_once(event: Event) -> None:
    with transaction():
        set_pool(event, automatic=True)
    come(event, "Ann", "Bo", "Cy")
    do(operations.withdraw, "Ann")
    assert standing() == {"Ann": "withdrawn", "Bo": "registered", "Cy": "waiting 1"}


def test_an_offer_that_ends_goes_to_the_next(event: Event) -> None:
    come(event, "Ann", "Bo", "Cy")
    do(operations.withdraw, "Ann")
    assert operations.end_offers() == 0
    with time_machine.travel(now() + timedelta(hours=49), tick=False):
        with pytest.raises(Closed), transaction():
            operations.accept_offer(guest("Bo"))
        assert operations.end_offers() == 1
        assert operations.end_offers() == 0
    assert standing() == {"Ann": "withdrawn", "Bo": "lapsed", "Cy": "offered"}
    assert counts() == (1, 0)
    assert subjects("Bo")[-1] == "The place went to somebody else"


def test_whoever_lets_an_offer_lapse_may_join_again_at_the_end(event: Event) -> None:
    come(event, "Ann", "Bo", "Cy", "Di")
    do(operations.withdraw, "Ann")
    with time_machine.travel(now() + timedelta(hours=49), tick=False):
        operations.end_offers()
        come(event, "Bo")
    with viewing_as(SYSTEM):
        states = db.session.scalars(
            select(Registration.state).where(Registration.name == "Bo").order_by(Registration.id)
        ).all()
    assert states == ["lapsed", "waiting"]
    assert counts() == (1, 2)


def test_nobody_new_gets_a_place_while_somebody_waits(event: Event) -> None:
    with transaction():
        set_pool(event, capacity=2)
    come(event, "Ann")
    come(event, "Bo and others", party_size=2)
    come(event, "Cy")
    assert standing() == {"Ann": "registered", "Bo and others": "waiting 1", "Cy": "waiting 2"}
    assert counts() == (1, 2)


def test_where_it_is_policy_a_smaller_party_passes_a_larger_one(event: Event) -> None:
    with transaction():
        set_pool(event, capacity=2, passing=True)
    come(event, "Ann")
    come(event, "Bo and others", party_size=2)
    come(event, "Cy")
    assert standing() == {"Ann": "registered", "Bo and others": "waiting 1", "Cy": "registered"}


def test_a_party_takes_all_its_seats_or_none(event: Event) -> None:
    with transaction():
        set_pool(event, capacity=3, waiting_list=False)
    come(event, "Ann", companions=("Al",))
    with pytest.raises(Full), transaction():
        add_guest(event, name="Bo", party_size=2)
    come(event, "Cy")
    assert counts() == (3, 0)
    do(operations.withdraw, "Ann")
    assert counts() == (1, 0)


@pytest.mark.parametrize(("capacity", "free"), [(3, 2), (2, 1)], ids=["for two", "for one"])
def test_more_places_serve_as_many_as_there_are(event: Event, capacity: int, free: int) -> None:
    come(event, "Ann", "Bo", "Cy", "Di")
    with transaction():
        set_pool(event, capacity=capacity)
    assert list(standing().values()).count("offered") == free
    assert counts() == (capacity, 3 - free)


def test_fewer_places_throw_nobody_out_and_are_not_filled_until_there_is_room(event: Event) -> None:
    with transaction():
        set_pool(event, capacity=3)
    come(event, "Ann", "Bo", "Cy", "Di")
    with transaction():
        pool = set_pool(event, capacity=1)
        assert (pool.count.over, pool.count.free) == (2, 0)
    do(operations.withdraw, "Ann")
    assert (counts(), standing()["Di"]) == ((2, 1), "waiting 1")
    do(operations.withdraw, "Bo")
    do(operations.withdraw, "Cy")
    assert (counts(), standing()["Di"]) == ((1, 0), "offered")


def test_so_many_percent_more_may_register(event: Event) -> None:
    with transaction():
        set_pool(event, capacity=10, overbooking=30)
    come(event, *(f"Guest {letter}" for letter in "abcdefghijklmn"))
    assert counts() == (13, 1)


def test_going_before_others_needs_a_reason_which_is_written_down(event: Event) -> None:
    come(event, "Ann", "Bo", "Cy", "Di")
    with pytest.raises(InvalidInput), transaction():
        operations.move_to_front(guest("Di"), reason="")
    do(operations.move_to_front, "Di", reason="She speaks")
    assert standing() == {
        "Ann": "registered",
        "Bo": "waiting 2",
        "Cy": "waiting 3",
        "Di": "waiting 1",
    }
    with viewing_as(SYSTEM):
        said = db.session.execute(select(GuestChange.step, GuestChange.note)).all()
    assert said == [(Step.GO_FIRST, "She speaks")]
    do(operations.withdraw, "Ann")
    assert standing()["Di"] == "offered"


def test_staff_give_a_free_place_out_of_turn_for_a_reason_alone(event: Event) -> None:
    with transaction():
        set_pool(event, capacity=2)
    come(event, "Ann")
    come(event, "Bo and others", party_size=2)
    come(event, "Cy")
    with pytest.raises(InvalidInput), transaction():
        operations.offer_now(guest("Cy"))
    do(operations.offer_now, "Cy", reason="Came from far away")
    assert standing()["Cy"] == "offered"
    with pytest.raises(Full), transaction():
        operations.offer_now(guest("Bo and others"))
    with pytest.raises(Refused), transaction():
        operations.offer_now(guest("Ann"))


def test_requests_wait_for_a_decision_and_take_no_seat(event: Event) -> None:
    with transaction():
        events.set_registration(event, mode=RegistrationMode.BY_APPLICATION)
    come(event, "Ann", "Bo", "Cy")
    assert set(standing().values()) == {"pending"}
    assert counts() == (0, 0)
    assert do(operations.approve, "Bo") == "registered"
    assert do(operations.approve, "Ann") == "waiting"
    do(operations.refuse, "Cy", note="Not from the field")
    assert standing() == {"Ann": "waiting 1", "Bo": "registered", "Cy": "refused"}
    assert subjects("Bo") == ["Your request has arrived", "You have a place"]
    assert subjects("Cy") == ["Your request has arrived", "About your request"]
    with pytest.raises(Refused), transaction():
        operations.approve(guest("Cy"))
    with viewing_as(SYSTEM):
        assert "Not from the field" not in "".join(db.session.scalars(select(OutboxMail.body_text)))


def test_refusing_whoever_waits_closes_the_line(event: Event) -> None:
    come(event, "Ann", "Bo", "Cy")
    do(operations.refuse, "Bo")
    assert (standing()["Cy"], counts()) == ("waiting 1", (1, 1))


def test_guests_change_between_pools_with_their_seats(as_system: object) -> None:
    with transaction():
        event = add_open_event(capacity=1, waiting_list=True)
        first = pools_of(event)[0]
        other = operations.add_pool(event, name="Virtual", capacity=1)
    come(event, "Ann", "Bo", pool=first)
    do(operations.change_pool, "Ann", pool=other, by_staff=False)
    with transaction():
        taken = [pool.taken for pool in pools_of(event)]
    assert taken == [1, 1]
    with pytest.raises(Full), transaction():
        operations.change_pool(guest("Bo"), other)
    assert standing() == {"Ann": "registered", "Bo": "offered"}
    assert subjects("Ann")[-1] == "Your registration was changed"


def test_whoever_waits_changes_to_the_end_of_another_line_or_into_free_seats(
    as_system: object,
) -> None:
    with transaction():
        event = add_open_event(capacity=1, waiting_list=True)
        first = pools_of(event)[0]
        other = operations.add_pool(event, name="Virtual", capacity=5)
    come(event, "Ann", "Bo", "Cy", pool=first)
    do(operations.change_pool, "Bo", pool=other)
    assert standing() == {"Ann": "registered", "Bo": "offered", "Cy": "waiting 1"}


@pytest.mark.parametrize(
    ("before", "after", "state", "taken"),
    [(1, 3, Full, 1), (1, 2, None, 2), (2, 1, None, 1)],
    ids=["more than there are", "one more", "one fewer"],
)
def test_a_party_grows_into_free_seats_alone(
    event: Event, before: int, after: int, state: type[Exception] | None, taken: int
) -> None:
    with transaction():
        set_pool(event, capacity=2)
    come(event, "Ann", party_size=before)
    if state is None:
        do(operations.change_party, "Ann", companions=(), party_size=after)
    else:
        with pytest.raises(state), transaction():
            operations.change_party(guest("Ann"), companions=(), party_size=after)
    assert counts() == (taken, 0)


def test_a_smaller_party_lets_the_next_in(event: Event) -> None:
    with transaction():
        set_pool(event, capacity=2)
    come(event, "Ann", party_size=2)
    come(event, "Bo")
    do(operations.change_party, "Ann", companions=(), party_size=1)
    assert standing() == {"Ann": "registered", "Bo": "offered"}


def test_people_at_the_door_are_let_in_whatever_was_allowed(event: Event) -> None:
    come(event, "Ann")
    come(event, "Walker", by_staff=True, source="walk_in", beyond=True)
    assert (standing()["Walker"], counts()) == ("registered", (2, 0))


def test_registering_again_while_waiting_keeps_the_place_and_sends_it_again(event: Event) -> None:
    come(event, "Ann", "Bo", "Cy")
    come(event, "Bo")
    assert standing()["Bo"] == "waiting 1"
    assert counts() == (1, 2)
    assert subjects("Bo") == ["You are on the waiting list"] * 2


def test_an_event_that_is_called_off_offers_nothing(event: Event) -> None:
    come(event, "Ann", "Bo")
    with transaction():
        events.cancel(event)
    do(operations.withdraw, "Ann")
    assert standing()["Bo"] == "waiting 1"


def test_an_event_gets_the_places_of_its_format_and_a_copy_the_same(as_system: object) -> None:
    with transaction():
        event = add_open_event(
            format=Format.HYBRID, publication=Publication.UNPUBLISHED, capacity=7
        )
        operations.add_pool(event, name="Press", closes_at=now())
        copy = events.copy_event(event, local_start=None, owner_id=None)
        found = [(pool.name, pool.capacity, pool.taken, pool.closes_at) for pool in pools_of(copy)]
    assert found == [("In person", 7, 0, None), ("Press", None, 0, None)]

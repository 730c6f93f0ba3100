"""Whatever guests do, in whatever order, the count of seats is the number of guests."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.core.errors import Full
from app.events.models import Event
from app.extensions import db
from app.infra.transaction import transaction
from app.registration.models import Pool, Registration
from app.registration.operations import withdraw
from app.registration.rules import RegistrationState
from tests.factories.registration import add_guest, add_open_event

GUESTS = ("Ann", "Bo", "Cy", "Di")
SEATS = 2

steps = st.lists(st.tuples(st.sampled_from(["come", "go"]), st.sampled_from(GUESTS)), max_size=12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_seats_are_counted_as_they_are_taken(
    as_system: object, steps: list[tuple[str, str]]
) -> None:
    with transaction():
        event_id = add_open_event(capacity=SEATS).id
    present: set[str] = set()
    for step, guest in steps:
        if step == "come":
            come(event_id, guest, present)
        else:
            go(event_id, guest, present)
        assert standing(event_id) == (len(present), len(present))


def come(event_id: int, guest: str, present: set[str]) -> None:
    fits = guest in present or len(present) < SEATS
    try:
        with transaction():
            add_guest(db.session.get_one(Event, event_id), name=guest)
    except Full:
        # Who is there already and finds the door full is told so too, and keeps the seat.
        assert len(present) == SEATS
    else:
        assert fits
        present.add(guest)


def go(event_id: int, guest: str, present: set[str]) -> None:
    here = (Registration.event_id == event_id, Registration.name == guest)
    with transaction():
        for registration in db.session.scalars(select(Registration).where(*here)).all():
            was_here = registration.state is RegistrationState.REGISTERED
            assert withdraw(registration) is was_here
    present.discard(guest)


def standing(event_id: int) -> tuple[int, int]:
    """What the event counts, and what there is to count."""
    here = (Registration.event_id == event_id, Registration.state == RegistrationState.REGISTERED)
    counted = db.session.scalar(select(Pool.taken).where(Pool.event_id == event_id))
    there = db.session.scalar(select(func.count(Registration.id)).where(*here))
    db.session.rollback()
    return counted or 0, there or 0

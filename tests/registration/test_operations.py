"""Seats are taken and given back: once each, and never one too many."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.viewers import ANONYMOUS, SYSTEM
from app.core.errors import Closed, Full, InvalidInput
from app.events import operations as events
from app.events.models import Event
from app.events.rules import RegistrationMode
from app.extensions import db
from app.infra.models import OutboxMail, PublicVersion
from app.infra.tokens import STAND_IN, personal_token
from app.infra.transaction import transaction
from app.registration.models import Pool, Registration
from app.registration.operations import register, withdraw
from app.registration.operations.registering import REMINDERS
from app.registration.queries import held_by, holder_of
from app.registration.rules import RegistrationState
from tests.factories.registration import add_guest, add_open_event


@pytest.fixture
def event(as_system: object) -> Event:
    with transaction():
        return add_open_event(capacity=2)


def taken(event: Event) -> tuple[int, int]:
    """What the event counts, and what there is to count."""
    here = (Registration.event_id == event.id, Registration.state == RegistrationState.REGISTERED)
    with viewing_as(SYSTEM):
        counted = db.session.scalar(select(Pool.taken).where(Pool.event_id == event.id))
        there = db.session.scalar(select(func.count(Registration.id)).where(*here))
    return counted or 0, there or 0


def mails() -> int:
    with viewing_as(SYSTEM):
        return db.session.scalar(select(func.count(OutboxMail.id))) or 0


def public_version() -> int:
    return db.session.scalar(select(PublicVersion.number)) or 0


def test_a_guest_gets_a_seat_and_a_mail_with_the_entry_for_the_calendar(event: Event) -> None:
    with transaction():
        done = add_guest(event, name="Ann Guest", email="Ann@Example.org")
    mail = db.session.scalars(select(OutboxMail)).one()
    assert done.new
    assert taken(event) == (1, 1)
    assert (mail.to_name, mail.to_address) == ("Ann Guest", "Ann@Example.org")
    assert mail.about == event.key
    assert personal_token(mail.token_seed) == done.token
    assert STAND_IN in mail.body_text
    assert STAND_IN in mail.body_html
    assert f"UID:{event.uid}" in mail.calendar.replace("\r\n ", "")


def test_the_token_itself_is_not_stored_with_the_registration(event: Event) -> None:
    with transaction():
        done = add_guest(event)
    row = db.session.execute(select(Registration.__table__)).one()
    assert done.token not in "|".join(map(str, row))


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Kim Guest", "guest@example.org"),
        ("KIM GUEST", "Guest@Example.ORG"),
        ("Kím  Guest", "guest@example.org"),
    ],
    ids=["the same", "in capitals", "with an accent"],
)
def test_the_same_guest_keeps_the_one_seat_and_gets_a_fresh_link(
    event: Event, name: str, email: str
) -> None:
    with transaction():
        first = add_guest(event)
    with transaction():
        again = register(event, name=name, email=email)
    assert not again.new
    assert again.key == first.key
    assert taken(event) == (1, 1)
    assert mails() == 2
    assert holder_of(again.token).registration_id
    assert again.token != first.token


def test_two_people_may_share_an_address(event: Event) -> None:
    with transaction():
        add_guest(event, name="Minister")
        assert add_guest(event, name="Assistant").new
    assert taken(event) == (2, 2)


def test_a_guest_is_not_written_to_without_end(event: Event) -> None:
    for _ in range(REMINDERS.tries + 3):
        with transaction():
            add_guest(event)
    assert mails() == 1 + REMINDERS.tries


def test_a_full_event_takes_nobody_and_leaves_no_trace(event: Event) -> None:
    with transaction():
        add_guest(event, name="One")
        add_guest(event, name="Two")
    with pytest.raises(Full), transaction():
        add_guest(event, name="Three")
    assert taken(event) == (2, 2)
    assert mails() == 2


def test_staff_too_cannot_exceed_the_capacity(event: Event) -> None:
    with transaction():
        add_guest(event, name="One")
        add_guest(event, name="Two")
    with pytest.raises(Full), transaction():
        add_guest(event, name="Three", by_staff=True)
    assert taken(event) == (2, 2)


def test_staff_may_register_a_guest_where_the_public_may_not(as_system: object) -> None:
    with transaction():
        event = add_open_event()
        events.set_registration(event, mode=RegistrationMode.BY_INVITATION)
    with transaction():
        assert add_guest(event, by_staff=True).new


@pytest.mark.parametrize(
    "change",
    [
        events.cancel,
        events.postpone,
        events.unpublish,
        lambda event: events.set_registration(event, mode=RegistrationMode.BY_INVITATION),
    ],
    ids=["cancelled", "postponed", "not public", "by invitation"],
)
def test_the_door_is_asked_under_the_lock(event: Event, change: object) -> None:
    with transaction():
        change(event)  # type: ignore[operator]
    with pytest.raises(Closed), transaction():
        add_guest(event)
    assert taken(event) == (0, 0)


def test_withdrawing_gives_the_seat_back_once(event: Event) -> None:
    with transaction():
        done = add_guest(event)
    with transaction():
        assert withdraw(db.session.scalars(select(Registration)).one())
    with transaction():
        assert not withdraw(db.session.scalars(select(Registration)).one())
    assert taken(event) == (0, 0)
    assert mails() == 2
    assert done.new


def test_the_holder_of_the_link_can_withdraw_and_register_again(event: Event) -> None:
    event_id = event.id
    with transaction():
        done = add_guest(event)
    holder = holder_of(done.token)
    with viewing_as(holder), transaction():
        assert withdraw(held_by(holder))
    with viewing_as(ANONYMOUS), transaction():
        assert add_guest(db.session.get_one(Event, event_id)).new
    assert taken(db.session.get_one(Event, event_id)) == (1, 1)


def test_pages_grow_old_only_when_the_last_seat_goes_or_comes_back(event: Event) -> None:
    begun = public_version()
    with transaction():
        add_guest(event, name="One")
    assert public_version() == begun
    with transaction():
        add_guest(event, name="Two")
    assert public_version() == begun + 1
    with transaction():
        withdraw(db.session.scalars(select(Registration).limit(1)).one())
    assert public_version() == begun + 2
    with transaction():
        withdraw(
            db.session.scalars(
                select(Registration).where(Registration.state == RegistrationState.REGISTERED)
            ).one()
        )
    assert public_version() == begun + 2


def test_a_registration_does_not_touch_what_calendars_are_told_of_the_event(event: Event) -> None:
    before = db.session.scalar(select(Event.updated_at))
    with transaction():
        add_guest(event)
    assert db.session.scalar(select(Event.updated_at)) == before


@pytest.mark.parametrize(
    "name", ["www.example", "Visit evil.com now", "http://x", "a@b", "<b>me</b>"]
)
def test_a_name_with_an_address_in_it_is_refused(event: Event, name: str) -> None:
    with pytest.raises(InvalidInput), transaction():
        add_guest(event, name=name)


@pytest.mark.parametrize("name", ["J.R. Smith", "Dr.Kim", "O’Neill-Østergård", "김대중", "A. B."])
def test_a_name_with_full_stops_is_a_name(event: Event, name: str) -> None:
    with transaction():
        assert add_guest(event, name=name).new

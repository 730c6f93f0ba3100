"""The demonstration holds what it promises, on every day, and keeps its secrets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import String, select
from sqlalchemy.orm import Session

from app import demonstration
from app.access.enforcement import viewing_as
from app.access.roles import Permission
from app.access.viewers import ANONYMOUS, SYSTEM
from app.accounts.models import Grant, User
from app.accounts.passwords import is_right
from app.core.clock import now
from app.correspondence.models import Mailing, Reminder
from app.demonstration.cast import NEVER_IN_PUBLIC, REAL
from app.events.models import Event, EventSession
from app.events.rules import EventState, Format, Publication, RegistrationMode
from app.extensions import Base, db
from app.imports.queries import colleague
from app.infra.models import OutboxMail
from app.participation.clashes import clashes_at
from app.participation.models import Participation
from app.participation.queries import seats_of
from app.participation.rules import SeatState
from app.people.models import Person
from app.programmes.models import Programme, Series
from app.registration.models import Pool, Registration
from app.registration.queries import pools_of
from app.registration.rules import RegistrationState
from tests.databases import Database, renew

PASSWORD = "a password of the demonstration"
MARK = "(closed)"


House = Callable[[str], tuple[Flask, Database]]


@pytest.fixture(scope="module")
def demonstrated(house: House) -> Flask:
    """Build the demonstration once: the tests that look at it change nothing."""
    app, database = house("sqlite")
    renew(app, database)
    with app.app_context():
        demonstration.build(PASSWORD)
    return app


@pytest.fixture
def built(demonstrated: Flask) -> Iterator[Session]:
    """Give a database with the demonstration in it."""
    with demonstrated.app_context(), viewing_as(SYSTEM):
        yield db.session


def event(session: Session, title: str) -> Event:
    return session.scalars(select(Event).where(Event.title.startswith(title))).one()


def texts() -> Iterator[tuple[str, str]]:
    """Every text in every table, as far as the viewer sees it, with where it stands."""
    for mapper in Base.registry.mappers:
        for row in db.session.scalars(select(mapper.class_)):
            for column in mapper.columns:
                if isinstance(column.type, String):
                    yield f"{mapper.class_.__name__}.{column.key}", str(getattr(row, column.key))


def test_what_is_private_says_so_and_nothing_public_does(built: Session) -> None:
    assert sum(MARK in text for _, text in texts()) > 50
    for each in built.scalars(select(Event)):
        assert (MARK in each.title) is (each.publication is Publication.UNPUBLISHED), each.title
        private = {session.title for session in each.sessions if not session.public}
        assert all(MARK in title for title in private)
    for series in built.scalars(select(Series)):
        assert (MARK in series.title) is not series.public, series.title
    with viewing_as(ANONYMOUS):
        assert [where for where, text in texts() if MARK in text] == []


def test_real_people_sit_only_where_everybody_may_know_it(built: Session) -> None:
    real = {figure.name for figure in REAL}
    for seat in built.scalars(select(Participation).where(Participation.person_id.is_not(None))):
        if seat.person.display_name in real:
            assert seat.event.publication is Publication.PUBLIC
            assert seat.event.state is EventState.HELD
    with viewing_as(ANONYMOUS):
        seen = set(built.scalars(select(Person.display_name)))
    assert real <= seen
    assert seen.isdisjoint(figure.name for figure in NEVER_IN_PUBLIC)


def test_of_a_closed_meeting_on_record_no_seat_is_shown(built: Session) -> None:
    on_record = select(Event).where(Event.publication == Publication.WITHOUT_PEOPLE)
    with viewing_as(ANONYMOUS):
        shown = built.scalars(on_record.order_by(Event.starts_at)).all()
        assert [one.local_start.year for one in shown] == [2012, 2018, 2024, 2024]
        assert all(one.series is not None and one.series.public for one in shown)
        assert [seat for one in shown for seat in seats_of(one)] == []


def test_each_panel_shows_the_title_held_then(built: Session) -> None:
    aum = built.scalars(select(Person).where(Person.display_name == "Frank Aum")).one()
    seats = built.scalars(select(Participation).where(Participation.person_id == aum.id))
    held = {seat.event.local_start.year: seat.billing_offices for seat in seats}
    assert held == {
        2017: "Senior Expert on North Korea, U.S. Institute of Peace",
        2020: "Senior Expert, North Korea, U.S. Institute of Peace",
        2021: "Senior Expert, North Korea, U.S. Institute of Peace",
        2024: "Senior Expert, Northeast Asia, U.S. Institute of Peace",
    }


def test_speakers_are_billed_in_the_order_on_record(built: Session) -> None:
    talks = seats_of(event(built, "Lessons from the Four Party Peace Talks"))
    assert [seat.billing_name for seat in talks] == [
        "Frank Aum",
        "Robert Carlin",
        "Philip Yun",
        "Chip Gregson",
    ]
    panel = seats_of(event(built, "Why Peace Remains Elusive"))
    assert panel[2].billing_name == "Lieutenant General (retired) Dan Leaf"
    assert panel[2].offices == ["former Deputy Commander, U.S. Pacific Command"]


def test_what_lies_ahead_shows_every_case(built: Session) -> None:
    ahead = [one for one in built.scalars(select(Event)) if one.ends_at and one.ends_at > now()]
    public = [one for one in ahead if one.publication is Publication.PUBLIC]
    assert {one.format for one in public} == set(Format)
    assert {one.state for one in public} >= {
        EventState.CONFIRMED,
        EventState.CANCELLED,
        EventState.HOLD,
    }
    assert any(one.moved_online for one in public)
    assert any(one.previous_dates for one in public)
    assert any(one.confidential for one in ahead)
    assert event(built, "Letters across the Line").state is EventState.POSTPONED
    assert built.scalars(select(EventSession).where(~EventSession.public)).first() is not None


def test_one_event_is_nearly_full(built: Session) -> None:
    panel = event(built, "After the Freeze")
    assert panel.registration is RegistrationMode.OPEN
    pool = built.scalars(select(Pool).where(Pool.event_id == panel.id)).one()
    assert (pool.taken, pool.capacity) == (118, 120)
    of_panel = select(Registration).where(Registration.event_id == panel.id)
    assert len(built.scalars(of_panel).all()) == 118
    about_panel = select(OutboxMail).where(OutboxMail.about == panel.key)
    assert len(built.scalars(about_panel).all()) == 118


def test_one_event_is_full_and_its_next_in_line_has_an_offer(built: Session) -> None:
    roundtable = event(built, "Food, Medicine, Fuel")
    seats, press = pools_of(roundtable)
    assert (seats.taken, seats.capacity, seats.waiting) == (24, 24, 3)
    assert (press.name, press.taken) == ("Press", 0)
    states = Counter(
        built.scalars(select(Registration.state).where(Registration.event_id == roundtable.id))
    )
    assert states == {
        RegistrationState.REGISTERED: 23,
        RegistrationState.OFFERED: 1,
        RegistrationState.WAITING: 3,
        RegistrationState.PENDING: 3,
        RegistrationState.WITHDRAWN: 1,
    }


def test_a_closed_meeting_asks_in_waves_and_keeps_letters_in_every_state(built: Session) -> None:
    meeting = event(built, "Hotlines and how they fail")
    answers = [reply.state for reply in seats_of(meeting) if reply.person]
    assert set(answers) >= {
        SeatState.APPROVED,
        SeatState.INVITED,
        SeatState.TENTATIVE,
        SeatState.ACCEPTED,
        SeatState.DECLINED,
    }
    letters = built.scalars(select(Mailing).where(Mailing.event_id == meeting.id))
    assert sorted(mailing.state.value for mailing in letters) == ["draft", "released"]
    [reminder] = built.scalars(select(Reminder).where(Reminder.event_id == meeting.id))
    assert reminder.due_at is not None
    assert reminder.due_at > now()


def test_there_is_one_clash_within_the_programme_and_one_that_is_not_told(built: Session) -> None:
    officer = built.scalars(select(User).where(User.email == "officer@example.org")).one()
    viewer = colleague(officer.id)
    assert viewer is not None
    with viewing_as(viewer):
        roundtable = event(built, "Food, Medicine, Fuel")
        clashes = clashes_at(roundtable, seats_of(roundtable))
        told = sorted((clash.facts["name"], clash.facts["what"]) for clash in clashes)
    assert told == [
        ("Erika Mustermann", "Sanctions exemptions: drafting session (closed)"),
        ("Ola Nordmann", ""),
    ]


def test_everybody_signs_in_with_the_same_password(built: Session) -> None:
    users = built.scalars(select(User)).all()
    roles = {user.email: {grant.role.value for grant in user.grants} for user in users}
    assert roles == {
        "admin@example.org": {"administrator"},
        "officer@example.org": {"programme_officer"},
        "coordinator@example.org": {"event_coordinator"},
        "desk@example.org": {"desk"},
        "reader@example.org": {"reader"},
    }
    [password_hash] = {user.password_hash for user in users}
    assert is_right(PASSWORD, password_hash)


def test_only_those_named_see_the_confidential_dialogue(built: Session) -> None:
    dialogue = built.scalars(select(Event).where(Event.confidential)).one()
    named = built.scalars(
        select(User.email).join(Grant).where(Grant.event_id == dialogue.id).order_by(User.email)
    )
    assert list(named) == ["coordinator@example.org", "officer@example.org"]
    admin = built.scalars(select(User).where(User.email == "admin@example.org")).one()
    viewer = colleague(admin.id)
    assert viewer is not None
    assert viewer.reach(Permission.ADMINISTER).everywhere
    with viewing_as(viewer):
        assert built.scalars(select(Event).where(Event.confidential)).all() == []


def test_the_programme_has_four_strands_and_words_of_its_own(built: Session) -> None:
    with viewing_as(ANONYMOUS):
        korea = built.scalars(select(Programme).where(Programme.name == "North Korea")).one()
        assert korea.text is not None
        assert len(korea.text.strands) == 4
        assert korea.text.situation
        assert korea.text.work


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_the_other_database_takes_it_too(as_system: Session) -> None:
    assert demonstration.is_empty()
    demonstration.build(PASSWORD)
    assert not demonstration.is_empty()

"""Today and the list: what they say, what they leave out, and that they stay cheap."""

import pytest
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.events import operations
from app.events.models import Event
from app.events.rules import EventKind, EventState, Publication, RegistrationMode
from app.extensions import db
from app.infra.models import MailState
from app.infra.outbox import enqueue
from app.infra.transaction import transaction
from app.participation.rules import SeatState
from app.programmes.models import Programme
from app.schedule.operations import accept_clash
from tests.databases import count_statements
from tests.factories.accounts import sign_in
from tests.factories.events import add_event, in_days
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.factories.programmes import add_programme, add_series


def arrange(count, owner_id=None):
    """Make so many events of every sort that the page of today speaks of."""
    programme, series = add_programme(), add_series()
    for number in range(count):
        add_event(title=f"Ahead {number}", local_start=in_days(3 + number), programme=programme)
        add_event(title=f"Held {number}", local_start=in_days(-9), state=EventState.HOLD)
        event = add_event(title=f"Own {number}", owner_id=owner_id, series=series)
        operations.set_topics(event, ["Sanctions"])


@pytest.mark.parametrize("path", ["/staff/", "/staff/events/", "/staff/series/"])
def test_three_rows_cost_as_many_statements_as_one(client, session, path):
    viewer = sign_in(client)
    counts = []
    for more in (1, 2):
        with viewing_as(SYSTEM), transaction():
            arrange(more, owner_id=viewer.user_id)
        client.get(path)
        with count_statements() as statements:
            client.get(path)
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"state": EventState.HOLD, "local_start": in_days(-2)}, "went by unconfirmed"),
        ({"local_start": in_days(-2)}, "is over. Was it held?"),
        ({"local_start": in_days(9)}, "is confirmed, and not public yet"),
        (
            {
                "local_start": in_days(-9),
                "state": EventState.HELD,
                "publication": Publication.PUBLIC,
            },
            "neither a recording nor a text",
        ),
    ],
    ids=["hold in the past", "over", "ready", "unrecorded"],
)
def test_today_says_what_needs_attention(client, session, facts, sentence):
    sign_in(client)
    with viewing_as(SYSTEM), transaction():
        add_event(title="X", **facts)
    assert sentence in client.get("/staff/").text


def test_today_is_quiet_where_nothing_is_to_be_done(client, session):
    sign_in(client)
    with viewing_as(SYSTEM), transaction():
        add_event(kind=EventKind.WORKSHOP, local_start=in_days(9))
        by_invitation = add_event(local_start=in_days(9))
        by_invitation.registration = RegistrationMode.BY_INVITATION
    assert "Nothing waits for you." in client.get("/staff/").text


def test_a_reader_is_not_asked_to_do_what_they_may_not(client, session):
    sign_in(client, role=StaffRole.READER)
    with viewing_as(SYSTEM), transaction():
        add_event(local_start=in_days(-2))
    assert "Nothing waits for you." in client.get("/staff/").text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"Ahead", "Over", "Undated"}),
        ("when=ahead", {"Ahead"}),
        ("when=past", {"Over"}),
        ("when=undated", {"Undated"}),
        ("kind=workshop", {"Over"}),
        ("state=idea", {"Undated"}),
        ("publication=public", {"Ahead"}),
        ("words=hea", {"Ahead"}),
        ("words=100%25", set()),
        ("kind=nonsense&state=nonsense&page=99&when=", {"Ahead", "Over", "Undated"}),
    ],
)
def test_the_list_is_narrowed_by_what_stands_in_its_address(client, session, query, titles):
    sign_in(client)
    with viewing_as(SYSTEM), transaction():
        add_event(title="Ahead", publication=Publication.PUBLIC)
        add_event(title="Over", kind=EventKind.WORKSHOP, local_start=in_days(-3))
        operations.create_event(
            kind=EventKind.BRIEFING, title="Undated", owner_id=None, zone="Asia/Seoul"
        )
    page = client.get(f"/staff/events/?{query}").text
    assert {title for title in ("Ahead", "Over", "Undated") if f">{title}</a>" in page} == titles


def test_the_list_holds_only_the_programme_of_a_coordinator(app, session):
    with viewing_as(SYSTEM), transaction():
        own, other = add_programme(name="Own"), add_programme(name="Other")
        add_event(title="Mine", programme=own)
        add_event(title="Theirs", programme=other)
    client = app.test_client()
    with viewing_as(SYSTEM):
        sign_in(client, role=StaffRole.EVENT_COORDINATOR, programme=own_programme())
    page = client.get("/staff/events/").text
    assert ">Mine</a>" in page
    assert "Theirs" not in page


def own_programme():
    return db.session.query(Programme).filter_by(name="Own").one()


def test_today_names_seats_that_should_be_settled(client, session):
    sign_in(client)
    with viewing_as(SYSTEM), transaction():
        event = add_event(title="Near", kind=EventKind.WORKSHOP, local_start=in_days(5))
        seat(event, state=SeatState.INVITED)
        seat(add_event(title="Far", kind=EventKind.WORKSHOP), state=SeatState.INVITED)
    page = client.get("/staff/").text
    assert "“Near” is near, and 1 seat is not confirmed. 1 has no name." in page
    assert "“Far”" not in page


def test_today_names_who_is_in_two_places_until_somebody_says_why(client, session):
    sign_in(client)
    with viewing_as(SYSTEM), transaction():
        person = add_person("Vera Example")
        for title, day in (("One", 20), ("Other", 20), ("Later", 21)):
            event = add_event(
                title=title,
                kind=EventKind.WORKSHOP,
                state=EventState.CONFIRMED,
                local_start=in_days(day),
            )
            seat(event, person, state=SeatState.CONFIRMED)
    sentence = "Vera Example is expected at “One” and elsewhere at the same time."
    assert sentence in client.get("/staff/").text
    assert "expected at “Later”" not in client.get("/staff/").text
    with viewing_as(SYSTEM), transaction():
        accept_clash(
            db.session.scalars(select(Event).where(Event.title == "Other")).one(), reason="Briefly"
        )
    assert "elsewhere at the same time" not in client.get("/staff/").text


def test_today_says_that_mail_failed(client, session):
    sign_in(client)
    with viewing_as(SYSTEM), transaction():
        mail = enqueue(
            to_address="a@example.org", to_name="", subject="S", text="T", html="", dedupe="1"
        )
        mail.state = MailState.FAILED
    assert "1 mail could not be delivered." in client.get("/staff/").text

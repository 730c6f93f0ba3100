"""What an officer does with an event, through the pages."""

import pytest
from sqlalchemy import func, select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.accounts.models import User
from app.events.models import Event, EventSession
from app.events.rules import (
    AttributionRule,
    EventKind,
    EventState,
    Publication,
    RegistrationMode,
)
from app.extensions import db
from app.infra.models import AuditEntry
from app.infra.transaction import transaction
from app.schedule.models import ClashAccepted
from tests.factories.accounts import sign_in
from tests.factories.events import add_event, add_session, in_days
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.factories.programmes import add_series


def found(title):
    """Return the event called so, as the system sees it, detached from every session."""
    with viewing_as(SYSTEM):
        event = db.session.scalar(select(Event).where(Event.title == title))
        db.session.expunge_all()
    return event


@pytest.fixture
def officer(client):
    """Give the client of an officer for everything."""
    sign_in(client, role=StaffRole.PROGRAMME_OFFICER)
    return client


CREATE = "Create the event"
NEW = {
    "title": "A talk",
    "kind": "roundtable",
    "zone": "Asia/Seoul",
    "format": "virtual",
    "programme": "",
}


def test_an_event_is_made_held_confirmed_published_and_taken_back(officer, session):
    day = in_days(40).date().isoformat()
    made = officer.submit(
        "/staff/events/new", {**NEW, "date": day, "start": "21:00"}, button=CREATE
    )
    assert made.status_code == 303
    key = found("A talk").key
    assert made.location == f"/staff/events/{key}/"
    officer.submit(f"/staff/events/{key}/life/hold", button="Hold the date")
    officer.submit(f"/staff/events/{key}/life/confirm", button="Confirm")
    publication = f"/staff/events/{key}/publication"
    officer.submit(publication, button="Publish")
    event = found("A talk")
    assert (event.state, event.publication) == (EventState.CONFIRMED, Publication.PUBLIC)
    assert event.slug == "a-talk"
    officer.submit(publication, button="Unpublish")
    assert found("A talk").publication is Publication.UNPUBLISHED


def test_the_same_form_sent_twice_makes_one_event(officer, session):
    page = officer.get("/staff/events/new")
    data = {
        **NEW,
        "once": _hidden(page.text, "once"),
        "csrf_token": _hidden(page.text, "csrf_token"),
    }
    first = officer.post("/staff/events/new", data=data)
    second = officer.post("/staff/events/new", data=data)
    assert first.location == second.location
    with viewing_as(SYSTEM):
        assert db.session.scalar(select(func.count(Event.id))) == 1


def _hidden(html, name):
    before = html.split(f'name="{name}"')[1]
    return before.split('value="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "Give the event a title."),
        ({"start": "10:00"}, "Choose a day too"),
        ({"date": "2027-03-01", "start": "10:00", "end": "09:00"}, "The end is before the start."),
        ({"date": "2027-03-14", "start": "02:30", "zone": "America/New_York"}, "skip this time"),
        ({"date": "2027-11-07", "start": "01:30", "zone": "America/New_York"}, "The first time"),
        ({"date": "1827-03-14"}, "Choose a day between 1990 and 2100."),
        ({"date": "2027-02-30"}, "Not a valid date value."),
        ({"date": "2027-03-01", "zone": "Mars/Olympus_Mons"}, "Not a valid choice."),
    ],
    ids=["untitled", "no day", "end first", "in a gap", "twice", "slip", "no such day", "no zone"],
)
def test_what_cannot_be_meant_is_refused_beside_its_field(officer, session, typed, said):
    answer = officer.submit(
        "/staff/events/new", {**NEW, "place": "Typed before", **typed}, button=CREATE
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert "Typed before" in answer.text


def test_a_time_that_comes_twice_is_asked_for_and_taken(officer, session):
    twice = {**NEW, "date": "2027-11-07", "start": "01:30", "zone": "America/New_York"}
    page = officer.submit("/staff/events/new", twice, button=CREATE)
    data = {
        **twice,
        "fold": "1",
        "once": _hidden(page.text, "once"),
        "csrf_token": _hidden(page.text, "csrf_token"),
    }
    assert officer.post("/staff/events/new", data=data).status_code == 303
    assert found("A talk").starts_at.hour == 6


def test_a_change_made_meanwhile_is_shown_and_nothing_typed_is_lost(officer, session):
    with viewing_as(SYSTEM), transaction():
        key = add_event(title="Before").key
    address = f"/staff/events/{key}/details"
    page = officer.get(address)
    officer.submit(address, {"title": "Theirs"}, button="Save the details")
    data = {
        "title": "Mine",
        "kind": "panel",
        "format": "in_person",
        "attribution": "on_the_record",
        "seen": _hidden(page.text, "seen"),
        "once": _hidden(page.text, "once"),
        "csrf_token": _hidden(page.text, "csrf_token"),
    }
    answer = officer.post(address, data=data)
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert 'value="Mine"' in answer.text
    data["seen"] = _hidden(answer.text, "seen")
    assert officer.post(address, data=data).status_code == 303
    assert found("Mine").key == key


def test_a_step_that_is_no_longer_possible_answers_in_a_sentence(officer, session):
    with viewing_as(SYSTEM), transaction():
        key = add_event(title="Off").key
    address = f"/staff/events/{key}/life/cancel"
    page = officer.get(address)
    officer.submit(address, {"notice": "Called off."}, button="Cancel the event")
    data = {"notice": "Again", "csrf_token": _hidden(page.text, "csrf_token")}
    again = officer.post(address, data=data)
    assert again.status_code == 409
    assert "no longer possible" in again.text


def test_a_confidential_event_is_refused_publication_in_a_sentence(app, session):
    client = app.test_client()
    with viewing_as(SYSTEM), transaction():
        event = add_event(title="Closed talks", confidential=True)
        key = event.key
    sign_in(client, role=StaffRole.PROGRAMME_OFFICER, event=found("Closed talks"))
    page = client.get(f"/staff/events/{key}/publication")
    assert "Lift that under" in page.text
    token = _hidden(page.text, "csrf_token")
    refused = client.post(f"/staff/events/{key}/publish", data={"csrf_token": token})
    assert refused.status_code == 409
    assert "This event is confidential." in refused.text


def test_a_confidential_event_is_a_missing_one_to_the_others(officer, session):
    with viewing_as(SYSTEM), transaction():
        key = add_event(title="Closed talks", confidential=True).key
    for path in ("", "details", "access", "log"):
        hidden = officer.get(f"/staff/events/{key}/{path}")
        missing = officer.get(f"/staff/events/nowhere/{path}")
        assert (
            (hidden.status_code, hidden.data)
            == (missing.status_code, missing.data)
            == (404, missing.data)
        )
    assert "Closed talks" not in officer.get("/staff/events/").text


def test_a_clash_is_said_before_saving_and_goes_ahead_with_a_reason(officer, session):
    with viewing_as(SYSTEM), transaction():
        person = add_person(display_name="Kim Example")
        seat(add_event(title="Elsewhere", local_start=in_days(20)), person)
        event = add_event(title="Here", local_start=in_days(10))
        seat(event, person)
        key = event.key
    address = f"/staff/events/{key}/dates"
    day = in_days(20).date().isoformat()
    warned = officer.submit(address, {"date": day}, button="Save the dates")
    assert warned.status_code == 422
    assert "Kim Example is at “Elsewhere” at this time." in warned.text
    assert found("Here").local_start == in_days(10)
    data = {
        "date": day,
        "start": "10:00",
        "zone": "America/New_York",
        "go_ahead": "She leaves early.",
        "seen": _hidden(warned.text, "seen"),
        "once": _hidden(warned.text, "once"),
        "csrf_token": _hidden(warned.text, "csrf_token"),
    }
    assert officer.post(address, data=data).status_code == 303
    assert found("Here").local_start == in_days(20)
    with viewing_as(SYSTEM):
        assert db.session.scalars(select(ClashAccepted.reason)).all() == ["She leaves early."]


def test_the_next_round_takes_two_clicks(officer, session):
    with viewing_as(SYSTEM), transaction():
        series = add_series()
        for ordinal, days in (("4th", -70), ("5th", -14)):
            add_event(
                title=f"{ordinal} round",
                kind=EventKind.DIALOGUE_ROUND,
                series=series,
                ordinal=ordinal,
                local_start=in_days(days),
            )
        key = series.key
    assert "Next round" in officer.get(f"/staff/series/{key}/").text
    made = officer.submit(f"/staff/series/{key}/next", button="Create the round")
    assert made.status_code == 303
    event = found("6th round")
    assert (event.ordinal, event.local_start) == ("6th", in_days(42))


def test_colleagues_are_let_in_by_name_and_the_last_officer_stays(app, session):
    client = app.test_client()
    viewer = sign_in(client, role=StaffRole.PROGRAMME_OFFICER, name="Ada Officer")
    colleague = sign_in(app.test_client(), role=None, name="Ben Coordinator")
    with viewing_as(viewer), transaction():
        key = add_event(title="Closed talks", confidential=True, owner_id=viewer.user_id).key
    address = f"/staff/events/{key}/access"
    with viewing_as(SYSTEM):
        ben = db.session.get(User, colleague.user_id).key
    client.submit(address, {"let-in-user": ben, "let-in-role": "reader"}, button="Let in")
    page = client.get(address)
    assert "2 people, named below" in page.text
    refused = client.submit(address, button="Take back Ada Officer")
    assert refused.status_code == 409
    assert "Let somebody else in as an officer first." in refused.text
    assert client.submit(address, button="Take back Ben Coordinator").status_code == 303


def test_every_look_at_a_confidential_event_is_written_down(app, session):
    client = app.test_client()
    viewer = sign_in(client, role=StaffRole.PROGRAMME_OFFICER)
    with viewing_as(viewer), transaction():
        key = add_event(title="Closed talks", confidential=True, owner_id=viewer.user_id).key
    client.get(f"/staff/events/{key}/")
    with viewing_as(SYSTEM):
        seen = select(AuditEntry.actor).where(
            AuditEntry.thing_key == key, AuditEntry.action == "saw"
        )
        assert db.session.scalars(seen).all() == [viewer.email]


def test_an_address_that_is_not_allowed_writes_nothing(app, session):
    client = app.test_client()
    sign_in(client, role=StaffRole.EVENT_COORDINATOR)
    with viewing_as(SYSTEM), transaction():
        key = add_event(title="Talks").key
    page = client.get(f"/staff/events/{key}/details")
    token = {"csrf_token": _hidden(page.text, "csrf_token")}
    assert client.post(f"/staff/events/{key}/publish", data=token).status_code == 404
    assert client.get("/staff/events/new").status_code == 404
    assert found("Talks").publication is Publication.UNPUBLISHED


SAVE_SESSION = "Save the session"


def test_a_session_is_added_on_the_clock_of_the_event_and_changed(officer, session):
    with viewing_as(SYSTEM), transaction():
        event = add_event(title="Talks", zone="Asia/Seoul")
        key, day = event.key, in_days(31)
    agenda = f"/staff/events/{key}/agenda"
    typed = {"title": "Morning", "date": day.date().isoformat(), "start": "09:00"}
    assert officer.submit(f"{agenda}/new", typed, button=SAVE_SESSION).status_code == 303
    page = officer.get(agenda).text
    address = next(
        part
        for part in page.split('"')
        if part.startswith(f"{agenda}/") and len(part) == len(agenda) + 21
    )
    assert officer.submit(address, {"end": "08:00"}, button=SAVE_SESSION).status_code == 422
    assert officer.submit(address, {"start": ""}, button=SAVE_SESSION).status_code == 422
    assert officer.submit(address, {"end": "10:30"}, button=SAVE_SESSION).status_code == 303
    with viewing_as(SYSTEM):
        made = db.session.scalar(select(EventSession))
        assert made.local_end == day.replace(hour=10, minute=30)
        assert made.starts_at.hour == 0
    officer.submit(address, button="Delete the session")
    with viewing_as(SYSTEM):
        assert db.session.scalar(select(func.count(EventSession.id))) == 0


def test_recordings_and_partners_are_kept(officer, session):
    with viewing_as(SYSTEM), transaction():
        key = add_event(title="Talks").key
    workspace = f"/staff/events/{key}"
    officer.submit(
        f"{workspace}/recordings", {"url": "https://example.org/v"}, button="Add the recording"
    )
    wrong = officer.submit(
        f"{workspace}/recordings", {"url": "javascript:alert(1)"}, button="Add the recording"
    )
    assert wrong.status_code == 422
    officer.submit(
        f"{workspace}/programme",
        {"partner-organisation": "Sejong Institute", "partner-role": "co_host"},
        button="Add the partner",
    )
    officer.submit(
        f"{workspace}/programme", {"topics": "Sanctions, sanctions, Trade"}, button="Save"
    )
    with viewing_as(SYSTEM):
        event = db.session.scalar(select(Event))
        assert [one.url for one in event.recordings] == ["https://example.org/v"]
        assert [one.organisation.name for one in event.partners] == ["Sejong Institute"]
        assert [topic.name for topic in event.topics] == ["Sanctions", "Trade"]
    officer.submit(f"{workspace}/programme", button="Remove Sejong Institute")
    assert "Sejong" not in officer.get(f"{workspace}/").text


@pytest.mark.parametrize(
    ("role", "status"),
    [
        pytest.param(StaffRole.PROGRAMME_OFFICER, 303, id="who may publish"),
        pytest.param(StaffRole.EVENT_COORDINATOR, 409, id="who may only edit"),
    ],
)
@pytest.mark.parametrize(
    "what",
    [
        pytest.param("session", id="a closed session"),
        pytest.param("rule", id="a rule that covers names"),
        pytest.param("seat", id="a seat that is not named"),
    ],
)
def test_what_a_public_event_keeps_to_itself_is_laid_open_by_who_may_publish(
    client, as_system, what, role, status
):
    with transaction():
        event = add_event(title="Open doors", publication=Publication.PUBLIC)
        session = add_session(event, title="Behind them", public=False)
        given = seat(event, add_person("Vera Example"))
        given.listed = False
        event.attribution = AttributionRule.CHATHAM_HOUSE
        pages = {
            "session": (f"agenda/{session.key}", {"public": "y"}, "Save the session"),
            "rule": ("details", {"attribution": "on_the_record"}, "Save the details"),
            "seat": (f"people/{given.key}/", {"listed": "y"}, "Save"),
        }
        path, fields, button = pages[what]
        url = f"/staff/events/{event.key}/{path}"
    sign_in(client, role=role)
    assert client.submit(url, fields, button=button).status_code == status


def test_the_key_of_a_form_tells_nothing_at_another_address(officer, session):
    page = officer.get("/staff/events/new")
    once = _hidden(page.text, "once")
    data = {**NEW, "once": once, "csrf_token": _hidden(page.text, "csrf_token")}
    assert officer.post("/staff/events/new", data=data).status_code == 303
    elsewhere = officer.post("/account/sign-in", data={"once": once})
    assert "/staff/events/" not in elsewhere.headers.get("Location", "")
    with viewing_as(SYSTEM), transaction():
        slug = add_event(
            title="Open", publication=Publication.PUBLIC, registration=RegistrationMode.OPEN
        ).slug
    assert officer.post(f"/events/{slug}/register", data={"once": once}).status_code == 422

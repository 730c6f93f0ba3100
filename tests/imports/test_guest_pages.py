"""Staff load the people of another system into an event, existing or new."""

from __future__ import annotations

import io
from pathlib import Path

from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.events.models import Event
from app.extensions import db
from app.infra.transaction import transaction
from app.participation.models import Participation
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.factories.events import add_event
from tests.factories.programmes import add_programme

PAGE = "/staff/imports/guests"
DATA = Path(__file__).parents[1] / "data" / "peers"


def send(client: CheckingClient, name: str, **fields: str):
    """Choose a file and the event it is for, and send it."""
    file = (io.BytesIO((DATA / name).read_bytes()), name)
    return client.submit(PAGE, {"file": file, **fields}, button="Look at the file")


def seated(app) -> list[tuple[str, str]]:
    with app.app_context(), viewing_as(SYSTEM):
        seats = db.session.scalars(select(Participation).order_by(Participation.position))
        return [(seat.event.title, seat.state.value) for seat in seats]


def test_registrants_are_seated_at_an_event(app, client, work):
    with app.app_context(), viewing_as(SYSTEM), transaction():
        key = add_event(title="A forum").key
    sign_in(client)
    columns = send(client, "indico.csv", event=key)
    assert columns.status_code == 303
    assert "5 contacts." in client.get(columns.location).text
    looked = client.submit(columns.location, button="Show how it would land")
    checked = client.submit(looked.location, button="Check the whole file")
    work()
    assert "This is what the file would do at “A forum”." in client.get(checked.location).text
    assert seated(app) == []
    loading = client.submit(checked.location, button="Load the people")
    work()
    assert "Everybody in the file has a seat now." in client.get(loading.location).text
    assert seated(app) == [
        ("A forum", state)
        for state in ("confirmed", "shortlisted", "declined", "withdrew", "accepted")
    ]


def test_a_schedule_says_itself_into_which_event_it_goes(app, client, work):
    sign_in(client)
    checked = send(client, "schedule.json")
    work()
    assert "at the new event “Forum on Quiet Diplomacy”" in client.get(checked.location).text
    client.submit(checked.location, button="Load the people")
    work()
    assert seated(app) == [("Forum on Quiet Diplomacy", "confirmed")] * 3


def test_a_new_event_is_asked_for_its_title_and_day(client):
    sign_in(client)
    asked = send(client, "indico.csv")
    assert asked.status_code == 422
    assert "Say what the new event is called." in asked.text
    assert "Say on which day the new event begins." in asked.text
    assert send(client, "indico.csv", title="A forum", day="9 March").status_code == 422
    assert send(client, "indico.csv", title="A forum", day="2027-03-09").status_code == 303


def test_an_officer_loads_into_events_of_the_own_programme_alone(app, client, as_system):
    with transaction():
        own, other = add_programme(name="Own"), add_programme(name="Other")
        mine = add_event(title="Mine", programme=own)
        theirs = add_event(title="Theirs", programme=other)
    keys = mine.key, theirs.key
    sign_in(client, role=StaffRole.PROGRAMME_OFFICER, programme=own)
    page = client.get(PAGE).text
    assert [key in page for key in keys] == [True, False]
    assert send(client, "indico.csv", event=keys[0]).status_code == 303
    assert len(as_system.scalars(select(Event)).all()) == 2

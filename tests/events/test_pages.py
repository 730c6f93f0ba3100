"""Every page of the workspace opens, for those who may, and is well made."""

import re

import pytest

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.events import operations
from app.events.rules import EventKind, Publication, RecordingKind
from app.infra.transaction import transaction
from tests.factories.accounts import sign_in
from tests.factories.events import add_event, add_session
from tests.factories.participation import seat
from tests.factories.people import add_person
from tests.factories.programmes import add_programme, add_series

SECTIONS = (
    "",
    "details",
    "programme",
    "agenda",
    "agenda/new",
    "life",
    "life/confirm",
    "life/cancel",
    "dates",
    "copy",
    "publication",
    "registration",
    "recordings",
    "access",
    "log",
)


@pytest.fixture
def key(session):
    """Give the key of an idea with everything an event can have."""
    with viewing_as(SYSTEM), transaction():
        programme = add_programme()
        event = operations.create_event(
            kind=EventKind.DIALOGUE_ROUND,
            title="Sixth round",
            owner_id=None,
            zone="Asia/Seoul",
            programme=programme,
            series=add_series(programme=programme),
            ordinal="6th",
        )
        operations.set_dates(event, local_start=add_event().local_start)
        add_session(event, public=False)
        operations.add_recording(event, kind=RecordingKind.VIDEO, url="https://example.org/v")
        operations.add_notice(event, text="A notice.")
        operations.set_topics(event, ["Nuclear policy", "Sanctions"])
        return event.key


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_opens(client, key, section):
    sign_in(client)
    page = client.get(f"/staff/events/{key}/{section}")
    assert page.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/staff/",
        "/staff/events/",
        "/staff/events/new",
        "/staff/series/",
        "/staff/series/new",
        "/staff/programmes/",
        "/staff/programmes/new",
    ],
)
def test_each_page_opens_with_nothing_and_with_something_on_it(client, session, path):
    viewer = sign_in(client)
    assert client.get(path).status_code == 200
    with viewing_as(viewer), transaction():
        add_event(owner_id=viewer.user_id, programme=add_programme())
        add_series()
    assert client.get(path).status_code == 200


def test_the_desk_tells_someone_without_a_role_whom_to_ask(client):
    sign_in(client, role=None)
    assert "Ask an administrator" in client.get("/staff/").text


def test_a_reader_finds_no_form(client, key):
    sign_in(client, role=StaffRole.READER)
    assert "Save" not in client.get(f"/staff/events/{key}/").text
    assert client.get(f"/staff/events/{key}/details").status_code == 404


def test_the_event_of_others_leads_to_what_one_may_see_of_it(client, as_system):
    with transaction():
        own = add_event(title="Own panel")
        public = add_event(title="Panel of others", publication=Publication.PUBLIC)
        private = add_event(title="Private panel of others")
        person = add_person("Vera Kim")
        seat(public, person)
        keys = {event.title: event.key for event in (own, public, private)}
        slug, person_key = public.slug, person.key
    sign_in(client, role=StaffRole.EVENT_COORDINATOR, event=own)
    found = [client.get(f"/staff/events/{each}/") for each in keys.values()]
    assert [answer.status_code for answer in found] == [200, 302, 404]
    assert found[1].location == f"/events/{slug}"
    links = re.findall(
        r'<th scope="row"><a href="([^"]+)"', client.get(f"/staff/people/{person_key}").text
    )
    assert [client.get(link, follow_redirects=True).status_code for link in links] == [200]

"""The staff pages of programmes."""

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.extensions import db
from app.infra.transaction import transaction
from app.programmes.models import Programme, Series
from app.programmes.operations import add_strand
from tests.factories.accounts import sign_in
from tests.factories.programmes import add_programme, add_series


def a_programme():
    with viewing_as(SYSTEM), transaction():
        programme = add_programme(name="Korea")
        add_strand(programme, title="Talks", text="They go on.")
        return programme.key


def test_a_programme_is_added_with_its_strands(client, session):
    sign_in(client)
    made = client.submit(
        "/staff/programmes/new",
        {"name": "Korea", "strands-0-title": "Talks", "strands-1-title": "Games"},
        button="Save the programme",
    )
    assert made.status_code == 303
    with viewing_as(SYSTEM):
        programme = db.session.query(Programme).one()
        assert [strand.title for strand in programme.strands] == ["Talks", "Games"]
        assert not programme.public


def test_a_preview_shows_markdown_and_saves_nothing(client, session):
    sign_in(client)
    address = f"/staff/programmes/{a_programme()}/"
    page = client.submit(address, {"situation": "It is *tense*."}, button="Save the programme")
    assert page.status_code == 303
    shown = client.post(
        address,
        data={"name": "Korea", "situation": "It is **calm**.", "preview": "yes"}
        | token(client, address),
    )
    assert "<strong>calm</strong>" in shown.text
    assert "calm" not in client.get(address).text


def token(client, address):
    html = client.get(address).text
    return {"csrf_token": html.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]}


def test_a_reader_reads_and_cannot_change(client, session):
    sign_in(client, role=StaffRole.READER)
    address = f"/staff/programmes/{a_programme()}/"
    page = client.get(address)
    assert "They go on." in page.text
    assert "Save the programme" not in page.text
    assert client.post(address, data=token(client, address)).status_code == 404


def test_a_programme_is_released_and_taken_back(client, session):
    sign_in(client)
    address = f"/staff/programmes/{a_programme()}/"
    client.submit(address, button="Make it public")
    assert "see its public page" in client.get(address).text
    client.submit(address, button="Make it private")
    assert "see its public page" not in client.get(address).text


def test_a_coordinator_saves_a_series_that_stays_in_its_programme(client, as_system):
    with transaction():
        programme = add_programme(name="Korea")
        address = f"/staff/series/{add_series(programme=programme).key}/edit"
    sign_in(client, role=StaffRole.EVENT_COORDINATOR, programme=programme)
    saved = client.submit(address, {"title": "Quiet talks"}, button="Save the series")
    assert saved.status_code == 303
    series = as_system.query(Series).one()
    assert (series.title, series.programme.name) == ("Quiet talks", "Korea")

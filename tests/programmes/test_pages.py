"""The staff pages of programmes."""

from datetime import UTC, datetime

import time_machine

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.core.clock import now
from app.extensions import db
from app.infra.transaction import transaction
from app.programmes.models import Programme, ProgrammeText, Series
from app.programmes.operations import add_strand, save_text
from app.programmes.rules import Words
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
        assert [strand.title for strand in programme.text.strands] == ["Talks", "Games"]
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


def test_a_text_waits_for_its_hour_and_a_draft_is_never_shown(client, session):
    with time_machine.travel(datetime(2026, 5, 20, 12, tzinfo=UTC), tick=False) as clock:
        with viewing_as(SYSTEM), transaction():
            programme = add_programme(name="Korea", public=True)
            save_text(programme, Words("Of now."), live_at=now())
            key = programme.key
        sign_in(client)
        address = f"/staff/programmes/{key}/"
        typed = {"out": "then", "date": "2026-05-21", "time": "09:00", "zone": "Asia/Seoul"}
        waits = client.submit(
            address, {"standfirst": "Of tomorrow.", **typed}, button="Save the programme"
        )
        assert waits.status_code == 303
        assert "Waits for its hour" in client.get(f"{address}versions/").text
        drafted = client.submit(
            address, {"standfirst": "Of never.", "out": "draft"}, button="Save the programme"
        )
        assert drafted.status_code == 303
        visitor = client.application.test_client()

        def shown():
            return {word for word in ("now", "tomorrow", "never") if f"Of {word}." in page()}

        def page():
            return visitor.get("/programmes/korea").text + visitor.get("/").text

        assert shown() == {"now"}
        clock.move_to(datetime(2026, 5, 20, 23, 59, 59, tzinfo=UTC))
        assert shown() == {"now"}
        clock.move_to(datetime(2026, 5, 21, 0, 0, tzinfo=UTC))
        assert shown() == {"tomorrow"}


def test_an_earlier_version_is_looked_at_and_put_back(client, session):
    address = f"/staff/programmes/{a_programme()}/"
    sign_in(client)
    saved = client.submit(address, {"situation": "It is calm."}, button="Save the programme")
    assert saved.status_code == 303
    with viewing_as(SYSTEM):
        first, second = db.session.query(ProgrammeText).order_by(ProgrammeText.id)
        assert second.author
        old, new = first.key, second.key
    assert "<ins>" in client.get(f"{address}versions/{new}").text
    client.submit(f"{address}versions/{old}", button="Put this text on the page")
    with viewing_as(SYSTEM):
        programme = db.session.query(Programme).one()
        assert (len(programme.texts), programme.text.situation) == (3, "")
        assert [one.title for one in programme.text.strands] == ["Talks"]


def test_two_who_edit_do_not_overwrite_each_other(client, session):
    address = f"/staff/programmes/{a_programme()}/"
    sign_in(client)
    form = token(client, address) | {"name": "Korea", "out": "now", "situation": "Mine."}
    form["zone"] = "UTC"
    seen = client.get(address).text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    client.submit(address, {"situation": "Theirs."}, button="Save the programme")
    refused = client.post(address, data=form | {"seen": seen, "once": "x" * 20})
    assert refused.status_code == 409
    assert "Theirs." in refused.text

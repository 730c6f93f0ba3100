"""Staff load a file: they choose it, see what it would do, let it be done, and release it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.accounts.models import Grant
from app.events.models import Event
from app.extensions import db
from app.infra.models import Job
from app.infra.transaction import transaction
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.factories.programmes import add_programme

LINES = (
    (Path(__file__).parents[1] / "data" / "panels.csv")
    .read_text(encoding="utf-8")
    .splitlines(keepends=True)[:21]
)
TEXT = "".join(LINES)
PAGE = "/staff/imports/panels"


def send(client: CheckingClient, text: str = TEXT, **fields: str):
    """Choose a file with this text and send it."""
    file = (io.BytesIO(text.encode()), "panels.csv")
    return client.submit(PAGE, {"file": file, **fields}, button="Show what it would do")


def events(app: Flask) -> list[str]:
    with app.app_context(), viewing_as(SYSTEM):
        return [event.publication for event in db.session.scalars(select(Event))]


def test_a_file_goes_from_choice_to_release(app, client, work):
    sign_in(client)
    sent = send(client)
    assert sent.status_code == 303
    waiting = client.get(sent.location)
    assert "Waiting for the worker" in waiting.text
    assert client.get(f"{sent.location}/progress").json["finished"] is False
    work()
    assert client.get(f"{sent.location}/progress").json["finished"] is True
    shown = client.get(sent.location)
    assert "Nothing is written yet" in shown.text
    assert "Transforming the Cold War" in shown.text
    assert events(app) == []

    loading = client.submit(sent.location, button="Load the file")
    assert (loading.status_code, events(app)) == (303, [])
    work()
    assert events(app) == ["unpublished"]

    released = client.submit(loading.location, button="Release 1 event to the public")
    assert (released.status_code, events(app)) == (303, ["public"])
    after = client.get(released.location)
    assert "1 event is public now." in after.text
    assert "Release 1 event" not in after.text


def test_the_same_file_again_has_nothing_to_do(client, work):
    sign_in(client)
    for _ in range(2):
        sent = send(client)
        work()
        page = client.get(sent.location).text
        if "Load the file" in page:
            client.submit(sent.location, button="Load the file")
            work()
    assert "There is nothing to load" in page


def test_sending_a_form_twice_asks_for_the_work_once(app, client, work):
    sign_in(client)
    page = client.get(PAGE)
    once = page.text.split('name="once" type="hidden" value="')[1].split('"')[0]
    first, second = send(client, once=once), send(client, once=once)
    assert first.location == second.location


def test_corrections_are_shown_beforehand(client, work):
    sign_in(client)
    sent = send(client)
    work()
    client.submit(sent.location, button="Load the file")
    work()
    again = send(client, TEXT.replace("Scheduled Keynote Speaker", "Opening <Keynote>"))
    work()
    page = client.get(again.location).text
    assert "Opening &lt;Keynote&gt;" in page
    assert "session_title" in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT.replace(",panellist,", ",dancer,", 1), "“dancer” is not one of"),
        (TEXT.replace("2006-09-25 13:40", "2006-09-25 25:40", 1), "is no time such as"),
        ("name,title\nAda,Chair\n", "These columns are missing"),
        ("", "These columns are missing"),
        ("PK\x03\x04", "This workbook is damaged"),
    ],
)
def test_what_cannot_be_read_is_said_at_once(app, client, text, words):
    sign_in(client)
    answer = send(client, text)
    assert answer.status_code == 422
    assert words in answer.text


def test_without_a_file_there_is_nothing_to_read(client):
    sign_in(client)
    answer = client.submit(PAGE, button="Show what it would do")
    assert (answer.status_code, "Choose a file." in answer.text) == (422, True)


def test_an_officer_loads_into_the_own_programme_alone(app, client, as_system, work):
    with transaction():
        own, other = add_programme(name="Own"), add_programme(name="Other")
    keys = own.key, other.key
    sign_in(client, role=StaffRole.PROGRAMME_OFFICER, programme=own)
    page = client.get(PAGE).text
    assert keys[0] in page
    assert keys[1] not in page
    assert send(client, programme=keys[1]).status_code == 422
    sent = send(client, programme=keys[0])
    work()
    client.submit(sent.location, button="Load the file")
    work()
    assert as_system.scalars(select(Event)).one().programme.name == "Own"


def test_an_event_of_others_is_refused_in_words(app, client, as_system, work):
    with transaction():
        own = add_programme(name="Own")
    sign_in(client)
    work_of_admin = send(client)
    work()
    client.submit(work_of_admin.location, button="Load the file")
    work()
    officer = app.test_client()
    sign_in(officer, role=StaffRole.PROGRAMME_OFFICER, programme=own)
    sent = send(officer)
    work()
    assert "is here already and belongs to others" in officer.get(sent.location).text


def test_whoever_lost_the_right_meanwhile_loads_nothing(app, client, as_system, work):
    viewer = sign_in(client)
    sent = send(client)
    with transaction():
        as_system.execute(delete(Grant).where(Grant.user_id == viewer.user_id))
    work()
    assert as_system.scalars(select(Job.report)).one() == {
        "refused": "You may no longer load files.",
        "facts": {},
    }
    assert client.get(sent.location).status_code == 404


def test_a_job_is_shown_to_nobody_else(app, client, work):
    sign_in(client)
    sent = send(client)
    other = app.test_client()
    sign_in(other)
    assert other.get(sent.location).status_code == 404
    assert other.get(f"{sent.location}/progress").status_code == 404


@pytest.mark.parametrize("role", [StaffRole.READER, StaffRole.DESK, StaffRole.EVENT_COORDINATOR])
def test_who_may_not_load_files_finds_no_page(client, role):
    sign_in(client, role=role)
    assert client.get(PAGE).status_code == 404

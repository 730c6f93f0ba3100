"""Staff load a calendar: they choose it, see what it would do, let it be done, and release it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.events.models import Event
from app.extensions import db
from app.infra.transaction import transaction
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.factories.programmes import add_programme, add_series

DATA = Path(__file__).parents[1] / "data" / "calendars"
PAGE = "/staff/imports/events"


def send(client: CheckingClient, name: str, **fields: str):
    """Choose a file and send it."""
    file = (io.BytesIO((DATA / name).read_bytes()), name)
    return client.submit(PAGE, {"file": file, **fields}, button="Show what it would do")


def events(app: Flask) -> list[str]:
    with app.app_context(), viewing_as(SYSTEM):
        return sorted(event.publication for event in db.session.scalars(select(Event)))


def test_a_calendar_goes_from_choice_to_release(app, client, work):
    sign_in(client)
    sent = send(client, "google.ics")
    assert sent.status_code == 303
    work()
    shown = client.get(sent.location).text
    assert "Nothing is written yet" in shown
    assert "Preparatory call with Seoul" in shown
    assert "so it is kept among the notes of staff" in shown
    assert events(app) == []
    loading = client.submit(sent.location, button="Load the file")
    work()
    assert events(app) == ["unpublished"] * 6
    released = client.submit(loading.location, button="Release 5 events to the public")
    # Neither the held date nor what is confidential.
    assert events(app) == ["public"] * 5 + ["unpublished"]
    assert "5 events are public now." in client.get(released.location).text


def test_what_is_left_out_is_told_with_its_place(client, work):
    sign_in(client)
    sent = send(client, "plugins.ics")
    work()
    page = client.get(sent.location).text
    assert "5 things in the file are left out" in page
    assert "line 62" in page


def test_the_same_file_again_has_nothing_to_do(client, work):
    sign_in(client)
    for _ in range(2):
        sent = send(client, "drupal.html")
        work()
        page = client.get(sent.location).text
        if "Load the file" in page:
            client.submit(sent.location, button="Load the file")
            work()
    assert "and is not here already" in page


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("submissions.json", {}, "Give its title."),
        ("frab.json", {"file_kind": "ical"}, "There is no entry in this calendar."),
    ],
)
def test_what_cannot_be_read_is_said_at_once(client, name, fields, words):
    sign_in(client)
    answer = send(client, name, **fields)
    assert (answer.status_code, words in answer.text) == (422, True)


def test_an_officer_loads_into_the_own_programme_and_its_series(app, client, as_system, work):
    with transaction():
        own, other = add_programme(name="Own"), add_programme(name="Other")
        series, others = (
            add_series(title="Mine", programme=own),
            add_series(title="Theirs", programme=other),
        )
    keys = series.key, others.key, own.key
    sign_in(client, role=StaffRole.PROGRAMME_OFFICER, programme=own)
    page = client.get(PAGE).text
    assert [key in page for key in keys] == [True, False, True]
    assert send(client, "google.ics", series=keys[1]).status_code == 422
    sent = send(client, "google.ics", series=keys[0], kind="roundtable", zone="Asia/Seoul")
    work()
    client.submit(sent.location, button="Load the file")
    work()
    found = as_system.scalars(select(Event)).all()
    assert {(each.programme.name, each.series.title, each.kind) for each in found} == {
        ("Own", "Mine", "roundtable")
    }


@pytest.mark.parametrize("role", [StaffRole.READER, StaffRole.DESK, StaffRole.EVENT_COORDINATOR])
def test_who_may_not_load_files_finds_no_page(client, role):
    sign_in(client, role=role)
    assert client.get(PAGE).status_code == 404

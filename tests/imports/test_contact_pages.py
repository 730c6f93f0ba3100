"""Staff load a list of contacts: they say what its columns mean, see what it would do, and let it be done."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from sqlalchemy import select

from app.access.enforcement import viewing_as
from app.access.roles import StaffRole
from app.access.viewers import SYSTEM
from app.extensions import db
from app.imports.models import RememberedColumns
from app.infra.transaction import transaction
from app.people.models import Person
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.factories.programmes import add_programme

PAGE = "/staff/imports/contacts"
TEXT = "Name;Wo;E-Mail\nVera Kim;Institute A;v@example.org\nJonas Vik;;jonas@@example\n;;\n;Institute B;\n"
VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Vera Kim\r\nEMAIL:v@example.org\r\nEND:VCARD\r\n"


def send(client: CheckingClient, content: str | bytes = TEXT, name: str = "list.csv"):
    """Choose a file with this content and send it."""
    data = content.encode() if isinstance(content, str) else content
    return client.submit(PAGE, {"file": (io.BytesIO(data), name)}, button="Look at the file")


def names(app) -> list[str]:
    with app.app_context(), viewing_as(SYSTEM):
        return sorted(db.session.scalars(select(Person.display_name)))


def test_a_list_goes_from_choice_to_the_directory(app, client, work):
    sign_in(client)
    columns = send(client)
    assert columns.status_code == 303
    shown = client.get(columns.location)
    assert "3 contacts." in shown.text
    assert "is no e-mail address and was put into the notes" in shown.text

    named = client.submit(
        columns.location, {"column_1": "organisation"}, button="Show how it would land"
    )
    assert named.status_code == 303
    assert "Institute A" in client.get(named.location).text.partition("How the first rows")[2]

    checked = client.submit(named.location, button="Check the whole file")
    assert checked.status_code == 303
    work()
    report = client.get(checked.location)
    assert "Nothing is written yet" in report.text
    assert "There is neither a name nor an e-mail address." in report.text
    assert names(app) == []

    loading = client.submit(checked.location, button="Load the contacts")
    assert "Waiting for the worker" in client.get(loading.location).text
    work()
    assert "is in the directory now" in client.get(loading.location).text
    assert names(app) == ["Jonas Vik", "Vera Kim"]

    again = client.submit(send(client).location, button="Check the whole file")
    work()
    assert "There is nothing to load." in client.get(again.location).text


def test_what_columns_mean_is_remembered_for_the_next_file(app, client):
    sign_in(client)
    client.submit(send(client).location, {"column_1": "unit"}, button="Check the whole file")
    assert 'value="unit" selected' in client.get(send(client).location).text.replace(
        'selected value="unit"', 'value="unit" selected'
    )
    with app.app_context(), viewing_as(SYSTEM):
        assert db.session.scalars(select(RememberedColumns.meanings)).all() == [
            ["name", "unit", "email"]
        ]


def test_the_letters_can_be_chosen(client):
    sign_in(client)
    columns = send(client, "이름,소속\n김철수,통일연구원\n".encode("cp949"))
    assert "김철수" in client.get(columns.location).text
    as_western = client.get(f"{columns.location}?letters=cp1252")
    assert "±è" in as_western.text
    wrong = client.get(f"{columns.location}?letters=utf-8-sig")
    assert "cannot be read in these letters" in wrong.text
    assert "김철수" in wrong.text


def test_cards_need_no_columns(app, client, work):
    sign_in(client)
    columns = send(client, VCARD, "cards.vcf")
    assert "Cards say themselves what they mean." in client.get(columns.location).text
    checked = client.submit(columns.location, button="Check the whole file")
    work()
    client.submit(checked.location, button="Load the contacts")
    work()
    assert names(app) == ["Vera Kim"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"Name,E-mail\n", "There is nothing under the headings"),
        (b"Dear colleague,\nthank you.\nYours\n" * 3, "This is no table"),
        (b"%PDF-1.7 x", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0 old", "This is an older workbook"),
        (b"PK\x03\x04 broken", "This workbook is damaged"),
        (b"\x00\x01\x02\x03" * 9, "neither a CSV file nor a workbook"),
        (b"<html><table></table></html>", "This is a web page"),
        (b"BEGIN:VCARD\nFN:Vera", "part of the file is missing"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(client, content, words):
    sign_in(client)
    sent = send(client, content)
    assert (sent.status_code, words in sent.text) == (422, True)


def test_a_programme_officer_learns_what_is_theirs_to_load(app, client):
    with app.app_context(), viewing_as(SYSTEM), transaction():
        programme = add_programme()
    with app.app_context(), viewing_as(SYSTEM):
        sign_in(client, role=StaffRole.PROGRAMME_OFFICER, programme=db.session.merge(programme))
    assert "You may load files for some programmes only." in client.get("/staff/imports/").text


def test_a_file_is_its_senders_alone(client):
    sign_in(client)
    columns = send(client).location
    sign_in(client, name="Bo Other")
    assert client.get(columns).status_code == 404


def test_the_sample_shows_how_it_would_land(client):
    sign_in(client)
    content = (Path(__file__).parents[1] / "data" / "contacts.xlsx").read_bytes()
    page = client.get(send(client, content, "contacts.xlsx").location).text
    assert "124 contacts." in page
    assert "Dr. Pierre Journaud" in page

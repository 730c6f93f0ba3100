"""A forged form changes nothing."""

from __future__ import annotations

import re

import pytest
from flask_wtf.csrf import CSRFError

from app.extensions import db
from app.infra.transaction import refuse_writes, transaction
from tests.factories.accounts import sign_in

WRITING = {"POST", "PUT", "PATCH", "DELETE"}


def _example(argument: re.Match[str]) -> str:
    if words := re.match(r"<any\((\w+)", argument[0]):
        return words[1]
    return "1" if argument[0].startswith("<int") else "example"


def forms(app) -> list[tuple[str, str]]:
    """Every route that is not for reading alone, with an address that reaches it."""
    return [
        (method, re.sub(r"<[^>]*>", _example, rule.rule))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & WRITING)
    ]


def rows(session) -> dict[str, int]:
    """How many rows each table has."""
    connection = session.connection()
    return {
        table.name: connection.scalar(db.select(db.func.count()).select_from(table))
        for table in db.metadata.sorted_tables
    }


def test_no_form_is_accepted_without_its_token(app, client, as_system):
    """Signed in with every right, so that nothing but the token stands between."""
    sign_in(client)
    before = rows(as_system)
    targets = forms(app)
    answers = {target: client.open(target[1], method=target[0]).status_code for target in targets}
    assert len(targets) >= 10
    accepted = {target: status for target, status in answers.items() if status < 400}
    assert accepted == {}
    assert {status for status in answers.values() if status >= 500} == set()
    assert rows(as_system) == before


def test_a_view_that_checks_no_form_cannot_write_either(session):
    refuse_writes(CSRFError("forged"))
    with pytest.raises(CSRFError), transaction():
        pytest.fail("The transaction must not begin.")


def test_signing_out_needs_the_token(client):
    sign_in(client)
    answer = client.post("/account/sign-out")
    assert (answer.status_code, client.get("/account/").status_code) == (400, 200)


def test_the_token_of_another_browser_is_worth_nothing(client):
    other = client.application.test_client()
    token = other.get("/account/sign-in").text.split('name="csrf_token"')[1].split('value="')[1]
    sign_in(client)
    answer = client.post("/account/sign-out", data={"csrf_token": token.split('"')[0]})
    assert answer.status_code == 400


def test_a_form_keeps_what_was_typed_and_works_when_sent_once_more(client):
    sign_in(client)
    typed = {"name": "Bo Example", "email": "bo@example.org", "role": "desk", "scope": ""}
    answer = client.post("/staff/users/new", data=typed | {"csrf_token": "of yesterday"})
    assert answer.status_code == 422
    for kept in ('value="Bo Example"', 'value="bo@example.org"', '<option selected value="desk">'):
        assert kept in answer.text
    token = answer.text.rsplit('name="csrf_token"', 1)[1].split('value="')[1].split('"')[0]
    assert client.post("/staff/users/new", data=typed | {"csrf_token": token}).status_code == 303

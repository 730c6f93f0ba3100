"""Errors become pages."""

from __future__ import annotations

import pytest
from werkzeug.exceptions import HTTPException, abort

from app.access.doors import public
from app.core.errors import Closed, Conflict, DomainError, Full, InvalidInput, NotFound, Refused
from tests.pages import parse, text_of


def heading(answer) -> str:
    return text_of(next(iter(parse(answer.get_data(as_text=True)).iter("h1"))))


def answer_to(app, error: Exception):
    """What is answered when a view raises ``error``."""
    with app.test_request_context("/"):
        return app.make_response(app.handle_user_exception(error))


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (400, 400),
        (401, 404),
        (403, 404),
        (404, 404),
        (405, 405),
        (410, 410),
        (413, 413),
        (418, 418),
        (422, 422),
        (429, 429),
        (500, 500),
        (501, 501),
        (503, 503),
    ],
)
def test_an_http_error_is_a_page(app, status, shown):
    with pytest.raises(HTTPException) as raised:
        abort(status)
    answer = answer_to(app, raised.value)
    assert answer.status_code == shown
    assert heading(answer)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (DomainError, 400),
        (InvalidInput, 422),
        (Refused, 409),
        (Conflict, 409),
        (Full, 409),
        (Closed, 409),
    ],
)
def test_what_the_domain_refuses_keeps_its_sentence(app, kind, status):
    answer = answer_to(app, kind("%(name)s is <full>.", name="Room 101"))
    assert answer.status_code == status
    assert "Room 101 is &lt;full&gt;." in answer.get_data(as_text=True)


def test_not_allowed_and_not_there_are_told_alike(app):
    with pytest.raises(HTTPException) as forbidden:
        abort(403)
    answers = [answer_to(app, error) for error in (NotFound("secret"), forbidden.value)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.get_data() for answer in answers}) == 1


def test_an_unexpected_failure_says_nothing_of_itself(app, monkeypatch, caplog):
    def fail() -> str:
        raise RuntimeError("the secret reason")

    monkeypatch.setitem(app.view_functions, "accounts.sign_in", public(fail))
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = app.test_client().get("/account/sign-in")
    assert answer.status_code == 500
    assert "the secret reason" not in answer.text
    assert "the secret reason" in caplog.text


def test_a_page_that_is_only_for_sending_says_so(client):
    answer = client.get("/account/sign-out")
    assert (answer.status_code, heading(answer)) == (405, "This address works differently")

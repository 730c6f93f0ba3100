"""The headers of every kind of answer, and the cookie."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from app.factory import create_app
from app.web.security import HEADERS, POLICY
from tests.factories.accounts import sign_in

PAGES = {
    "a public page": ("/account/forgotten", 200),
    "a page for staff": ("/account/", 200),
    "a redirection": ("/account/sign-in?next=/account/", 302),
    "an error": ("/nothing-is-here", 404),
    "a page that is closed": ("/staff/users/nobody", 404),
    "a machine's answer": ("/healthz", 200),
    "a file": ("/static/css/public.css", 200),
}


@pytest.mark.parametrize(("path", "status"), PAGES.values(), ids=PAGES.keys())
def test_every_kind_of_answer_carries_the_headers(client, path, status):
    sign_in(client)
    answer = client.get(path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_a_refused_form_carries_the_headers_too(client):
    answer = client.post("/account/forgotten", data={})
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_nothing_inline_and_nothing_unsafe_is_allowed():
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY
    assert "frame-ancestors 'none'" in POLICY


@pytest.mark.parametrize("path", ["/account/sign-in", "/account/", "/nothing-is-here"])
def test_what_is_made_for_one_reader_is_kept_by_nobody(client, path):
    sign_in(client)
    assert client.get(path).headers["Cache-Control"] == "no-store"


@pytest.fixture
def public_app(settings):
    """Give the application as it runs behind HTTPS, on the same database."""
    return create_app(replace(settings, base_url="https://events.example.org"))


def test_over_https_the_cookie_is_bound_to_host_and_transport(public_app):
    answer = public_app.test_client().get("/account/sign-in", base_url="https://events.example.org")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-parley=")
    assert {part.strip() for part in cookie.split(";")[1:]} == {
        "Secure",
        "HttpOnly",
        "Path=/",
        "SameSite=Lax",
    }
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_on_ones_own_machine_the_cookie_works_without_https(client):
    cookie = client.get("/account/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("parley=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    "path",
    [
        "/staff/users/%00",
        "/account/sign-in?next=%00",
        "/account/sign-in?next=/&next=%00",
        "/archive/?q=a%00",
        "/events/x%0d%0aSet-Cookie:y/",
        "/programmes/A%0a",
    ],
)
def test_an_address_that_no_database_or_header_takes_is_that_of_nothing(client, path):
    sign_in(client)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"act": "accept\x00"},
        {"act": ["accept", "\x00"]},
        {"act\x00": "accept"},
        {"file": (b"name", "guests\x00.csv")},
    ],
    ids=["a field", "the second of one name", "a name", "a file's name"],
)
def test_a_form_with_what_no_database_takes_is_refused_in_words(client, sent):
    sign_in(client)
    data = {
        name: (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
        for name, value in sent.items()
    }
    answer = client.post("/account/forgotten", data=data)
    assert answer.status_code == 400
    assert "(NUL)" in answer.text

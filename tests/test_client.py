"""The client of the tests fills in forms as a browser does, and refuses what a visitor could not send."""

from __future__ import annotations

import pytest
from flask import Flask, request
from markupsafe import Markup

from tests.client import CheckingClient

PAGE = Markup("""<!doctype html>
<html lang="en"><head><title>Form</title></head><body><h1>Form</h1>
<form method="post" action="/echo">
<input type="hidden" name="token" value="secret">
<label>Name <input name="name" value="Ada"></label>
<label>Note <textarea name="note">
Two
lines</textarea></label>
<label>Kind <select name="kind"><option value="p">Panel</option><option value="r" selected>Round</option></select></label>
<label>Days <select name="days" multiple><option selected>Mon</option><option selected>Tue</option></select></label>
<label>Listed <input type="checkbox" name="listed" checked></label>
<label>Closed <input type="checkbox" name="closed"></label>
<label>Off <input name="off" value="x" disabled></label>
<button>Save</button></form>
<form method="post" action="/other"><button>Delete</button></form>
</body></html>""")


@pytest.fixture
def client() -> CheckingClient:
    """Give a client of a site with one page, since the real ones change."""
    site = Flask("site")
    site.testing = True
    site.test_client_class = CheckingClient
    site.add_url_rule("/form", view_func=lambda: PAGE, endpoint="form")
    site.add_url_rule(
        "/echo",
        view_func=lambda: request.form.to_dict(flat=False),
        endpoint="echo",
        methods=["POST"],
    )
    site.add_url_rule("/flawed", view_func=lambda: "<p>No page at all", endpoint="flawed")
    client = site.test_client()
    assert isinstance(client, CheckingClient)
    return client


def test_sends_what_a_browser_would_send(client: CheckingClient) -> None:
    sent = client.submit("/form", {"name": "Grace"}, button="Save").get_json()
    assert sent == {
        "token": ["secret"],
        "name": ["Grace"],
        "note": ["Two\nlines"],
        "kind": ["r"],
        "days": ["Mon", "Tue"],
        "listed": ["on"],
    }


def test_cannot_fill_in_a_field_that_is_not_there(client: CheckingClient) -> None:
    with pytest.raises(AssertionError, match="no field 'surname'"):
        client.submit("/form", {"surname": "Hopper"}, button="Save")


def test_must_say_which_of_two_forms_is_meant(client: CheckingClient) -> None:
    with pytest.raises(AssertionError, match="2 of 2 forms"):
        client.submit("/form")


def test_a_flawed_page_fails_the_test_that_opened_it(client: CheckingClient) -> None:
    with pytest.raises(AssertionError, match="not well-formed"):
        client.get("/flawed")

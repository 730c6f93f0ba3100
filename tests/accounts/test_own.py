"""A user's own account."""

from __future__ import annotations

from sqlalchemy import select

from app.access.roles import StaffRole
from app.accounts.models import LoginSession
from app.accounts.operations import tries
from app.infra.transaction import transaction
from tests.accounts.conftest import EMAIL
from tests.factories.accounts import PASSWORD, sign_in

PAGE = "/account/"
NEW = "a new and quite different password"


def signed_in_as_ada(client):
    browser = client.application.test_client()
    answer = browser.submit("/account/sign-in", {"email": EMAIL, "password": PASSWORD})
    assert answer.status_code == 303
    return browser


def test_a_user_sees_name_address_and_roles(client):
    sign_in(client, role=StaffRole.EVENT_COORDINATOR, name="Bo Example", email="bo@example.org")
    page = client.get(PAGE).text
    for shown in ("Bo Example", "bo@example.org", "Event coordinator, for everything"):
        assert shown in page


def test_another_browser_is_signed_out_from_here(client, ada):
    here, there = signed_in_as_ada(client), signed_in_as_ada(client)
    assert here.get(PAGE).text.count("/end") == 1
    key = here.get(PAGE).text.split("/account/sessions/")[1].split("/end")[0]
    fields = {"csrf_token": token_of(here)}
    assert here.post(f"/account/sessions/{key}/end", data=fields).location == PAGE
    assert there.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200


def token_of(browser) -> str:
    return browser.get(PAGE).text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def test_the_browser_of_somebody_else_cannot_be_signed_out(client, ada, as_system):
    theirs = signed_in_as_ada(client)
    key = as_system.scalars(select(LoginSession.key)).one()
    sign_in(client)
    answer = client.post(f"/account/sessions/{key}/end", data={"csrf_token": token_of(client)})
    assert answer.status_code == 404
    assert theirs.get(PAGE).status_code == 200


def change(browser, present=PASSWORD, new=NEW):
    fields = {"password": present, "new_password": new}
    return browser.submit(PAGE, fields, button="Change the password")


def test_changing_the_password_signs_out_everywhere_else(client, ada):
    here, there = signed_in_as_ada(client), signed_in_as_ada(client)
    assert change(here).location == PAGE
    assert here.get(PAGE).status_code == 200
    assert there.get(PAGE).status_code == 302
    answer = client.submit("/account/sign-in", {"email": EMAIL, "password": NEW})
    assert answer.status_code == 303


def test_changing_the_password_needs_the_present_one(client, ada):
    here = signed_in_as_ada(client)
    answer = change(here, present="a guess at the password")
    assert answer.status_code == 422
    assert "This is not your present password." in answer.text
    assert NEW not in answer.text


def test_the_present_password_cannot_be_guessed_without_end(client, ada):
    here = signed_in_as_ada(client)
    with client.application.app_context(), transaction():
        for _ in range(tries.SIGN_INS_TO_ADDRESS.tries):
            tries.may_try_password(EMAIL, "192.0.2.1")
    assert change(here).status_code == 429


def test_the_rules_for_passwords_hold_here_too(client, ada):
    here = signed_in_as_ada(client)
    assert change(here, new=EMAIL).status_code == 422
    assert change(here, new="short").status_code == 422


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(PAGE).location == "/account/sign-in?next=/account/"

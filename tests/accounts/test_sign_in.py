"""Signing in and out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update

from app.access.enforcement import viewing_as
from app.access.roles import Permission, StaffRole
from app.access.viewers import SYSTEM, StaffMember
from app.accounts import queries
from app.accounts.models import Grant, LoginSession, User
from app.accounts.operations import tries, users
from app.accounts.rules import SESSION_LIFE
from app.core.clock import now
from app.infra.transaction import transaction
from tests.accounts.conftest import EMAIL
from tests.databases import count_statements
from tests.factories.accounts import PASSWORD, sign_in
from tests.pages import parse

PAGE = "/account/sign-in"
WRONG = "Address and password do not belong together."


def typed(email=EMAIL, password=PASSWORD):
    return {"email": email, "password": password}


def csrf_token(client, page: str) -> str:
    fields = parse(client.get(page).text).iter("input")
    return next(field.get("value") for field in fields if field.get("name") == "csrf_token")


def is_signed_in(client) -> bool:
    return client.get("/account/").status_code == 200


def test_a_user_signs_in_with_address_and_password(client, ada):
    answer = client.submit(PAGE, typed(email="  ADA@example.org "))
    assert (answer.status_code, answer.location) == (303, "/staff/")
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "wrong horse battery staple"),
        ("nobody@example.org", PASSWORD),
        ("not an address", PASSWORD),
    ],
    ids=["wrong password", "unknown address", "no address"],
)
def test_whoever_fails_learns_nothing_about_who_exists(client, ada, email, password):
    answer = client.submit(PAGE, typed(email, password))
    assert answer.status_code == 422
    assert WRONG in answer.text
    assert f'value="{email}"' in answer.text
    assert password not in answer.text
    assert not is_signed_in(client)


def test_a_user_who_was_stopped_gets_the_same_answer(client, ada, as_system):
    with transaction():
        as_system.execute(update(User).values(active=False))
    answer = client.submit(PAGE, typed())
    assert (answer.status_code, WRONG in answer.text) == (422, True)


def test_a_user_without_a_password_cannot_sign_in(client, ada, as_system):
    with transaction():
        as_system.execute(update(User).values(password_hash=""))
    assert client.submit(PAGE, typed(password="")).status_code == 422
    assert client.submit(PAGE, typed(password="nobody's password")).status_code == 422


def test_after_too_many_tries_even_the_right_password_has_to_wait(client, ada):
    for _ in range(tries.SIGN_INS_TO_ADDRESS.tries):
        with client.application.app_context(), transaction():
            tries.may_try_password(EMAIL, "192.0.2.1")
    answer = client.submit(PAGE, typed())
    assert answer.status_code == 429
    assert f'value="{EMAIL}"' in answer.text
    assert PASSWORD not in answer.text
    assert not is_signed_in(client)


def test_unknown_addresses_are_limited_alike(client):
    for _ in range(tries.SIGN_INS_TO_ADDRESS.tries):
        with client.application.app_context(), transaction():
            tries.may_try_password("nobody@example.org", "192.0.2.1")
    assert client.submit(PAGE, typed("Nobody@example.org")).status_code == 429


def test_one_network_cannot_try_many_addresses(client, ada):
    for number in range(tries.SIGN_INS_FROM_NETWORK.tries):
        with client.application.app_context(), transaction():
            tries.may_try_password(f"{number}@example.org", "127.0.0.1")
    assert client.submit(PAGE, typed()).status_code == 429


def test_a_right_password_starts_the_count_anew(client, ada):
    for _ in range(tries.SIGN_INS_TO_ADDRESS.tries - 1):
        with client.application.app_context(), transaction():
            tries.may_try_password(EMAIL, "192.0.2.1")
    assert client.submit(PAGE, typed()).status_code == 303
    with client.application.app_context(), transaction():
        assert tries.may_try_password(EMAIL, "192.0.2.1")


def test_addresses_that_were_tried_are_not_collected(session):
    with transaction():
        tries.may_try_password(EMAIL, "192.0.2.1")
        kept = session.connection().exec_driver_sql("SELECT bucket FROM throttle").scalars().all()
    assert len(kept) == 2
    assert not any("example.org" in bucket for bucket in kept)


def test_signing_in_ends_the_session_that_the_browser_had(client, ada, as_system):
    sign_in(client, role=None)
    with client.session_transaction() as cookie:
        old_token = cookie["_user_id"]
        cookie["planted"] = "by somebody else"
    # The page leads on whoever is signed in, so the form is sent as if from an older tab.
    data = typed() | {"csrf_token": csrf_token(client, "/account/")}
    assert client.post(PAGE, data=data).status_code == 303
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != old_token
        assert "planted" not in cookie
    assert queries.staff_signed_in_by(old_token) is None


def test_signing_out_ends_the_session_even_for_a_kept_cookie(client, ada):
    client.submit(PAGE, typed())
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    assert client.submit("/account/", button="Sign out").location == PAGE
    with client.session_transaction() as cookie:
        assert "_user_id" not in cookie
        cookie.update(kept)
    assert not is_signed_in(client)


def test_a_session_runs_out(client, as_system):
    sign_in(client)
    with transaction():
        as_system.execute(update(LoginSession).values(expires_at=now()))
    assert not is_signed_in(client)
    assert timedelta(days=1) <= SESSION_LIFE <= timedelta(days=30)


def test_the_token_of_a_session_is_stored_nowhere(client, as_system):
    sign_in(client)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    stored = as_system.scalars(select(LoginSession.token_hash)).one()
    assert len(token) >= 43
    assert token not in stored
    assert len(stored) == 64


def test_a_user_who_is_stopped_is_out_with_the_next_request(client, as_system):
    viewer = sign_in(client)
    assert is_signed_in(client)
    with transaction():
        as_system.execute(update(User).where(User.id == viewer.user_id).values(active=False))
    assert not is_signed_in(client)


def test_a_role_counts_from_the_next_request_on(client, as_system):
    viewer = sign_in(client, role=StaffRole.READER)
    assert client.get("/staff/users/").status_code == 404
    with transaction():
        user = as_system.get(User, viewer.user_id)
        users.grant_role(user, role=StaffRole.ADMINISTRATOR)
    assert client.get("/staff/users/").status_code == 200
    with transaction():
        as_system.execute(delete(Grant).where(Grant.role == StaffRole.ADMINISTRATOR))
    assert client.get("/staff/users/").status_code == 404


def test_one_statement_tells_who_is_signed_in_with_all_roles(client, as_system):
    viewer = sign_in(client, role=StaffRole.READER)
    with transaction():
        users.grant_role(as_system.get(User, viewer.user_id), role=StaffRole.DESK)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    with count_statements() as statements:
        found = queries.staff_signed_in_by(token)
    assert isinstance(found, StaffMember)
    assert [grant.role for grant in found.grants] == [StaffRole.READER, StaffRole.DESK]
    assert found.reach(Permission.CHECK_IN).everywhere
    assert len(statements) == 1


def test_of_a_visitor_the_database_is_asked_nothing(client):
    client.get(PAGE)
    with count_statements() as statements:
        client.get(PAGE)
    assert statements == []


def test_a_damaged_cookie_is_that_of_a_visitor(client):
    client.set_cookie("parley", "damaged")
    assert client.get(PAGE).status_code == 200
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "guessed"
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        ("/staff/events/?q=a", "/staff/events/?q=a"),
        ("https://evil.example/", "/staff/"),
        ("//evil.example", "/staff/"),
    ],
)
def test_signing_in_leads_on_within_this_site_only(client, ada, wanted, location):
    answer = client.get(PAGE, query_string={"next": wanted})
    assert answer.status_code == 200
    assert client.submit(f"{PAGE}?next={wanted}", typed()).location == location
    assert client.get(PAGE, query_string={"next": wanted}).location == location


def test_whoever_has_to_sign_in_first_comes_back_afterwards(client, ada):
    sent_away = client.get("/account/?from=mail")
    assert sent_away.location == "/account/sign-in?next=/account/?from%3Dmail"
    assert client.submit(sent_away.location, typed()).location == "/account/?from=mail"


def test_a_form_that_was_open_for_too_long_keeps_what_was_typed(client, ada):
    answer = client.post(PAGE, data=typed() | {"csrf_token": "of another day"})
    assert answer.status_code == 422
    assert "send it once more" in answer.text
    assert f'value="{EMAIL}"' in answer.text
    assert not is_signed_in(client)


def test_sessions_are_seen_by_their_owner_and_nobody_else(client, session):
    ada, bo = sign_in(client, role=None), sign_in(client)
    counted = {}
    for viewer in (ada, bo, SYSTEM):
        with viewing_as(viewer):
            counted[viewer] = session.scalar(select(func.count()).select_from(LoginSession))
    assert counted == {ada: 1, bo: 1, SYSTEM: 2}
    assert session.scalar(select(func.count()).select_from(LoginSession)) == 0

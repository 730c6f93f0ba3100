"""A forgotten password, and the first one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from app.access.roles import StaffRole
from app.accounts.models import AccountToken, User
from app.accounts.operations import tries
from app.accounts.operations.passwords import LinkOver, set_password_by_link
from app.accounts.rules import LINK_LIFE
from app.core.clock import now
from app.infra.transaction import transaction
from app.web.mail import Rendered
from tests.accounts.conftest import EMAIL
from tests.factories.accounts import PASSWORD, sign_in

ASK = "/account/forgotten"
NEW = "a new and quite different password"


@pytest.fixture
def link(client, ada, letters) -> str:
    """Give the path of the link that Ada got."""
    client.submit(ASK, {"email": EMAIL})
    return path_in(letters()[-1].body_text)


def path_in(text: str) -> str:
    found = re.search(r"http://localhost(/account/password/\S+)", text)
    assert found
    return found[1]


def signs_in_with(client, password: str) -> bool:
    answer = client.submit("/account/sign-in", {"email": EMAIL, "password": password})
    return answer.status_code == 303


def test_a_forgotten_password_is_replaced_by_a_link_in_a_letter(client, link, letters):
    assert letters()[-1].to_address == EMAIL
    assert client.submit(link, {"new_password": NEW}).location == "/account/sign-in"
    assert signs_in_with(client, NEW)


def test_the_former_password_is_worth_nothing(client, link):
    client.submit(link, {"new_password": NEW})
    assert not signs_in_with(client, PASSWORD)


def test_asking_says_nothing_about_who_exists(client, ada, letters):
    answers = {
        email: client.submit(ASK, {"email": email}) for email in (EMAIL, "nobody@example.org")
    }
    known, unknown = answers.values()
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert client.get(known.location).status_code == 200
    assert [letter.to_address for letter in letters()] == [EMAIL]


def test_a_user_who_was_stopped_gets_no_letter(client, ada, as_system, letters):
    with transaction():
        as_system.execute(update(User).values(active=False))
    assert client.submit(ASK, {"email": EMAIL}).location == f"{ASK}/sent"
    assert letters() == []


def test_opening_the_link_changes_nothing(client, link, as_system):
    # Scanners open every link of a mail, often more than once.
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert as_system.scalars(select(AccountToken.used_at)).all() == [None]
    assert client.submit(link, {"new_password": NEW}).status_code == 303


def test_the_link_works_once(client, link):
    client.submit(link, {"new_password": NEW})
    assert client.get(link).status_code == 410
    assert client.post(link, data={"new_password": "yet another password"}).status_code == 410
    assert signs_in_with(client, NEW)


def test_of_two_at_once_only_one_sets_the_password(client, link, as_system):
    token = link.rpartition("/")[2]
    user_id = as_system.scalars(select(User.id)).one()
    nothing = Rendered("", "", "")
    with transaction():
        set_password_by_link(user_id, token=token, password_hash="first", notice=nothing)
    with pytest.raises(LinkOver), transaction():
        set_password_by_link(user_id, token=token, password_hash="second", notice=nothing)
    assert as_system.scalars(select(User.password_hash)).one() == "first"


def test_the_link_runs_out_after_two_hours(client, link):
    assert timedelta(hours=2) == LINK_LIFE
    with time_machine.travel(now() + LINK_LIFE - timedelta(minutes=1)):
        assert client.get(link).status_code == 200
    with time_machine.travel(now() + LINK_LIFE):
        assert client.get(link).status_code == 410
        assert client.post(link, data={"new_password": NEW}).status_code == 410


def test_a_password_that_cannot_be_taken_leaves_the_link_usable(client, link):
    answer = client.submit(link, {"new_password": "short"})
    assert answer.status_code == 422
    assert "at least 12 characters" in answer.text
    assert client.submit(link, {"new_password": EMAIL}).status_code == 422
    assert client.submit(link, {"new_password": NEW}).status_code == 303


def test_a_new_password_ends_every_session_and_every_other_link(client, ada, letters, link):
    elsewhere = client.application.test_client()
    assert signs_in_with(elsewhere, PASSWORD)
    client.submit(ASK, {"email": EMAIL})
    other_link = path_in(letters()[-1].body_text)
    client.submit(link, {"new_password": NEW})
    assert elsewhere.get("/account/").status_code == 302
    assert client.get(other_link).status_code == 410


def test_the_owner_is_told_that_the_password_was_set(client, link, letters):
    client.submit(link, {"new_password": NEW})
    letter = letters()[-1]
    assert (letter.to_address, "was set" in letter.subject) == (EMAIL, True)
    assert "/account/password/" not in letter.body_text + letter.body_html


def test_links_are_stored_as_hashes(link, as_system):
    token = link.rpartition("/")[2]
    stored = as_system.scalars(select(AccountToken.token_hash)).one()
    assert len(token) >= 43
    assert token not in stored


def test_too_many_letters_to_one_address_are_refused_and_the_address_kept(client, ada, letters):
    for _ in range(tries.LINKS_TO_ADDRESS.tries):
        assert client.submit(ASK, {"email": EMAIL}).status_code == 303
    answer = client.submit(ASK, {"email": EMAIL})
    assert (answer.status_code, f'value="{EMAIL}"' in answer.text) == (429, True)
    assert len(letters()) == tries.LINKS_TO_ADDRESS.tries


def test_what_is_no_address_is_refused_beside_the_field(client):
    answer = client.submit(ASK, {"email": "ada at example"})
    assert answer.status_code == 422
    assert "not an e-mail address" in answer.text
    assert 'value="ada at example"' in answer.text


def test_a_new_user_sets_the_first_password_by_the_same_kind_of_link(client, letters):
    sign_in(client, email="chief@example.org")
    fields = {"name": "Ada Example", "email": EMAIL, "role": StaffRole.READER.value}
    client.submit("/staff/users/new", fields, button="Make the user")
    visitor = client.application.test_client()
    link = path_in(letters()[-1].body_text)
    assert visitor.submit(link, {"new_password": NEW}).status_code == 303
    assert signs_in_with(visitor, NEW)

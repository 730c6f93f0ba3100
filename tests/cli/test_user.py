"""``parley user``."""

from __future__ import annotations

import re

import pytest

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.accounts import passwords, queries
from app.cli.user import command
from tests.factories.accounts import PASSWORD, sign_in

EMAIL = "ada@example.org"


@pytest.fixture
def run(app):
    """Run ``parley user`` with these words and give what it answers."""
    runner = app.test_cli_runner()
    return lambda *words, **given: runner.invoke(command, words, **given)


def test_a_user_is_made_with_a_password_from_standard_input(run, app):
    result = run("add", EMAIL, "--name", "Ada", "--password-stdin", input=f"{PASSWORD}\n")
    assert (result.exit_code, result.output) == (0, f"{EMAIL} may sign in as administrator.\n")
    with app.app_context():
        found = queries.credentials_of(EMAIL)
    assert found is not None
    assert passwords.is_right(PASSWORD, found.password_hash)


def test_without_a_password_a_link_to_set_one_is_printed(run, client):
    result = run("add", EMAIL, "--name", "Ada", "--role", "reader")
    link = re.search(r"http://localhost(/account/password/\S+)", result.output)
    assert link
    assert client.submit(link[1], {"new_password": PASSWORD}).status_code == 303


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (("add", "ada", "--name", "Ada"), "", "must have an @-sign"),
        (("add", EMAIL, "--name", "Ada", "--password-stdin"), "short\n", "at least 12 characters"),
        (("add", EMAIL, "--name", "Ada", "--role", "emperor"), "", "is not one of"),
        (("disable", "nobody@example.org"), "", "No user has the address nobody@example.org."),
    ],
    ids=["no address", "no password", "no such role", "no such user"],
)
def test_what_cannot_be_done_is_said(run, words, given, said):
    result = run(*words, input=given)
    assert result.exit_code != 0
    assert said in result.output


def test_an_address_is_taken_once(run):
    assert run("add", EMAIL, "--name", "Ada").exit_code == 0
    assert "a user already" in run("add", EMAIL.upper(), "--name", "Ada").output


def test_users_are_listed_with_standing_and_roles(run):
    run("add", EMAIL, "--name", "Ada Example", "--role", "reader")
    assert run("list").output == f"{EMAIL}\tAda Example\tactive\treader\n"


def test_a_disabled_user_is_signed_out(run, client):
    sign_in(client, email="chief@example.org")
    browser = client.application.test_client()
    sign_in(browser, email=EMAIL)
    assert run("disable", EMAIL).exit_code == 0
    assert browser.get("/account/").status_code == 302
    assert f"{EMAIL}\tAda Example\tstopped" in run("list").output


def test_the_last_administrator_cannot_be_disabled(run, app):
    run("add", EMAIL, "--name", "Ada")
    assert "Somebody has to be administrator" in run("disable", EMAIL).output
    with app.app_context(), viewing_as(SYSTEM):
        assert queries.user_by_email(EMAIL).active

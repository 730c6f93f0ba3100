"""Roles bounded by a programme or an event."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.access.roles import StaffRole
from app.accounts.models import Grant
from app.infra.transaction import transaction
from tests.factories.accounts import add_user, sign_in
from tests.factories.events import add_event
from tests.factories.programmes import add_programme


@pytest.fixture
def page(as_system) -> str:
    """Give the address of a user without roles; there are a programme and two events."""
    with transaction():
        add_programme(name="Northeast Asia")
        add_event(title="An open panel")
        add_event(title="A dialogue (closed)", confidential=True)
        return f"/staff/users/{add_user(name='Bo Example').key}"


def option(html: str, title: str) -> str:
    """The value of the choice with that title."""
    return (
        html.split(f">{title}</option>", maxsplit=1)[0]
        .rsplit('value="', 1)[1]
        .split('"', maxsplit=1)[0]
    )


@pytest.mark.parametrize("title", ["Northeast Asia", "An open panel"])
def test_a_role_is_given_for_one_programme_or_one_event(client, page, as_system, title):
    sign_in(client)
    scope = option(client.get(page).text, title)
    answer = client.submit(page, {"role-role": "desk", "role-scope": scope}, button="Give the role")
    assert answer.status_code == 303
    assert f"Desk, for {title}" in client.get(page).text
    grant = as_system.scalars(select(Grant).where(Grant.role == StaffRole.DESK)).one()
    assert grant.is_bounded


def test_a_confidential_event_is_not_named_to_an_administrator(client, page):
    sign_in(client)
    assert "(closed)" not in client.get(page).text


def test_an_administrator_cannot_be_one_for_a_programme(client, page):
    sign_in(client)
    scope = option(client.get(page).text, "Northeast Asia")
    answer = client.submit(
        page, {"role-role": "administrator", "role-scope": scope}, button="Give the role"
    )
    assert (answer.status_code, "is one for everything" in answer.text) == (409, True)

"""Signing in and out."""

from __future__ import annotations

from app.access.enforcement import viewing_as
from app.access.roles import Permission, StaffRole
from app.access.viewers import SYSTEM
from app.accounts import passwords
from app.infra.transaction import transaction
from tests.factories.accounts import PASSWORD, add_user, sign_in


def test_a_user_signs_in_with_address_and_password(client, session):
    hashed = passwords.hash_password(PASSWORD)
    with viewing_as(SYSTEM), transaction():
        add_user(email="Ada@Example.org", password_hash=hashed)
    answer = client.submit("/account/sign-in", {"email": " ada@example.ORG", "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/staff/")
    assert client.post("/account/sign-out").status_code == 400


def test_helper(client):
    viewer = sign_in(client, role=StaffRole.READER)
    assert viewer.reach(Permission.READ).everywhere
    assert client.get("/account/sign-in").status_code == 302

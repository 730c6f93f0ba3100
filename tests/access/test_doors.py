"""Closed unless opened."""

from __future__ import annotations

import pytest
from flask import Flask

from app.access.doors import RouteWithoutDoor, public, require_doors, staff
from app.access.roles import PERMITS, Permission, StaffRole
from tests.factories.accounts import sign_in


def test_a_route_without_a_door_stops_the_start():
    app = Flask(__name__)
    app.add_url_rule("/open", view_func=public(lambda: "open"), endpoint="open")
    require_doors(app)
    app.add_url_rule("/forgotten", view_func=lambda: "", endpoint="forgotten")
    with pytest.raises(RouteWithoutDoor, match="forgotten"):
        require_doors(app)


@pytest.mark.parametrize("permission", list(Permission))
def test_a_door_carries_its_permission(permission):
    assert staff(permission)(lambda: "").door.permission is permission


@pytest.mark.parametrize("role", list(StaffRole))
def test_the_pages_of_administrators_open_to_nobody_else(client, role):
    sign_in(client, role=role)
    found = client.get("/staff/users/").status_code == 200
    assert found is (Permission.ADMINISTER in PERMITS[role])


def test_a_closed_door_looks_like_no_page_at_all(client):
    sign_in(client, role=StaffRole.READER)
    closed, missing = client.get("/staff/users/"), client.get("/staff/nothing-is-here/")
    assert (closed.status_code, missing.status_code) == (404, 404)
    assert closed.data == missing.data


def test_a_form_that_a_visitor_sends_is_not_repeated_after_signing_in(client):
    assert client.post("/staff/users/new").location == "/account/sign-in"


def test_the_menu_shows_what_opens(client):
    sign_in(client, role=StaffRole.READER)
    assert "/staff/users/" not in client.get("/account/").text
    sign_in(client, role=StaffRole.ADMINISTRATOR)
    assert 'href="/staff/users/"' in client.get("/account/").text

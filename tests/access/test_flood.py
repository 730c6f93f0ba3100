"""A limit on what one network may send without having signed in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.extensions import limiter
from tests.factories.accounts import sign_in

PAGE = "/account/forgotten"


@pytest.fixture
def limited(app, monkeypatch):
    """Allow three forms a minute, counted from nothing."""
    monkeypatch.setitem(
        app.extensions, "settings", replace(app.extensions["settings"], flood_limit="3 per minute")
    )
    with app.app_context():
        limiter.reset()
    yield
    with app.app_context():
        limiter.reset()


def send(client, address="192.0.2.1") -> int:
    answer = client.post(PAGE, data={}, environ_base={"REMOTE_ADDR": address})
    return answer.status_code


def test_a_flood_from_one_network_is_stopped(client, limited):
    assert [send(client) for _ in range(4)] == [422, 422, 422, 429]


def test_other_networks_are_not_stopped_with_it(client, limited):
    for _ in range(4):
        send(client)
    assert send(client, "192.0.2.2") == 422


def test_addresses_of_one_ipv6_network_count_as_one(client, limited):
    answers = [send(client, f"2001:db8::{number}") for number in range(4)]
    assert answers == [422, 422, 422, 429]
    assert send(client, "2001:db8:0:1::1") == 422


def test_reading_is_not_limited(client, limited):
    assert {client.get(PAGE).status_code for _ in range(5)} == {200}


def test_staff_are_not_limited(client, limited):
    sign_in(client)
    assert {client.post(PAGE, data={}).status_code for _ in range(5)} == {422}

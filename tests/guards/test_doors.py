"""The doors: every address says who may open it, and to everyone else it is as if nothing were there."""

from __future__ import annotations

from re import sub

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.access.doors import Door, door_of
from app.access.roles import PERMITS, StaffRole
from app.infra.transaction import transaction
from tests.client import CheckingClient
from tests.factories.accounts import sign_in
from tests.guards.guessing import addresses
from tests.guards.planting import NEVER_PLANTED
from tests.guards.reading import Reader, failures, fingerprints, written_since
from tests.guards.route_list import ROUTES
from tests.guards.world import EXAMPLES, World

LISTED = {
    (line[:4].strip(), line[5:].strip()): who
    for who, block in ROUTES.items()
    for line in (each.strip() for each in block.splitlines())
    if line
}


def words_for(door: Door | None) -> str:
    """Return how the list names a door."""
    if door is None:
        return "nobody"
    if door.public:
        return "public"
    return door.permission.value if door.permission else "signed in"


def routes(app: Flask) -> dict[tuple[str, str], str]:
    """Return every method and rule of ``app``, and the words for its door."""
    return {
        (method, rule.rule): words_for(door_of(app, rule.endpoint))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def closed(app: Flask) -> list[tuple[str, str, str]]:
    """Return method, address and the words for the door of all that is not public."""
    return sorted(
        (method, rule, words) for (method, rule), words in routes(app).items() if words != "public"
    )


def made_up(rule: str) -> str:
    """Return an address of ``rule`` that names nothing there is."""
    numbers = sub(r"<int:\w+>", "1", rule)
    chosen = sub(r"<any\((\w+)[^)]*\):\w+>", r"\1", numbers)
    return sub(r"<[^>]+>", NEVER_PLANTED, chosen)


def test_every_address_stands_in_the_list(house) -> None:
    app, _database = house("sqlite")
    there = routes(app)
    advice = "Say in tests/guards/route_list.py who may open it."
    assert {route: who for route, who in there.items() if LISTED.get(route) != who} == {}, advice
    assert LISTED.keys() - there.keys() == set(), "It is gone: strike it from route_list.py."


def test_a_visitor_is_sent_to_sign_in(client: CheckingClient, app: Flask) -> None:
    answers = {
        (method, rule): client.open(made_up(rule), method=method)
        for method, rule, _words in closed(app)
    }
    assert {
        route: answer.location
        for route, answer in answers.items()
        if answer.status_code != 302 or not answer.location.startswith("/account/sign-in")
    } == {}


@pytest.mark.parametrize("role", StaffRole)
def test_what_a_role_does_not_permit_is_as_if_missing(
    client: CheckingClient, app: Flask, role: StaffRole
) -> None:
    sign_in(client, role=role)
    allowed = {"signed in", *PERMITS[role]}
    nothing = client.get(f"/staff/{NEVER_PLANTED}")
    assert nothing.status_code == 404
    told_apart = [
        f"{method} {rule}"
        for method, rule, words in closed(app)
        if words not in allowed and not alike(client.open(made_up(rule), method=method), nothing)
    ]
    assert told_apart == []


def alike(answer: TestResponse, nothing: TestResponse) -> bool:
    """Whether the answer says no more than that there is nothing."""
    return (answer.status, answer.text) == (nothing.status, nothing.text)


def test_reading_writes_nothing_and_never_fails(
    app: Flask, one_moment: None, as_system: object
) -> None:
    """For whoever may read everything and change nothing; the leak guards see to all the others."""
    world = World(EXAMPLES)
    with transaction():
        world.plant_open()
        world.plant_secret()
    reader = Reader(app)
    sign_in(reader.browser, role=StaffRole.READER)
    before_reading = fingerprints()
    site = reader.crawl(addresses(app, world, ["public", "closed session"]))
    assert written_since(before_reading) == []
    assert failures(site.values()) == []
    assert {reading.code for reading in site.values()} >= {200, 404}

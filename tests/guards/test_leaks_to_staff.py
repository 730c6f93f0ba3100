"""The leak guard within the house: staff learn nothing of what is out of their reach."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask

from app.access.roles import StaffRole
from app.extensions import Base
from app.infra.transaction import transaction
from tests.factories.accounts import sign_in
from tests.guards.guessing import addresses, guesses, leaks, searches, told_apart
from tests.guards.planting import Place, plant
from tests.guards.reading import Reader, failures, fingerprints, written_since
from tests.guards.world import EXAMPLES, World

PLACES = frozenset({"user_account", "venue", "room"})
DIRECTORY = PLACES | {
    "organisation",
    "organisation_name",
    "programme",
    "programme_text",
    "strand",
    "topic",
    "region",
}
PERSONS = DIRECTORY | {
    "affiliation",
    "biography",
    "duplicate_suggestion",
    "email_address",
    "head_shot",
    "name_variant",
    "person",
    "person_dossier",
    "person_merge",
    "person_search",
    "phone",
}
"""What everybody knows who may seat people. What a person needs is not among it."""
NOBODYS = frozenset({"job", "upload", "answer", "throttle", "login_session", "account_token"})
OF_AN_EVENT = frozenset({"event", "series", "audit_entry", "outbox_mail"}) | {
    table.name
    for table in Base.metadata.sorted_tables
    if {"event_id", "participation_id"} & set(table.columns.keys())
}


@dataclass(frozen=True)
class Outsider:
    """A member of staff for whom something is out of reach, and the tables that are not."""

    role: StaffRole
    scope: str
    knows: frozenset[str]

    def __str__(self) -> str:
        return f"{self.role} of {self.scope}"

    def must_not_know(self, place: Place) -> bool:
        """Whether the words at ``place`` are out of reach."""
        if place.table in self.knows:
            return False
        if self.scope != "everything" or place.table in NOBODYS:
            return True
        return place.scenario.startswith("confidential") and place.table in OF_AN_EVENT

    def must_not_know_of_the_confidential(self, place: Place) -> bool:
        """Whether the words at ``place`` are out of reach of everyone who was not let in."""
        return place.scenario == "confidential" and self.must_not_know(place)


OUTSIDERS = (
    Outsider(StaffRole.DESK, "another event", PLACES),
    Outsider(StaffRole.EVENT_COORDINATOR, "another event", DIRECTORY),
    Outsider(StaffRole.PROGRAMME_OFFICER, "another programme", PERSONS),
    Outsider(StaffRole.ADMINISTRATOR, "everything", PERSONS),
)


@pytest.fixture
def examples(one_moment: None, as_system: object) -> tuple[World, dict[str, Base]]:
    """Give a world, and in it an own private event to let a member of staff in to."""
    world, own = World(EXAMPLES), dict[str, Base]()
    words = world.open_words("own")
    with transaction():
        world.plant_open()
        world.plant_secret()
        for table in ("programme", "person", "event", "event_session", "participation"):
            own[table] = plant(table, own, words)
    return world, own


@pytest.mark.parametrize("outsider", OUTSIDERS, ids=str)
def test_what_is_out_of_reach_leaves_no_trace(
    app: Flask, examples: tuple[World, dict[str, Base]], outsider: Outsider
) -> None:
    world, own = examples
    reader = Reader(app)
    sign_in(
        reader.browser,
        role=outsider.role,
        event=own["event"] if outsider.scope == "another event" else None,
        programme=own["programme"] if outsider.scope == "another programme" else None,
    )
    before_reading = fingerprints()
    site = reader.crawl(addresses(app, world, ["own", "public"])).values()
    assert written_since(before_reading) == []
    assert failures(site) == []
    assert any("/staff/" in reading.url and reading.code == 200 for reading in site)
    assert leaks(site, world, outsider.must_not_know) == []
    asked = [
        *guesses(app, world, outsider.must_not_know),
        *searches(app, site, world, outsider.must_not_know_of_the_confidential, naming="key"),
    ]
    assert told_apart(reader, asked, world) == []

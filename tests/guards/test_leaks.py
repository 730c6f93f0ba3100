"""The leak guard: what is private leaves no trace outside.

A world is planted in which every text column of everything private holds a word that stands
nowhere else. Then the site is read as a visitor: each address, each link, each filter, each
search, each guess. The words must not come back, in whatever form, and the site must read as
if the private things did not exist.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import true

from app.access import enforcement
from app.events.models import Event
from app.extensions import Base, db
from app.infra.tokens import token_hash
from app.infra.transaction import transaction
from app.participation.models import Participation, ParticipationRole
from app.people.models import Person
from app.programmes.models import Series
from tests.guards.guessing import (
    addresses,
    differences,
    guesses,
    leaks,
    searches,
    told_apart,
)
from tests.guards.planting import (
    FAR_AWAY,
    ZONES,
    Place,
    is_text,
    models,
    plain_words,
    plant,
)
from tests.guards.reading import (
    Question,
    Reader,
    Reading,
    failures,
    filled,
    fingerprints,
    questions,
    readable_rules,
    written_since,
)
from tests.guards.world import ALWAYS_OPEN, World

PUBLIC_PAGES = (
    "/",
    "/events/",
    "/archive/",
    "/archive/figures",
    "/programmes/",
    "/search",
    "/publications/",
    "/feeds/events.atom",
    "/feeds/events.ics",
    "/sitemap.xml",
    "/sitemaps/pages.xml",
    "/sitemaps/people.xml",
)
"""Pages without which the guard would have read next to nothing."""

REFERENCES = {
    "audit_entry.thing",
    "audit_entry.thing_key",
    "outbox_mail.about",
    # How a game stands, in keys, numbers and times.
    "game.clock",
    "game_snapshot.state",
}
"""Text columns that hold the name of something else, and so no words of their own."""


def anything(place: Place) -> bool:
    """A visitor may know nothing of what was planted."""
    del place
    return True


def whole_site(app: Flask, world: World) -> dict[str, Reading]:
    """Read everything that a visitor can come upon."""
    known = addresses(app, world, world.rows, public_only=True)
    return Reader(app).crawl([*PUBLIC_PAGES, *known])


def test_every_text_column_of_every_table_is_planted(world: World) -> None:
    """All but those of the index, which is filled by what is written elsewhere."""
    planted = {f"{place.table}.{place.column}" for place in world.sentinels.places.values()}
    columns = {
        str(column)
        for table in Base.metadata.sorted_tables
        if table.name not in ALWAYS_OPEN and table.name in models()
        for column in table.columns
        if is_text(column) and column.name not in ZONES
    }
    assert planted | REFERENCES == columns | REFERENCES


def test_the_public_site_reads_as_if_nothing_private_existed(app: Flask, open_world: World) -> None:
    before = whole_site(app, open_world)
    assert unread(before, open_world) == []
    with transaction():
        open_world.plant_secret()
    before_reading = fingerprints()
    after = whole_site(app, open_world)
    assert written_since(before_reading) == []
    assert failures(after.values()) == []
    assert leaks(after.values(), open_world, anything) == []
    assert [url for url, reading in after.items() if FAR_AWAY in reading.text] == []
    assert sorted(after) == sorted(before)
    assert [line for url in before for line in differences(before[url], after[url])] == []
    # Asking for the private is asking for nothing.
    site = after.values()
    assert Question("/archive/", "q", free=True) in questions(site)
    asked = searches(app, site, open_world, anything, naming="slug")
    assert told_apart(Reader(app), asked, open_world) == []


def unread(site: Mapping[str, Reading], world: World) -> list[str]:
    """Return what a visitor should have come upon, and did not."""
    text = "\n".join(reading.text for reading in site.values())
    words = (
        *world.known_words("event", "title"),
        *world.known_words("participation", "billing_name"),
    )
    return [
        *(url for url in PUBLIC_PAGES if site[url].code != 200),
        *(word for word in words if word not in text),
    ]


def test_a_guess_finds_what_a_missing_thing_is(app: Flask, world: World) -> None:
    guessed = guesses(app, world, anything, public_only=True)
    assert told_apart(Reader(app), guessed, world) == []


def test_a_guest_by_link_learns_of_the_own_event_alone(app: Flask, world: World) -> None:
    own = "closed session"
    with transaction():
        words = plain_words("guest", world.numbers)
        facts = {"token_hash": token_hash("token-of-a-guest"), "email": "guest@example.org"}
        plant("registration", world.rows[own], words, facts)
    pages = [
        filled(app, rule, dict.fromkeys(rule.arguments, "token-of-a-guest"))
        for rule, _door in readable_rules(app)
        if "registrations" in rule.rule
    ]
    site = Reader(app).crawl([url for url in pages if url])
    assert site["/registrations/token-of-a-guest"].code == 200

    def not_the_way_in(place: Place) -> bool:
        return (place.table, place.scenario) != ("join_link", own)

    assert leaks(site.values(), world, not_the_way_in) == []


@pytest.mark.parametrize(
    "models",
    [[Event], [Series], [Participation, ParticipationRole, Person]],
    ids=lambda models: models[0].__name__,
)
def test_the_guard_notices_a_table_left_open(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, models: list[type[Base]]
) -> None:
    for model in models:
        monkeypatch.setitem(enforcement.PREDICATES, model, lambda viewer: true())
    forget_predicates()
    try:
        known = addresses(app, world, world.rows, public_only=True)
        site = Reader(app).wander([*known, *PUBLIC_PAGES])
        # The first leak is enough.
        assert any(leaks([reading], world, anything) for reading in site)
    finally:
        forget_predicates()


def forget_predicates() -> None:
    """Predicates are kept for each viewer, and statements as they were compiled with them."""
    enforcement._predicates.cache_clear()
    enforcement._rules.cache_clear()
    db.engine.clear_compiled_cache()

"""Whoever comes by an invitation or as a focal point sees their own, and else what a visitor sees."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect
from sqlalchemy.orm import Session, scoped_session

from app.access.enforcement import viewing_as
from app.access.viewers import ANONYMOUS, TokenHolder, Viewer
from app.core.clock import now
from app.extensions import Base, db
from app.games.rules import ItemKind, Sight
from app.infra.transaction import transaction
from app.invitations.rules import Scope
from app.participation.rules import Role, SeatState
from tests.guards.planting import models, plant
from tests.guards.world import EXAMPLES, World, attach

Row = tuple[str, object]

OF_EVENT = frozenset(
    {
        "event",
        "event_notice",
        "event_session",
        "former_slug",
        "invitation_settings",
        "previous_date",
    }
)
"""Tables of the private event of which whoever holds a link sees a row more than a visitor."""

OWN = frozenset(
    {
        "companion",
        "consent",
        "invitation",
        "invitation_reply",
        "participation",
        "participation_role",
        "person",
        "seat_proposal",
    }
)
"""What an invited guest sees of their own seat."""

GAME = frozenset({"game", "game_team", "game_role", "game_move"})
"""What everybody sees who plays: who plays, and the moves that were opened."""

PLAYED = frozenset(
    {
        "game_casting",
        "game_delivery",
        "game_draft",
        "game_file",
        "game_indicator",
        "game_item",
        "game_presence",
        "game_reading",
        "game_secret_brief",
    }
)
"""What a player sees of the own team, role and seat."""

TEAMS = frozenset({"game_team", "game_role"})
"""What a player sees of the other team."""

JOINS = frozenset({"join_link"})
"""What a guest sees who has accepted."""

SIDE = frozenset({"delegation", "nomination_link"})
"""What a focal point sees: no seat, and no person."""


@pytest.fixture
def world(one_moment: None, as_system: scoped_session[Session]) -> World:
    """Plant the examples, and beside the guest of the private event another one with all they have."""
    world = World(EXAMPLES)
    with transaction():
        world.plant_open()
        world.plant_secret()
        world.rows["somebody else"] = beside(world)
    return world


def beside(world: World) -> dict[str, Base]:
    """Give the private event a second guest, in a second delegation and team, invited alike."""
    words = world.sentinels.planted_in("somebody else at the same event")
    anchors = {
        name: world.rows["unpublished"][name]
        for name in ("event", "programme", "series", "game")
        if name in world.rows["unpublished"]
    }
    planted: dict[str, Base] = {}
    for table, facts in (
        ("person", {}),
        ("delegation", {}),
        ("participation", {"state": SeatState.ACCEPTED, "billed_at": now(), "session_id": None}),
        ("participation_role", {"role": Role.PANELLIST}),
        ("person_needs", {}),
        ("companion", {}),
        ("invitation", {"needs_told_at": now()}),
        ("invitation_reply", {}),
        ("consent", {"scope": Scope.LISTED, "given": True}),
        ("nomination_link", {}),
        ("seat_proposal", {}),
        ("game_team", {}),
        ("game_role", {}),
        ("game_secret_brief", {}),
        ("game_casting", {}),
        ("game_indicator", {"sight": Sight.TEAM}),
        ("game_entry", {"seq": 2}),
        ("game_item", {"kind": ItemKind.INJECT}),
        ("game_delivery", {}),
        ("game_file", {}),
        ("game_inject", {}),
        ("game_draft", {}),
        ("game_reading", {}),
        ("game_presence", {}),
    ):
        planted[table] = anchors[table] = plant(table, anchors, words, facts)
    attach(planted)
    return planted


def seen_by(viewer: Viewer, world: World) -> set[tuple[str, str]]:
    """Return the tables and scenarios of the planted rows that ``viewer`` sees."""
    identities = {
        (table, scenario): inspect(row).identity
        for scenario, rows in world.rows.items()
        for table, row in rows.items()
    }
    with viewing_as(viewer):
        return {
            (table, scenario)
            for (table, scenario), identity in identities.items()
            if db.session.get(models()[table], identity) is not None
        }


def more_than_a_visitor(holder: TokenHolder, world: World) -> set[tuple[str, str]]:
    return seen_by(holder, world) - seen_by(ANONYMOUS, world)


def test_an_invited_guest_sees_their_own_and_of_nobody_else(world: World) -> None:
    rows = world.rows["unpublished"]
    holder = TokenHolder(rows["event"].id, participation_id=rows["participation"].id)
    found = more_than_a_visitor(holder, world)
    own = {(table, "unpublished") for table in OF_EVENT | OWN | JOINS | GAME | PLAYED}
    assert found == own | {(table, "somebody else") for table in TEAMS}


def test_the_other_guest_of_the_same_event_sees_the_other_half(world: World) -> None:
    event = world.rows["unpublished"]["event"]
    holder = TokenHolder(event.id, participation_id=world.rows["somebody else"]["participation"].id)
    found = more_than_a_visitor(holder, world)
    of_event = {(table, "unpublished") for table in OF_EVENT | JOINS | GAME}
    # Needs too, since this guest told them by their own link.
    own = OWN | {"person_needs"} | TEAMS | PLAYED
    assert found == of_event | {(table, "somebody else") for table in own}


def test_a_focal_point_sees_one_side_and_no_seat(world: World) -> None:
    rows = world.rows["unpublished"]
    holder = TokenHolder(rows["event"].id, delegation_id=rows["delegation"].id)
    found = more_than_a_visitor(holder, world)
    assert found == {(table, "unpublished") for table in OF_EVENT | SIDE}

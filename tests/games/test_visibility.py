"""What each player of a game sees, row by row, and what a visitor is told when it is over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session, scoped_session, selectinload

from app.access.enforcement import viewing_as
from app.access.viewers import ANONYMOUS, TokenHolder, Viewer
from app.core.clock import now
from app.events.rules import AttributionRule, EventKind, Publication
from app.extensions import Base, db
from app.games import models as tables
from app.games.models import (
    Addressee,
    Game,
    GameDraft,
    GameFile,
    GameItem,
    GamePlan,
    GameRelease,
    GameRole,
    GameSnapshot,
    GameTeam,
    Indicator,
    Inject,
    Lesson,
    Presence,
    Reading,
    Scenario,
    ScenarioTime,
    ScenarioVersion,
)
from app.games.rules import ItemKind, Phase, Sight, TeamKind
from app.infra.transaction import transaction
from app.invitations.operations import set_consents
from app.invitations.rules import Scope
from app.participation.models import Participation
from app.participation.rules import SeatState
from tests.factories.events import add_event
from tests.factories.games import (
    add,
    add_entry,
    add_file,
    add_game,
    add_team,
    brief,
    cast,
    deliver,
    player,
    put,
)
from tests.factories.participation import seat
from tests.factories.people import add_person

Db = scoped_session[Session]

GAME_TABLES = frozenset(
    thing
    for thing in vars(tables).values()
    if isinstance(thing, type) and issubclass(thing, Base) and thing is not Base
)

TABLE = """
                     envoy adviser newcomer turncoat minister analyst later watcher left cell declined uncast
    game             x     x       x        x        x        x       x     x       x    x    -        -
    North            x     x       x        x        x        x       x     x       x    x    -        -
    South            x     x       x        x        x        x       x     x       x    x    -        -
    role:envoy       x     x       x        x        x        x       x     x       x    x    -        -
    role:minister    x     x       x        x        x        x       x     x       x    x    -        -
    move:1           x     x       x        x        x        x       x     x       x    x    -        -
    move:3           x     x       x        x        x        x       x     x       x    x    -        -
    move:4           -     -       -        -        -        -       -     -       -    -    -        -
    brief:North      x     x       x        -        -        -       -     -       -    -    -        -
    draft:North      x     x       x        -        -        -       -     -       -    -    -        -
    brief:envoy      x     -       -        -        -        -       -     -       -    -    -        -
    brief:adviser    -     x       x        -        -        -       -     -       -    -    -        -
    brief:South      -     -       -        x        x        x       -     -       -    -    -        -
    brief:minister   -     -       -        -        x        -       -     -       -    -    -        -
    brief:analyst    -     -       -        x        -        x       -     -       -    -    -        -
    brief:control    -     -       -        -        -        -       -     -       -    x    -        -
    cast:envoy       x     -       -        -        -        -       -     -       -    -    -        -
    cast:adviser     -     x       -        -        -        -       -     -       -    -    -        -
    cast:turncoat    -     -       -        x        -        -       -     -       -    -    -        -
    cast:later       -     -       -        -        -        -       x     -       -    -    -        -
    cast:declined    -     -       -        -        -        -       -     -       -    -    -        -
    north1           x     x       x        x        -        -       -     x       x    -    -        -
    north1>North     x     x       x        x        -        -       -     x       x    -    -        -
    envoy1           x     -       -        -        -        -       -     x       x    -    -        -
    envoy1>envoy     x     -       -        -        -        -       -     x       x    -    -        -
    north2           x     x       x        -        -        -       -     x       -    -    -        -
    adviser2         -     x       x        -        -        -       -     x       -    -    -        -
    adviser2>adviser -     x       x        -        -        -       -     x       -    -    -        -
    south1           -     -       -        x        x        x       -     x       x    -    -        -
    south3           -     -       -        x        x        x       -     x       -    -    -        -
    minister3        -     -       -        -        x        -       -     x       -    -    -        -
    letter2          x     x       x        -        -        -       -     x       -    x    -        -
    letter2>North    x     x       x        -        -        -       -     x       -    -    -        -
    letter2>control  -     -       -        -        -        -       -     x       -    x    -        -
    shared3          x     x       x        x        x        x       -     x       -    -    -        -
    shared3>North    x     x       x        -        -        -       -     x       -    -    -        -
    shared3>South    -     -       -        x        x        x       -     x       -    -    -        -
    withheld         -     -       -        -        -        -       -     -       -    -    -        -
    file:envoy1      x     -       -        -        -        -       -     x       x    -    -        -
    file:withheld    -     -       -        -        -        -       -     -       -    -    -        -
    file:inject      -     -       -        -        -        -       -     -       -    -    -        -
    tension          x     x       x        x        x        x       x     x       x    x    -        -
    trust            x     x       x        -        -        -       -     -       -    -    -        -
    odds             -     -       -        -        -        -       -     -       -    -    -        -
    read:envoy       x     -       -        -        -        -       -     -       -    -    -        -
    read:declined    -     -       -        -        -        -       -     -       -    -    -        -
    online:envoy     x     -       -        -        -        -       -     -       -    -    -        -
    online:declined  -     -       -        -        -        -       -     -       -    -    -        -
    inject           -     -       -        -        -        -       -     -       -    -    -        -
    addressee        -     -       -        -        -        -       -     -       -    -    -        -
    scenario         -     -       -        -        -        -       -     -       -    -    -        -
    version          -     -       -        -        -        -       -     -       -    -    -        -
    time             -     -       -        -        -        -       -     -       -    -    -        -
    plan             -     -       -        -        -        -       -     -       -    -    -        -
    release          -     -       -        -        -        -       -     -       -    -    -        -
    snapshot         -     -       -        -        -        -       -     -       -    -    -        -
    lesson           -     -       -        -        -        -       -     -       -    -    -        -
    entry            -     -       -        -        -        -       -     -       -    -    -        -
"""
"""A game of four moves in its third. The *newcomer* joined as adviser in the second; the *turncoat*
went in the second from adviser of the North to analyst of the South; the *later* analyst comes in
the fourth. The *watcher* observes; another observer *left* after the first move. *cell* plays in
control; one *declined* a seat that was cast, and the last accepted and has no role."""

HEAD, *BODY = (line.split() for line in TABLE.strip().splitlines())
POLICY = {name: dict(zip(HEAD, marks, strict=True)) for name, *marks in BODY}


@dataclass
class Played:
    """The rows of a game by a name of their own, and who plays."""

    game: Game
    rows: dict[str, Base] = field(default_factory=dict)
    seats: dict[str, Participation] = field(default_factory=dict)

    def keep(self, **rows: Base) -> None:
        """Remember rows; in their names, a colon stands for two underscores."""
        self.rows |= {name.replace("__", ":"): row for name, row in rows.items()}

    def role(self, name: str) -> GameRole:
        row = self.rows[f"role:{name}"]
        assert isinstance(row, GameRole)
        return row

    def team(self, name: str) -> GameTeam:
        row = self.rows[name]
        assert isinstance(row, GameTeam)
        return row

    def put(self, name: str, *to: str, **facts: Any) -> GameItem:
        """Put an item before teams and roles, each of which is remembered as a delivery."""
        item = put(self.game, move=int(name[-1]), **facts)
        self.rows[name] = item
        for reader in to:
            if f"role:{reader}" in self.rows:
                role = self.role(reader)
                row = deliver(item, role.team_id, role_id=role.id)
            else:
                row = deliver(item, self.team(reader).id)
            self.rows[f"{name}>{reader}"] = row
        return item


@pytest.fixture
def played(as_system: Db) -> Played:
    """Give a game of two teams, control and observers, in its third move of four."""
    with transaction():
        game = add_game(moves=4, opened=3)
        played = Played(game, {"game": game})
        set_up(played)
        cast_players(played)
        play(played)
        prepare(played)
    return played


def set_up(played: Played) -> None:
    for name, kind, roles in (
        ("North", TeamKind.TEAM, ("envoy", "adviser")),
        ("South", TeamKind.TEAM, ("minister", "analyst")),
        ("control", TeamKind.CONTROL, ("controller",)),
        ("observers", TeamKind.OBSERVERS, ("observer",)),
    ):
        team = played.rows[name] = add_team(played.game, name, *roles, kind=kind)
        played.rows |= {f"role:{role.name}": role for role in roles_of(team)}
    moves = select(tables.GameMove).order_by(tables.GameMove.number)
    played.rows |= {f"move:{move.number}": move for move in db.session.scalars(moves)}
    for name in ("North", "South", "control"):
        played.rows[f"brief:{name}"] = brief(played.team(name))
    for name in ("envoy", "adviser", "minister", "analyst"):
        role = played.role(name)
        played.rows[f"brief:{name}"] = brief(role.team, role)


def roles_of(team: GameTeam) -> list[GameRole]:
    return list(db.session.scalars(select(GameRole).where(GameRole.team_id == team.id)))


def cast_players(played: Played) -> None:
    for name, *roles in (
        ("envoy", ("envoy", 0, None)),
        ("adviser", ("adviser", 0, None)),
        ("newcomer", ("adviser", 2, None)),
        ("turncoat", ("adviser", 0, 1), ("analyst", 2, None)),
        ("minister", ("minister", 0, None)),
        ("analyst", ("analyst", 0, None)),
        ("later", ("analyst", 4, None)),
        ("watcher", ("observer", 0, None)),
        ("left", ("observer", 0, 1)),
        ("cell", ("controller", 0, None)),
        ("declined", ("adviser", 0, None)),
        ("uncast",),
    ):
        state = SeatState.DECLINED if name == "declined" else SeatState.CONFIRMED
        held = played.seats[name] = seat(played.game.event, seat_label=name, state=state)
        for role, from_move, to_move in roles:
            played.rows[f"cast:{name}"] = cast(
                held, played.role(role), from_move=from_move, to_move=to_move
            )


def play(played: Played) -> None:
    files = {name: add_file(played.game) for name in ("envoy1", "withheld", "inject")}
    played.rows |= {f"file:{name}": file for name, file in files.items()}
    played.put("north1", "North")
    played.put("envoy1", "envoy", file=files["envoy1"])
    played.put("north2", "North")
    played.put("adviser2", "adviser")
    played.put("south1", "South")
    played.put("south3", "South")
    played.put("minister3", "minister")
    played.put("letter2", "North", "control", kind=ItemKind.MESSAGE)
    played.put("shared3", "North", "South")
    played.rows["withheld"] = put(played.game, file=files["withheld"])
    played.rows["entry"] = add_entry(played.game)
    north, event_id = played.team("North"), played.game.event_id
    played.rows["draft:North"] = add(
        GameDraft(event_id=event_id, team_id=north.id, move_number=3, at=now())
    )
    for name in ("envoy", "declined"):
        seat_id, item = played.seats[name].id, played.rows["north1"]
        assert isinstance(item, GameItem)
        reading = Reading(event_id=event_id, participation_id=seat_id, item_id=item.id, at=now())
        presence = Presence(event_id=event_id, participation_id=seat_id, at=now())
        played.rows |= {f"read:{name}": add(reading), f"online:{name}": add(presence)}


def prepare(played: Played) -> None:
    """Add what control alone knows, and the indicators."""
    event_id, north = played.game.event_id, played.team("North")
    scenario = add(Scenario(event_id=event_id, number=1, title="Snapback"))
    inject = add(Inject(event_id=event_id, number="1", title="Not yet"))
    inject.files = [played.rows["file:inject"]]
    version = ScenarioVersion(scenario_id=scenario.id, version=1, title="", text="")
    time = ScenarioTime(scenario_id=scenario.id, team_id=north.id, release_at=now())
    played.keep(
        scenario=scenario,
        inject=inject,
        version=add(version),
        time=add(time),
        addressee=add(Addressee(inject_id=inject.id, team_id=north.id)),
        plan=add(GamePlan(event_id=event_id)),
        release=add(GameRelease(event_id=event_id, injects=True, castings=True)),
        snapshot=add(GameSnapshot(event_id=event_id, seq=1, state={})),
        lesson=add(Lesson(event_id=event_id, text="Begin earlier")),
        tension=add(Indicator(event_id=event_id, name="Tension", sight=Sight.EVERYONE)),
        odds=add(Indicator(event_id=event_id, name="Odds")),
        trust=add(Indicator(event_id=event_id, name="Trust", sight=Sight.TEAM, team_id=north.id)),
    )


Identities = dict[str, tuple[type[Base], object]]


def identities(played: Played) -> Identities:
    """Return the class and key of each row, which outlive the session's objects."""
    return {name: (type(row), inspect(row).identity) for name, row in played.rows.items()}


def seen_by(viewer: Viewer, rows: Identities) -> set[str]:
    with viewing_as(viewer):
        return {name for name, (model, identity) in rows.items() if db.session.get(model, identity)}


def counted_by(viewer: Viewer) -> dict[type[Base], int]:
    with viewing_as(viewer):
        return {
            model: db.session.scalar(select(func.count()).select_from(model)) or 0
            for model in GAME_TABLES
        }


def listed_by(viewer: Viewer) -> dict[type[Base], int]:
    with viewing_as(viewer):
        return {model: len(db.session.scalars(select(model)).all()) for model in GAME_TABLES}


def test_each_player_sees_what_the_policy_says(played: Played) -> None:
    rows = identities(played)
    viewers = {name: player(seat) for name, seat in played.seats.items()}
    assert set(viewers) == set(HEAD)
    assert {type(row) for row in played.rows.values()} == GAME_TABLES
    wrong = {}
    for name, viewer in viewers.items():
        seen = seen_by(viewer, rows)
        wrong |= {
            f"{thing} for {name}": thing in seen
            for thing, marks in POLICY.items()
            if (marks[name] == "x") is not (thing in seen)
        }
    assert wrong == {}


def test_a_count_tells_no_more_than_the_rows_that_are_seen(played: Played) -> None:
    # Of ten items: what the own team was given, the own role, and what was sent to all.
    items = {"envoy": 5, "adviser": 5, "turncoat": 4, "later": 0, "watcher": 9, "declined": 0}
    viewers = {name: player(played.seats[name]) for name in items}
    for name, viewer in viewers.items():
        counted = counted_by(viewer)
        assert counted == listed_by(viewer)
        assert counted[GameItem] == items[name]


def test_what_is_read_along_relationships_is_no_more(played: Played) -> None:
    viewer, item_id = player(played.seats["envoy"]), played.rows["letter2"].id
    team_id = played.team("South").id
    with viewing_as(viewer):
        item = db.session.get_one(GameItem, item_id)
        assert [delivery.team.name for delivery in item.deliveries] == ["North"]
        south = db.session.get_one(GameTeam, team_id)
        assert [role.castings for role in south.roles] == [[], []]
        with_files = (
            select(GameItem, GameFile).join(GameItem.files).options(selectinload(GameItem.files))
        )
        assert [item.files == [file] for item, file in db.session.execute(with_files)] == [True]


def test_a_link_to_another_seat_or_to_none_opens_nothing(played: Played) -> None:
    rows = identities(played)
    with transaction():
        elsewhere = seat(add_event(kind=EventKind.PEACE_GAME), seat_label="elsewhere")
    event_id = played.game.event_id
    for viewer in (
        player(elsewhere),
        TokenHolder(event_id, registration_id=1),
        TokenHolder(event_id, delegation_id=1),
        ANONYMOUS,
    ):
        assert seen_by(viewer, rows) == set()


HELD = Counter({"game": 1, "game_release": 1})
"""What a visitor is told of a finished game whatever its switches say."""

TOLD = {
    "players": Counter(),
    "castings": Counter({"game_role": 3, "game_casting": 1}),
    "decisions": Counter({"submission": 1, "outcome": 1, "game_delivery": 2}),
    "injects": Counter(
        {
            "scenario": 1,
            "situation": 1,
            "inject": 1,
            "correction": 1,
            "game_delivery": 4,
            "game_move": 1,
        }
    ),
    "messages": Counter({"message": 1, "correction": 1, "game_delivery": 2}),
}
"""What each switch tells besides."""

TEAM = Counter({"game_team": 1})
"""What is told with the first of them."""


def told() -> Counter[str]:
    """Return how many rows a visitor sees of each table, and of the items how many of each kind."""
    with viewing_as(ANONYMOUS):
        found = Counter(
            {
                str(model.__table__): db.session.scalar(select(func.count()).select_from(model))
                for model in GAME_TABLES - {GameItem}
            }
        )
        found.update(item.kind.value for item in db.session.scalars(select(GameItem)))
    return +found


def test_a_visitor_is_told_of_a_finished_game_what_was_released(as_system: Db) -> None:
    with transaction():
        game = add_finished_game()
    event_id = game.event_id
    assert told() == HELD
    for switch, more in TOLD.items():
        with transaction():
            turn(event_id, "players", switch)
        assert told() == HELD + TEAM + more, switch
    everything = sum(TOLD.values(), HELD + TEAM)
    with transaction():
        turn(event_id, *TOLD)
    assert told() == everything
    for change in (
        {"phase": Phase.RUNNING},
        {"phase": Phase.PAUSED},
        {"phase": Phase.CANCELLED},
        {"publication": Publication.UNPUBLISHED},
        {"publication": Publication.WITHDRAWN},
    ):
        with transaction():
            alter(event_id, **change)
        assert told() == Counter(), change
        with transaction():
            alter(event_id, phase=Phase.FINISHED, publication=Publication.PUBLIC)
    with transaction():
        alter(event_id, publication=Publication.WITHOUT_PEOPLE)
    assert told() == everything - Counter({"game_casting": 1})


def add_finished_game() -> Game:
    """Make a public game in which one of three cast agreed to be listed, with all kinds of items."""
    event = add_event(kind=EventKind.PEACE_GAME)
    event.confidential, event.attribution = False, AttributionRule.ON_THE_RECORD
    event.publication = Publication.PUBLIC
    game = add_game(event, moves=2, opened=1)
    game.phase = Phase.FINISHED
    add(GameRelease(event_id=event.id))
    team = add_team(game, "North", "envoy", "adviser", "silent")
    for role in roles_of(team):
        held = seat(event, add_person(role.name))
        held.listed = role.name != "adviser"
        if role.name != "silent":
            set_consents(held, {Scope.LISTED: True})
        cast(held, role)
    brief(team)
    items = {kind: put(game, team, kind=kind) for kind in ItemKind if kind != ItemKind.CORRECTION}
    for kind in (ItemKind.INJECT, ItemKind.MESSAGE, ItemKind.CHECK):
        put(game, team, kind=ItemKind.CORRECTION, corrects=items[kind])
    kept_back = put(game, kind=ItemKind.MESSAGE)
    put(game, team, kind=ItemKind.CORRECTION, corrects=kept_back)
    return game


def turn(event_id: int, *on: str) -> None:
    """Throw these switches alone."""
    release = db.session.get_one(GameRelease, event_id)
    for switch in TOLD:
        setattr(release, switch, switch in on)


def alter(event_id: int, **facts: object) -> None:
    """Change the phase of the game, or the publication of its event."""
    game = db.session.get_one(Game, event_id)
    for name, value in facts.items():
        setattr(game if name == "phase" else game.event, name, value)

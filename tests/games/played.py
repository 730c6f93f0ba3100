"""A small game for tests: two teams of one player each, one move and one inject for the first team."""

from __future__ import annotations

from dataclasses import dataclass

from app.events.rules import EventKind
from app.extensions import db
from app.games.models import Game, GameMove
from app.games.operations import control, design
from app.games.rules import Readiness
from app.infra.transaction import transaction
from tests.factories.events import add_event
from tests.factories.participation import seat
from tests.factories.people import add_person


@dataclass
class Played:
    """The ids of what is in the game, and the public keys of its event and its inject."""

    game: int
    move: int
    inject: int
    seats: tuple[int, int]
    key: str
    inject_key: str


def design_game() -> Played:
    """Design the game."""
    with transaction():
        game = design.start_design(add_event(kind=EventKind.PEACE_GAME))
        seats = []
        teams = []
        for name in ("United States", "DPRK"):
            team = design.add_team(game, name=name)
            role = design.add_role(team, name="Head", leads=True)
            held = seat(game.event, add_person(display_name=f"Player of {name}"))
            design.cast(role, held)
            seats.append(held.id)
            teams.append(team)
        move = design.add_move(game, title="The first week", situation="It begins.", due_minutes=60)
        inject = design.add_inject(
            game, title="A cable", to=[teams[0]], move=move, readiness=Readiness.APPROVED
        )
        return Played(
            game.event_id,
            move.id,
            inject.id,
            (seats[0], seats[1]),
            game.event.key,
            inject.key,
        )


def start(played: Played) -> Game:
    """Start the game and open its move, in the transaction of the caller."""
    game = db.session.get_one(Game, played.game)
    control.begin(game)
    control.open_move(game, db.session.get_one(GameMove, played.move))
    return game

"""Steps of play that several tests take."""

from __future__ import annotations

from sqlalchemy import select

from app.extensions import db
from app.games.models import Game, GameMove
from app.games.operations import control
from tests.factories.played_games import Table


def begin(table: Table) -> Game:
    """Start the game and open its first move, in the transaction of the caller."""
    game = table.game
    control.begin(game)
    first = select(GameMove).where(GameMove.event_id == game.event_id, GameMove.number == 1)
    control.open_move(game, db.session.scalars(first).one())
    return game

"""The moves and the scenarios that are played."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.core.errors import NotFound
from app.extensions import db
from app.games.engine import GameState
from app.games.models import Game, GameMove, GameTeam, Scenario


def moves_in_order(game: Game) -> Sequence[GameMove]:
    """Return the moves of ``game``, the first in front."""
    return db.session.scalars(
        select(GameMove).where(GameMove.event_id == game.event_id).order_by(GameMove.number)
    ).all()


def move_after(game: Game, number: int) -> GameMove | None:
    """Return the move that comes after move ``number``, or None."""
    return db.session.scalar(
        select(GameMove).where(GameMove.event_id == game.event_id, GameMove.number == number + 1)
    )


def scenarios_with_versions(
    game: Game, teams: Sequence[GameTeam], state: GameState
) -> list[tuple[Scenario, list[tuple[GameTeam, int]]]]:
    """Return each scenario, and which version each team was given last."""
    found = db.session.scalars(
        select(Scenario)
        .where(Scenario.event_id == game.event_id)
        .order_by(Scenario.number)
        .options(selectinload(Scenario.times))
    )
    return [
        (one, [(team, state.scenarios.get(one.key, {}).get(team.key, 0)) for team in teams])
        for one in found
    ]


def scenario_of(game: Game, key: str) -> Scenario:
    """Return the scenario of ``game`` with that public key. Raises NotFound."""
    found = db.session.scalar(
        select(Scenario).where(Scenario.event_id == game.event_id, Scenario.key == key)
    )
    if found is None:
        raise NotFound
    return found

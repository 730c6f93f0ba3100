"""Who plays what, for control."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.core.errors import NotFound
from app.extensions import db
from app.games.models import Casting, Game, GameRole, GameTeam
from app.participation.models import Participation


def casts_of(game: Game) -> Sequence[GameTeam]:
    """Return the teams with their roles and whoever plays them."""
    return db.session.scalars(
        select(GameTeam)
        .where(GameTeam.event_id == game.event_id)
        .options(
            selectinload(GameTeam.roles)
            .selectinload(GameRole.castings)
            .joinedload(Casting.seat)
            .joinedload(Participation.person)
        )
        .order_by(GameTeam.position, GameTeam.id)
    ).all()


def seat_in_play(game: Game, key: str) -> Participation:
    """Return the seat with that public key, to which a role of ``game`` was given. Raises NotFound."""
    cast = db.session.scalar(
        select(Casting)
        .join(Participation, Participation.id == Casting.participation_id)
        .where(Casting.event_id == game.event_id, Participation.key == key)
        .options(joinedload(Casting.seat))
        .limit(1)
    )
    if cast is None:
        raise NotFound
    return cast.seat

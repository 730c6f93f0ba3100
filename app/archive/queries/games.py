"""What is told of a finished game: each part only where its switch was thrown (see ``app.visibility.games``)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from app.events.models import Event
from app.events.rules import EventKind
from app.extensions import db
from app.games.models import (
    Casting,
    Delivery,
    GameItem,
    GameMove,
    GameRelease,
    GameRole,
    GameTeam,
)
from app.games.rules import TeamKind


def is_game_told(event: Event) -> bool:
    """Whether the game of ``event`` has a page: who took part stands on that of the event itself."""
    if event.kind is not EventKind.PEACE_GAME:
        return False
    told = or_(
        GameRelease.castings, GameRelease.decisions, GameRelease.injects, GameRelease.messages
    )
    release = select(GameRelease.event_id).where(GameRelease.event_id == event.id, told)
    return db.session.scalar(release) is not None


def teams_told(event: Event) -> Sequence[GameTeam]:
    """Return the teams that played, with the roles and the players that may be told."""
    return db.session.scalars(
        select(GameTeam)
        .where(GameTeam.event_id == event.id, GameTeam.kind == TeamKind.TEAM)
        .order_by(GameTeam.position, GameTeam.id)
        .options(
            selectinload(GameTeam.roles).selectinload(GameRole.castings).joinedload(Casting.seat)
        )
    ).all()


def moves_told(event: Event) -> Sequence[GameMove]:
    """Return the moves, in their order."""
    return db.session.scalars(
        select(GameMove).where(GameMove.event_id == event.id).order_by(GameMove.number)
    ).all()


def items_told(event: Event) -> Sequence[GameItem]:
    """Return what was put before teams and may be told, in the order in which it was."""
    return db.session.scalars(
        select(GameItem)
        .where(GameItem.event_id == event.id)
        .order_by(GameItem.id)
        .options(selectinload(GameItem.deliveries).joinedload(Delivery.team))
    ).all()

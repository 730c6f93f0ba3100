"""What players wrote to one another and to control, and what of it waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.extensions import db
from app.games.engine import GameState
from app.games.models import Delivery, Game, GameEntry, GameItem
from app.games.rules import ItemKind, name_of

TRAFFIC_SHOWN = 40


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message between players or to control; ``to`` in words. ``held`` until control decides."""

    item: GameItem
    to: tuple[str, ...]
    held: bool
    stopped: bool


def messages_of(game: Game, state: GameState, names: Mapping[str, str]) -> list[Message]:
    """Return the latest messages, and every one that waits, those that wait in front."""
    loaded = (
        joinedload(GameItem.entry),
        joinedload(GameItem.team),
        joinedload(GameItem.role),
        selectinload(GameItem.deliveries).joinedload(Delivery.team),
    )
    of_game = and_(GameItem.event_id == game.event_id, GameItem.kind == ItemKind.MESSAGE)
    latest = (
        select(GameItem.id).where(of_game).order_by(GameItem.id.desc()).limit(TRAFFIC_SHOWN)
    ).subquery()
    held = [int(seq) for seq in state.held]
    found = db.session.scalars(
        select(GameItem)
        .join(GameEntry, GameEntry.id == GameItem.entry_id)
        .where(of_game, or_(GameItem.id.in_(select(latest.c.id)), GameEntry.seq.in_(held)))
        .order_by(GameItem.id.desc())
        .options(*loaded)
    )
    messages = [_message(item, state, names) for item in found]
    return sorted(messages, key=lambda one: not one.held)


def _message(item: GameItem, state: GameState, names: Mapping[str, str]) -> Message:
    data = item.entry.data
    addressed = [name_of(one, names) for one in data.get("addressed", ())]
    held = str(item.entry.seq) in state.held
    reached = any(not one.own for one in item.deliveries)
    return Message(
        item=item,
        to=tuple(addressed),
        held=held,
        stopped=bool(data.get("held")) and not held and not reached,
    )

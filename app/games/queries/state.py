"""The state of a game, folded from its latest snapshot; for whoever decides, whoever looks."""

from __future__ import annotations

from datetime import UTC

from sqlalchemy import select

from app.access.aside import rows_for_all
from app.core.errors import NotFound
from app.events.models import Event
from app.extensions import db
from app.games.engine import Entry, GameState, read, replay
from app.games.models import Game, GameEntry, GameSnapshot


def game_of(event: Event) -> Game:
    """Return the game of ``event``. Raises NotFound where it has none, or none for this viewer."""
    game = db.session.scalar(select(Game).where(Game.event_id == event.id))
    if game is None:
        raise NotFound
    return game


def state_of(game: Game) -> GameState:
    """Return how ``game`` stands now, in two statements however long its log is.

    It knows of everything in play, so nothing of it may reach a player by itself.
    """
    latest = rows_for_all(
        select(GameSnapshot.state)
        .where(GameSnapshot.event_id == game.event_id)
        .order_by(GameSnapshot.seq.desc())
        .limit(1)
    )
    state = read(GameState, latest[0].state) if latest else GameState()
    return replay(entries_after(game, state.seq), state)


def entries_after(game: Game, seq: int) -> list[Entry]:
    """Return the entries of the log after number ``seq``, as the engine reads them."""
    rows = rows_for_all(
        select(GameEntry.seq, GameEntry.at, GameEntry.act, GameEntry.data)
        .where(GameEntry.event_id == game.event_id, GameEntry.seq > seq)
        .order_by(GameEntry.seq)
    )
    return [
        Entry(seq=row.seq, at=row.at.astimezone(UTC), act=row.act, data=row.data) for row in rows
    ]

"""The one door to the log: decide on the state as it is under the lock, then write the step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.access.aside import rows_for_all
from app.core.clock import now
from app.core.errors import NotFound
from app.extensions import db
from app.games.engine import Entry, GameState, Step, fold
from app.games.engine.forms import plain
from app.games.live import topic_of
from app.games.models import Delivery, Game, GameEntry, GameFile, GameItem, GameSnapshot
from app.games.queries import KnownReaders, readers_known, state_of
from app.games.rules import Act, ItemKind, Medium
from app.infra.bell import ring

SNAPSHOT_EVERY = 50
"""After how many entries the state is kept, so that a long log is not read from its beginning."""

Decide = Callable[[GameState, datetime], Step]

_remembered: ContextVar[tuple[datetime, str] | None] = ContextVar("remembered", default=None)


@contextmanager
def as_it_was_at(instant: datetime, *, by: str = "") -> Iterator[None]:
    """Write what is done in the block as done at ``instant``: a game of the past, entered afterwards.

    ``by`` is who did it, where that is not whoever enters it.
    """
    before = _remembered.set((instant, by))
    try:
        yield
    finally:
        _remembered.reset(before)


@dataclass(frozen=True, kw_only=True)
class Words:
    """What readers will see. ``sender`` is its author in the world of the game.

    ``writer`` is the reader name of the team or role that wrote it, if players did.
    """

    kind: ItemKind
    title: str = ""
    body: str = ""
    rationale: str = ""
    sender: str = ""
    medium: Medium | None = None
    game_at: datetime | None = None
    writer: str = ""
    corrects: int | None = None
    answers: int | None = None
    files: Sequence[GameFile] = ()


@dataclass(frozen=True, kw_only=True)
class Done:
    """What an act left behind: its entry, and how the game stands after it."""

    entry: GameEntry
    state: GameState
    item: GameItem | None = None


def act(
    game: Game, decide: Decide, *, actor: str, words: Words | None = None, by: str = ""
) -> Done:
    """Do what ``decide`` allows, in the present transaction, and write it into the log.

    ``actor`` is who did it, in words for control; ``by`` the key of the seat where a player did.
    ``words`` are put before the readers of the step. Raises what ``decide`` raises, and then
    nothing was written.
    """
    state = state_of(game)
    at, did = _remembered.get() or (now(), "")
    step = decide(state, at)
    after = fold(state, Entry(seq=state.seq + 1, at=at, act=step.act, data=step.recorded))
    game_at = after.game_time(at)
    entry = GameEntry(
        event_id=game.event_id,
        seq=after.seq,
        at=at,
        game_at=game_at,
        actor=did or actor,
        act=step.act,
        data={**step.recorded, "by": by} if by else step.recorded,
    )
    db.session.add(entry)
    db.session.flush()
    readers = readers_known(game)
    item = _put(game, entry, words, step=step, after=after, readers=readers) if words else None
    if item is not None:
        _deliver(item, step.to, readers, at=at, move=after.move)
    elif step.act is Act.FORWARD_MESSAGE:
        _deliver_again(game, step, readers, at=at, move=after.move)
    _keep(game, after)
    ring(topic_of(game.event_id))
    return Done(entry=entry, state=after, item=item)


def _put(
    game: Game,
    entry: GameEntry,
    words: Words,
    *,
    step: Step,
    after: GameState,
    readers: KnownReaders,
) -> GameItem:
    team_id, role_id = readers.find(words.writer) if words.writer else (None, None)
    item = GameItem(
        event_id=game.event_id,
        entry_id=entry.id,
        kind=words.kind,
        at=entry.at,
        game_at=words.game_at or entry.game_at,
        move_number=after.move,
        medium=words.medium,
        sender=words.sender,
        team_id=team_id,
        role_id=role_id,
        title=words.title,
        body=words.body,
        rationale=words.rationale,
        late=bool(step.data.get("late", False)),
        version=step.data.get("version"),
        corrects_id=words.corrects,
        answers_id=words.answers,
        files=list(words.files),
    )
    db.session.add(item)
    db.session.flush()
    return item


def _deliver(
    item: GameItem, to: Sequence[str], readers: KnownReaders, *, at: datetime, move: int
) -> None:
    for reader in to:
        team_id, role_id = readers.find(reader)
        db.session.add(
            Delivery(
                event_id=item.event_id,
                item_id=item.id,
                team_id=team_id,
                role_id=role_id,
                at=at,
                move_number=move,
                own=team_id == item.team_id,
            )
        )


def _deliver_again(
    game: Game, step: Step, readers: KnownReaders, *, at: datetime, move: int
) -> None:
    """Put words that were held before those they were written to."""
    found = rows_for_all(
        select(GameItem.id)
        .join(GameEntry, GameEntry.id == GameItem.entry_id)
        .where(GameItem.event_id == game.event_id, GameEntry.seq == step.data["message"])
    )
    if not found:
        raise NotFound
    for reader in step.to:
        team_id, role_id = readers.find(reader)
        db.session.add(
            Delivery(
                event_id=game.event_id,
                item_id=found[0].id,
                team_id=team_id,
                role_id=role_id,
                at=at,
                move_number=move,
            )
        )


def _keep(game: Game, state: GameState) -> None:
    """Let the game's own row tell how things stand, and keep the state now and then."""
    clock: dict[str, Any] | None = plain(state.clock) if state.clock else None
    game.phase, game.move_number, game.clock = state.phase, state.move, clock
    if state.current is not None:
        game.move_state, game.due_seconds = state.current.state, state.current.due_seconds
    if state.seq % SNAPSHOT_EVERY == 0:
        db.session.add(GameSnapshot(event_id=game.event_id, seq=state.seq, state=plain(state)))

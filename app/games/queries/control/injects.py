"""The list of injects as it stands: what is late, soon and now, and what waits on the shelf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.errors import NotFound
from app.extensions import db
from app.games.engine import GameState, due_at, is_late, is_soon
from app.games.models import Addressee, Game, GameEntry, GameItem, Inject
from app.games.queries.plans import plan_of
from app.games.rules import Act, InjectKind, Readiness, Standing, name_of


@dataclass(frozen=True, kw_only=True)
class Line:
    """One inject as it stands on the list; ``first_after_now`` is where the line "now" is drawn.

    ``item_key`` is that of the words which its release put before its readers.
    """

    inject: Inject
    standing: Standing
    due: datetime | None
    since: datetime | None
    late: bool = False
    soon: bool = False
    waits_for: Inject | None = None
    to: tuple[str, ...] = ()
    first_after_now: bool = False
    item_key: str = ""

    @property
    def waits(self) -> bool:
        """Whether something is still to be done about it."""
        return self.standing in {Standing.WAITING, Standing.HELD}

    @property
    def usable(self) -> bool:
        """Whether it may be released at all."""
        return self.inject.readiness is not Readiness.DRAFT and bool(self.to)


def list_and_shelf(
    game: Game, state: GameState, at: datetime, names: Mapping[str, str]
) -> tuple[list[Line], list[Line]]:
    """Return the list of the present move with what earlier ones left, and the shelf."""
    items = _items_of_injects(game)
    listed: list[Line] = []
    shelf: list[Line] = []
    for inject in db.session.scalars(injects_with_all(game)):
        line = _line(inject, state, at, names, items)
        if inject.kind is InjectKind.CONTINGENCY and line.waits:
            shelf.append(line)
        elif _is_listed(line, state):
            listed.append(line)
    return _in_time_order(listed, at), shelf


def inject_of(game: Game, key: str) -> Inject:
    """Return the inject of ``game`` with that public key. Raises NotFound."""
    found = db.session.scalar(injects_with_all(game).where(Inject.key == key))
    if found is None:
        raise NotFound
    return found


def injects_with_all(game: Game) -> Select[tuple[Inject]]:
    """The injects of ``game`` in their order, with all that a line of the list needs."""
    return (
        select(Inject)
        .where(Inject.event_id == game.event_id)
        .order_by(Inject.rank)
        .options(
            joinedload(Inject.move),
            joinedload(Inject.depends_on),
            selectinload(Inject.to).options(joinedload(Addressee.team), joinedload(Addressee.role)),
        )
    )


def _items_of_injects(game: Game) -> dict[int, str]:
    """The keys of what injects put before readers, by the numbers of their entries."""
    rows = db.session.execute(
        select(GameEntry.seq, GameItem.key)
        .join(GameItem, GameItem.entry_id == GameEntry.id)
        .where(GameEntry.event_id == game.event_id, GameEntry.act == Act.RELEASE_INJECT)
    )
    return dict(rows.tuples().all())


def _line(
    inject: Inject,
    state: GameState,
    at: datetime,
    names: Mapping[str, str],
    items: Mapping[int, str],
) -> Line:
    plan = plan_of(inject)
    played = state.injects.get(inject.key)
    before = inject.depends_on
    waits = before is not None and state.standing_of(before.key) is not Standing.RELEASED
    return Line(
        inject=inject,
        standing=state.standing_of(inject.key),
        due=due_at(plan, state),
        since=played.at if played else None,
        late=not state.phase.is_over and is_late(plan, state, at),
        soon=not state.phase.is_over and is_soon(plan, state, at),
        waits_for=before if waits else None,
        to=tuple(name_of(one, names) for one in plan.to),
        item_key=items.get(played.seq, "") if played else "",
    )


def _is_listed(line: Line, state: GameState) -> bool:
    """Whether it is of the present move (before the start, of the first), or was left by an earlier one."""
    shown = max(state.move, 1)
    if line.inject.move is not None:
        number = line.inject.move.number
        return number == shown or (number < shown and line.waits)
    began = state.clock.opened_at if state.clock else None
    return line.waits or began is None or line.since is None or line.since >= began


def _in_time_order(lines: list[Line], at: datetime) -> list[Line]:
    """By the time at which each falls due or was released; those without a time come last."""

    def when(line: Line) -> datetime | None:
        return line.since if line.standing is Standing.RELEASED else line.due

    far = max((found for line in lines if (found := when(line))), default=at) + timedelta(days=1)
    ordered = sorted(lines, key=lambda line: (when(line) or far, line.inject.rank))
    for place, line in enumerate(ordered):
        found = when(line)
        if line.standing is not Standing.RELEASED and (found is None or found > at):
            ordered[place] = replace(line, first_after_now=True)
            break
    return ordered

"""The design as the engine asks for it: readers by key, plans of injects and moves, who a player is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from app.access.aside import rows_for_all
from app.core.errors import NotFound
from app.extensions import db
from app.games.engine import InjectPlan, MovePlan, Player
from app.games.models import Casting, Game, GameMove, GameRole, GameTeam, Inject
from app.games.rules import InjectKind, Readiness, TeamKind, reader_key
from app.invitations.rules import ATTENDING
from app.participation.models import Participation


@dataclass(frozen=True)
class KnownReaders:
    """The teams and roles of a game by their names in the engine: ``team`` or ``team/role``."""

    ids: dict[str, tuple[int, int | None]]

    def find(self, reader: str) -> tuple[int, int | None]:
        """Return the ids of team and role. Raises NotFound for a reader this game does not have."""
        if reader not in self.ids:
            raise NotFound
        return self.ids[reader]


def readers_known(game: Game) -> KnownReaders:
    """Return every team and role of ``game``, in one statement."""
    rows = rows_for_all(
        select(GameTeam.id, GameTeam.key, GameRole.id.label("role"), GameRole.key.label("role_key"))
        .outerjoin(GameRole, GameRole.team_id == GameTeam.id)
        .where(GameTeam.event_id == game.event_id)
    )
    ids: dict[str, tuple[int, int | None]] = {row.key: (row.id, None) for row in rows}
    ids |= {f"{row.key}/{row.role_key}": (row.id, row.role) for row in rows if row.role}
    return KnownReaders(ids)


def team_keys(game: Game) -> tuple[str, ...]:
    """Return the keys of the teams that play, in their order."""
    rows = rows_for_all(
        select(GameTeam.key)
        .where(GameTeam.event_id == game.event_id, GameTeam.kind == TeamKind.TEAM)
        .order_by(GameTeam.position, GameTeam.id)
    )
    return tuple(row.key for row in rows)


def plan_of(inject: Inject) -> InjectPlan:
    """Return what the engine must know of ``inject``."""
    return InjectPlan(
        key=inject.key,
        number=inject.number,
        to=tuple(reader_key(one.team, one.role) for one in inject.to),
        move=inject.move.number if inject.move else None,
        planned_at=inject.planned_at,
        offset_seconds=inject.offset_seconds,
        depends_on=inject.depends_on.key if inject.depends_on else None,
        usable=inject.readiness is not Readiness.DRAFT,
        scheduled=inject.readiness is Readiness.SCHEDULED
        and inject.kind is not InjectKind.CONTINGENCY,
    )


def move_plan(game: Game, move: GameMove) -> MovePlan:
    """Return what the engine must know of ``move``."""
    return MovePlan(
        number=move.number,
        situation_at=move.situation_at,
        pace=game.pace,
        due_seconds=None if move.due_minutes is None else move.due_minutes * 60,
    )


def player_of(game: Game, seat: Participation) -> Player:
    """Return who plays at ``seat`` in the present move. Raises NotFound for a seat without a role.

    Someone who holds roles in two teams acts for the one cast last. Whoever leads hands in the
    decision; where nobody leads at present, everybody may.
    """
    rows = rows_for_all(
        select(GameTeam.key, GameTeam.id, GameTeam.kind, GameRole.key.label("role"), GameRole.leads)
        .join(GameRole, GameRole.team_id == GameTeam.id)
        .join(Casting, Casting.role_id == GameRole.id)
        .where(Casting.participation_id == seat.id, Casting.event_id == game.event_id, _now(game))
        .order_by(Casting.from_move.desc(), Casting.id.desc())
    )
    if not rows:
        raise NotFound
    first = rows[0]
    if first.kind is not TeamKind.TEAM:
        return Player(seat=seat.key, team=None)
    own = [row for row in rows if row.id == first.id]
    return Player(
        seat=seat.key,
        team=first.key,
        roles=tuple(row.role for row in own),
        may_submit=any(row.leads for row in own) or not is_led(game, first.id),
    )


def is_led(game: Game, team_id: int) -> bool:
    """Whether somebody who said yes leads the team in the present move."""
    leading = (
        select(Casting.id)
        .join(GameRole, GameRole.id == Casting.role_id)
        .join(Participation, Participation.id == Casting.participation_id)
        .where(
            GameRole.team_id == team_id,
            GameRole.leads.is_(True),
            Participation.state.in_(ATTENDING),
            _now(game),
        )
    )
    return bool(rows_for_all(leading.limit(1)))


def _now(game: Game) -> ColumnElement[bool]:
    """The role is held in the present move."""
    until = or_(Casting.to_move.is_(None), Casting.to_move >= game.move_number)
    return and_(Casting.from_move <= game.move_number, until)


def teams_of(game: Game) -> Sequence[GameTeam]:
    """Return the teams of ``game`` in their order, control and observers among them."""
    return db.session.scalars(
        select(GameTeam)
        .where(GameTeam.event_id == game.event_id)
        .order_by(GameTeam.position, GameTeam.id)
    ).all()

"""The teams, who plays in them now, whose desk is open, and how much they have not read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, distinct, func, or_, select
from sqlalchemy.orm import selectinload

from app.extensions import db
from app.games.engine import GameState, Submitted, submission_key
from app.games.models import (
    Casting,
    Delivery,
    Game,
    GameItem,
    GameRole,
    GameTeam,
    Presence,
    Reading,
)
from app.games.queries.desk import IS_MAIL, IS_NEWS
from app.games.rules import TeamKind
from app.participation.models import Participation

ONLINE = timedelta(seconds=60)
"""How long after it was last heard of a desk counts as open."""
DELIVERIES_COUNTED = 400
"""What is unread is counted among so many of the latest deliveries, however long the game lasts."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """Who plays a role now, and whether their desk is open."""

    seat: Participation
    role: GameRole
    online: bool
    last_seen: datetime | None
    unread: int
    answered: bool


@dataclass(frozen=True, kw_only=True)
class Side:
    """A team, who plays in it, and its decision in the present move."""

    team: GameTeam
    members: list[Member]
    submitted: Submitted | None = None

    @property
    def plays(self) -> bool:
        """Whether it is a team, and neither control nor observers."""
        return self.team.kind is TeamKind.TEAM


def teams_cast(game: Game) -> Sequence[GameTeam]:
    """Return the teams of ``game`` in their order, with their roles and who was ever cast in them."""
    cast = selectinload(GameTeam.roles).selectinload(GameRole.castings)
    return db.session.scalars(
        select(GameTeam)
        .where(GameTeam.event_id == game.event_id)
        .order_by(GameTeam.position, GameTeam.id)
        .options(cast.joinedload(Casting.seat).joinedload(Participation.person))
    ).all()


def sides_of(game: Game, teams: Sequence[GameTeam], state: GameState, at: datetime) -> list[Side]:
    """Return ``teams`` with whoever plays in them in the present move."""
    seen = {
        one.participation_id: one.at
        for one in db.session.scalars(select(Presence).where(Presence.event_id == game.event_id))
    }
    unread = _unread(game)
    answered = set(state.check.answered) if state.check else set()

    def members(team: GameTeam) -> list[Member]:
        return [
            Member(
                seat=casting.seat,
                role=role,
                online=(last := seen.get(casting.participation_id)) is not None
                and at - last <= ONLINE,
                last_seen=last,
                unread=unread.get(casting.participation_id, 0),
                answered=casting.seat.key in answered,
            )
            for role in team.roles
            for casting in role.castings
            if casting.from_move <= state.move
            and (casting.to_move is None or casting.to_move >= state.move)
        ]

    return [
        Side(
            team=team,
            members=members(team),
            submitted=state.submissions.get(submission_key(state.move, team.key)),
        )
        for team in teams
    ]


def _unread(game: Game) -> dict[int, int]:
    """How much mail and news before each seat has not been opened, by the seat's id."""
    counted = (
        select(Delivery.id)
        .where(Delivery.event_id == game.event_id)
        .order_by(Delivery.id.desc())
        .offset(DELIVERIES_COUNTED)
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(Casting.participation_id, func.count(distinct(Delivery.item_id)))
        .join(GameRole, GameRole.id == Casting.role_id)
        .join(
            Delivery,
            and_(
                Delivery.team_id == GameRole.team_id,
                or_(Delivery.role_id.is_(None), Delivery.role_id == GameRole.id),
                Delivery.own.is_(False),
                or_(Casting.to_move.is_(None), Delivery.move_number <= Casting.to_move),
            ),
        )
        .join(GameItem, GameItem.id == Delivery.item_id)
        .outerjoin(
            Reading,
            and_(
                Reading.item_id == Delivery.item_id,
                Reading.participation_id == Casting.participation_id,
            ),
        )
        .where(
            Casting.event_id == game.event_id,
            Delivery.id > func.coalesce(counted, 0),
            Reading.id.is_(None),
            or_(IS_MAIL, IS_NEWS),
        )
        .group_by(Casting.participation_id)
    )
    return dict(db.session.execute(statement).tuples().all())

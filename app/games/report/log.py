"""All that a report is written from, read in a bounded number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.extensions import db
from app.games.engine import GameState, replay
from app.games.models import (
    Addressee,
    Casting,
    Delivery,
    Game,
    GameEntry,
    GameItem,
    GameMove,
    GamePlan,
    GameRole,
    GameTeam,
    Indicator,
    Inject,
    Lesson,
)
from app.games.queries import entries_after
from app.games.rules import Act, name_of, reader_names
from app.invitations.models import Consent
from app.invitations.rules import Scope
from app.participation.models import Participation
from app.people.models import Person

UNTOLD = (Act.ANSWER_CHECK,)


@dataclass(frozen=True, kw_only=True)
class Log:
    """The game as designed and as played."""

    game: Game
    plan: GamePlan
    teams: Sequence[GameTeam]
    moves: Sequence[GameMove]
    injects: Sequence[Inject]
    indicators: Sequence[Indicator]
    entries: Sequence[GameEntry]
    lessons: Sequence[Lesson]
    state: GameState
    named: Mapping[str, str]
    """The names of those who have said that they may be listed, by the keys of their seats."""

    @cached_property
    def readers(self) -> Mapping[str, str]:
        """What teams and roles are called, by their keys."""
        return reader_names(self.teams)

    def name_of(self, reader: str) -> str:
        """What a reader is called."""
        return name_of(reader, self.readers)

    def of(self, *acts: Act) -> list[GameEntry]:
        """The entries of these kinds."""
        return [one for one in self.entries if one.act in acts]


def read_log(game: Game) -> Log:
    """Return what there is to tell of ``game``."""
    of_game = game.event_id
    return Log(
        game=game,
        plan=db.session.get_one(GamePlan, of_game),
        teams=db.session.scalars(
            select(GameTeam)
            .where(GameTeam.event_id == of_game)
            .order_by(GameTeam.position, GameTeam.id)
            .options(
                selectinload(GameTeam.roles)
                .selectinload(GameRole.castings)
                .joinedload(Casting.seat)
                .joinedload(Participation.person)
            )
        ).all(),
        moves=db.session.scalars(
            select(GameMove)
            .where(GameMove.event_id == of_game)
            .order_by(GameMove.number)
            .options(joinedload(GameMove.scenario))
        ).all(),
        injects=db.session.scalars(
            select(Inject)
            .where(Inject.event_id == of_game)
            .order_by(Inject.rank, Inject.id)
            .options(
                joinedload(Inject.move),
                joinedload(Inject.depends_on),
                selectinload(Inject.to).options(
                    joinedload(Addressee.team), joinedload(Addressee.role)
                ),
            )
        ).all(),
        indicators=db.session.scalars(
            select(Indicator)
            .where(Indicator.event_id == of_game)
            .order_by(Indicator.position, Indicator.id)
        ).all(),
        entries=db.session.scalars(
            select(GameEntry)
            .where(GameEntry.event_id == of_game, GameEntry.act.not_in(UNTOLD))
            .order_by(GameEntry.seq)
            .options(
                selectinload(GameEntry.item).options(
                    joinedload(GameItem.team),
                    selectinload(GameItem.deliveries).joinedload(Delivery.team),
                )
            )
        ).all(),
        lessons=db.session.scalars(
            select(Lesson).where(Lesson.event_id == of_game).order_by(Lesson.id)
        ).all(),
        state=replay(entries_after(game, 0)),
        named=_named(of_game),
    )


def _named(event_id: int) -> dict[str, str]:
    """Return the names of those who agreed to be listed, but for who is never to be listed publicly."""
    agreed = (
        select(Participation)
        .join(Consent, Consent.participation_id == Participation.id)
        .join(Person, Person.id == Participation.person_id)
        .where(
            Person.never_list.is_(False),
            Participation.event_id == event_id,
            Consent.scope == Scope.LISTED,
            Consent.given.is_(True),
            Consent.replaced_at.is_(None),
        )
        .options(contains_eager(Participation.person))
    )
    return {seat.key: seat.name for seat in db.session.scalars(agreed)}

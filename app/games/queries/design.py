"""The design of a game as its pages show it, each in a few statements whatever its size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.access.roles import Permission
from app.core.errors import NotFound
from app.core.messages import N_
from app.events.models import Event
from app.events.queries import event_for
from app.extensions import db
from app.games.models import (
    Addressee,
    Casting,
    Game,
    GameFile,
    GameMove,
    GamePlan,
    GameRole,
    GameTeam,
    Indicator,
    Inject,
    Scenario,
    ScenarioTime,
    SecretBrief,
)
from app.games.queries.state import game_of
from app.games.rules import InjectKind, Readiness, TeamKind
from app.participation.models import Participation
from app.participation.rules import GONE_STATES
from app.people.models import Person

Row = TypeVar("Row")


def game_for(key: str, permission: Permission = Permission.READ) -> Game:
    """Return the game of the event with the public ``key``. Raises NotFound."""
    return game_of(event_for(key, permission))


def has_game(event: Event) -> bool:
    """Whether the design was begun, as far as the viewer may know."""
    return db.session.get(Game, event.id) is not None


def plan_for(game: Game) -> GamePlan:
    """Return what the game is to find out."""
    return db.session.get_one(GamePlan, game.event_id)


def roster_of(game: Game) -> Sequence[GameTeam]:
    """Return the teams in their order, with roles, castings and seats."""
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


def secrets_of(game: Game) -> dict[tuple[int, int | None], SecretBrief]:
    """Return the secret briefs by the ids of team and role."""
    found = db.session.scalars(select(SecretBrief).where(SecretBrief.event_id == game.event_id))
    return {(one.team_id, one.role_id): one for one in found}


def team_for(game: Game, key: str) -> GameTeam:
    """Return the team of ``game`` with the public ``key``. Raises NotFound."""
    return _found(
        db.session.scalar(
            select(GameTeam).where(GameTeam.event_id == game.event_id, GameTeam.key == key)
        )
    )


def role_for(game: Game, key: str) -> GameRole:
    """Return the role of ``game`` with the public ``key``. Raises NotFound."""
    return _found(
        db.session.scalar(
            select(GameRole).where(GameRole.event_id == game.event_id, GameRole.key == key)
        )
    )


def casting_for(game: Game, key: str) -> Casting:
    """Return the casting of ``game`` with the public ``key``. Raises NotFound."""
    return _found(
        db.session.scalar(
            select(Casting).where(Casting.event_id == game.event_id, Casting.key == key)
        )
    )


def scenario_for(game: Game, key: str) -> Scenario:
    """Return the scenario of ``game`` with the public ``key``. Raises NotFound."""
    return _found(
        db.session.scalar(
            select(Scenario).where(Scenario.event_id == game.event_id, Scenario.key == key)
        )
    )


def move_for(game: Game, key: str) -> GameMove:
    """Return the move of ``game`` with the public ``key``. Raises NotFound."""
    return _found(
        db.session.scalar(
            select(GameMove).where(GameMove.event_id == game.event_id, GameMove.key == key)
        )
    )


def indicator_for(game: Game, key: str) -> Indicator:
    """Return the indicator of ``game`` with the public ``key``. Raises NotFound."""
    return _found(
        db.session.scalar(
            select(Indicator).where(Indicator.event_id == game.event_id, Indicator.key == key)
        )
    )


def inject_for(game: Game, key: str) -> Inject:
    """Return the inject of ``game`` with the public ``key``, its readers loaded. Raises NotFound."""
    return _found(db.session.scalar(_injects(game).where(Inject.key == key)))


def file_for(game: Game, key: str) -> GameFile:
    """Return the file of ``game`` with the public ``key``. Raises NotFound."""
    return _found(
        db.session.scalar(
            select(GameFile).where(GameFile.event_id == game.event_id, GameFile.key == key)
        )
    )


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row


def scenarios_of(game: Game) -> Sequence[Scenario]:
    """Return the scenarios in their order, with their times."""
    return db.session.scalars(
        select(Scenario)
        .where(Scenario.event_id == game.event_id)
        .options(selectinload(Scenario.times).joinedload(ScenarioTime.team))
        .order_by(Scenario.number)
    ).all()


def moves_of(game: Game) -> Sequence[GameMove]:
    """Return the moves in their order, with their scenarios."""
    return db.session.scalars(
        select(GameMove)
        .where(GameMove.event_id == game.event_id)
        .options(joinedload(GameMove.scenario))
        .order_by(GameMove.number)
    ).all()


def indicators_of(game: Game) -> Sequence[Indicator]:
    """Return the indicators in their order."""
    return db.session.scalars(
        select(Indicator)
        .where(Indicator.event_id == game.event_id)
        .options(joinedload(Indicator.team))
        .order_by(Indicator.position, Indicator.id)
    ).all()


def _injects(game: Game) -> Select[tuple[Inject]]:
    return (
        select(Inject)
        .where(Inject.event_id == game.event_id)
        .options(
            joinedload(Inject.move),
            joinedload(Inject.depends_on),
            selectinload(Inject.to).joinedload(Addressee.team),
            selectinload(Inject.to).joinedload(Addressee.role),
            selectinload(Inject.files),
        )
        .order_by(Inject.rank, Inject.id)
    )


def injects_of(
    game: Game,
    *,
    move: str = "",
    team: str = "",
    kind: InjectKind | None = None,
    readiness: Readiness | None = None,
) -> Sequence[Inject]:
    """Return the list of injects in its order, narrowed to a move, a team (by key), a kind or a readiness."""
    query = _injects(game)
    if move == "none":
        query = query.where(Inject.move_id.is_(None))
    elif move:
        query = query.where(
            Inject.move_id.in_(
                select(GameMove.id).where(GameMove.event_id == game.event_id, GameMove.key == move)
            )
        )
    if team:
        query = query.where(
            Inject.id.in_(
                select(Addressee.inject_id)
                .join(GameTeam, GameTeam.id == Addressee.team_id)
                .where(GameTeam.event_id == game.event_id, GameTeam.key == team)
            )
        )
    if kind is not None:
        query = query.where(Inject.kind == kind)
    if readiness is not None:
        query = query.where(Inject.readiness == readiness)
    return db.session.scalars(query).all()


def seats_in(game: Game) -> Sequence[Participation]:
    """Return the seats that may be cast, by name; whoever declined or left is none of them."""
    return db.session.scalars(
        select(Participation)
        .where(Participation.event_id == game.event_id, Participation.state.not_in(GONE_STATES))
        .options(
            joinedload(Participation.person).selectinload(Person.addresses),
            joinedload(Participation.person).joinedload(Person.dossier),
        )
        .order_by(Participation.position, Participation.id)
    ).all()


@dataclass(frozen=True)
class Missing:
    """Something to be done before STARTEX, and the page where it is done; ``message`` is a message id."""

    message: str
    facts: Mapping[str, object]
    endpoint: str
    values: Mapping[str, str] = field(default_factory=dict)


def missing_before_start(game: Game) -> list[Missing]:
    """Return what the design still lacks, in the order in which it is made."""
    return [
        *_missing_in_roster(game),
        *_missing_in_scenarios(game),
        *_missing_in_moves(game),
        *_missing_in_injects(game),
    ]


def _missing_in_roster(game: Game) -> list[Missing]:
    found: list[Missing] = []
    cast: set[int] = set()
    teams = roster_of(game)
    if not any(team.kind is TeamKind.TEAM for team in teams):
        found.append(Missing(N_("No team plays yet."), {}, "teams"))
    for team in teams:
        held = [casting for role in team.roles for casting in role.castings]
        cast.update(one.participation_id for one in held)
        if team.kind is not TeamKind.TEAM:
            continue
        if not team.roles:
            found.append(
                Missing(
                    N_("%(team)s has no roles."), {"team": team.name}, "team", {"team": team.key}
                )
            )
        found += [
            Missing(
                N_("Nobody plays %(role)s (%(team)s)."),
                {"role": role.name, "team": team.name},
                "role",
                {"role": role.key},
            )
            for role in team.roles
            if not role.castings
        ]
    for seat in seats_in(game):
        if seat.id not in cast:
            found.append(Missing(N_("%(name)s has no role."), {"name": seat.name}, "teams"))
        elif seat.person is not None and not seat.person.letter_address:
            found.append(
                Missing(
                    N_("%(name)s has no e-mail address for the invitation."),
                    {"name": seat.name},
                    "teams",
                )
            )
    return found


def _missing_in_scenarios(game: Game) -> list[Missing]:
    found: list[Missing] = []
    teams = [team for team in game.teams if team.kind is TeamKind.TEAM]
    moves = moves_of(game)
    for scenario in scenarios_of(game):
        at = {"scenario": scenario.key}
        times = {one.team_id: one.release_at for one in scenario.times}
        starts = [
            one.starts_at for one in moves if one.scenario_id == scenario.id and one.starts_at
        ]
        late_from = min(starts) - timedelta(hours=game.lead_hours) if starts else None
        facts = {"number": scenario.number, "hours": game.lead_hours}
        without = [team.name for team in teams if team.id not in times]
        late = [
            team.name
            for team in teams
            if late_from is not None and team.id in times and times[team.id] > late_from
        ]
        if without:
            found.append(
                Missing(
                    N_("Scenario %(number)s has no release time for %(teams)s."),
                    {**facts, "teams": ", ".join(without)},
                    "scenario",
                    at,
                )
            )
        if late:
            found.append(
                Missing(
                    N_(
                        "Scenario %(number)s reaches %(teams)s less than %(hours)s hours before its move."
                    ),
                    {**facts, "teams": ", ".join(late)},
                    "scenario",
                    at,
                )
            )
    return found


def _missing_in_moves(game: Game) -> list[Missing]:
    moves = moves_of(game)
    found = [] if moves else [Missing(N_("There is no move yet."), {}, "moves")]
    for move in moves:
        at, facts = {"move": move.key}, {"number": move.number}
        if not move.situation:
            found.append(Missing(N_("Move %(number)s has no situation."), facts, "move", at))
        if move.starts_at is None:
            found.append(Missing(N_("Move %(number)s has no start yet."), facts, "move", at))
    return found


def _missing_in_injects(game: Game) -> list[Missing]:
    injects = injects_of(game)
    found = [] if injects else [Missing(N_("There is no inject yet."), {}, "injects")]
    drafts = [one.number for one in injects if one.readiness is Readiness.DRAFT]
    if drafts:
        found.append(
            Missing(
                N_("Still drafts: injects %(numbers)s."),
                {"numbers": ", ".join(drafts)},
                "injects",
                {"readiness": Readiness.DRAFT.value},
            )
        )
    found += [
        Missing(
            N_("Inject %(number)s goes to nobody."),
            {"number": one.number},
            "inject",
            {"inject": one.key},
        )
        for one in injects
        if not one.to
    ]
    return found

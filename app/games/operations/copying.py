"""A game is run again: its design is copied to the copy of its event, nothing of its play."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.core.clock import NonexistentTime, to_instant
from app.events.models import Event
from app.extensions import db
from app.games.models import (
    Game,
    GameFile,
    GameMove,
    GamePlan,
    GameRelease,
    GameRole,
    GameTeam,
    Indicator,
    Inject,
    Scenario,
    SecretBrief,
)
from app.games.operations.design import cast
from app.participation.models import Participation
from app.participation.queries import seats_of


def copy_game(source: Event, copy: Event) -> Game | None:
    """Give ``copy`` the design of the game of ``source``, if there is one; castings where people came along.

    What players have seen, written and ruled stays with the source. Real times move along with
    the event on its wall clock; without dates on both sides only those from the start of a move stay.
    """
    old = db.session.get(Game, source.id)
    if old is None or db.session.get(Game, copy.id) is not None:
        return None
    return _Copying(old, source, copy).all()


class _Copying:
    """The copy being made; each part is found again by the id of the old one."""

    def __init__(self, old: Game, source: Event, copy: Event) -> None:
        self.old, self.source, self.copy = old, source, copy
        self.teams: dict[int, GameTeam] = {}
        self.roles: dict[int, GameRole] = {}
        self.scenarios: dict[int, Scenario] = {}
        self.moves: dict[int, GameMove] = {}

    def all(self) -> Game:
        game = Game(
            event_id=self.copy.id,
            traffic=self.old.traffic,
            pace=self.old.pace,
            lead_hours=self.old.lead_hours,
        )
        db.session.add(game)
        db.session.flush()
        plan = db.session.get_one(GamePlan, self.old.event_id)
        db.session.add_all(
            [
                GamePlan(
                    event_id=self.copy.id,
                    purpose=plan.purpose,
                    questions=plan.questions,
                    objectives=plan.objectives,
                    assumptions=plan.assumptions,
                ),
                GameRelease(event_id=self.copy.id),
            ]
        )
        self.copy_teams()
        self.copy_castings()
        self.copy_scenarios()
        self.copy_moves()
        self.copy_injects()
        self.copy_indicators()
        return game

    def copy_teams(self) -> None:
        for team in self.old.teams:
            again = GameTeam(
                event_id=self.copy.id,
                kind=team.kind,
                name=team.name,
                position=team.position,
                public_brief=team.public_brief,
            )
            self.teams[team.id] = again
            db.session.add(again)
            db.session.flush()
            for role in team.roles:
                self.roles[role.id] = GameRole(
                    event_id=self.copy.id,
                    team_id=again.id,
                    name=role.name,
                    position=role.position,
                    leads=role.leads,
                    public_brief=role.public_brief,
                )
        db.session.add_all(self.roles.values())
        db.session.flush()
        for secret in db.session.scalars(
            select(SecretBrief).where(SecretBrief.event_id == self.source.id)
        ):
            db.session.add(
                SecretBrief(
                    event_id=self.copy.id,
                    team_id=self.teams[secret.team_id].id,
                    role_id=self.roles[secret.role_id].id if secret.role_id else None,
                    brief=secret.brief,
                    goals=secret.goals,
                    red_lines=secret.red_lines,
                )
            )

    def copy_castings(self) -> None:
        """Cast whoever was seated again, in the same roles."""
        seats: dict[tuple[int | None, str], Participation] = {
            (seat.person_id, seat.seat_label): seat for seat in seats_of(self.copy)
        }
        for team in self.old.teams:
            for role in team.roles:
                for casting in role.castings:
                    seat = seats.get((casting.seat.person_id, casting.seat.seat_label))
                    if seat is not None:
                        cast(
                            self.roles[role.id],
                            seat,
                            from_move=casting.from_move,
                            to_move=casting.to_move,
                        )

    def copy_scenarios(self) -> None:
        for scenario in db.session.scalars(
            select(Scenario).where(Scenario.event_id == self.source.id).order_by(Scenario.number)
        ):
            again = Scenario(
                event_id=self.copy.id,
                number=scenario.number,
                title=scenario.title,
                text=scenario.text,
            )
            for time in scenario.times:
                if (release_at := self.moved(time.release_at)) is not None:
                    again.times.append(
                        type(time)(team_id=self.teams[time.team_id].id, release_at=release_at)
                    )
            self.scenarios[scenario.id] = again
        db.session.add_all(self.scenarios.values())
        db.session.flush()

    def copy_moves(self) -> None:
        for move in db.session.scalars(
            select(GameMove).where(GameMove.event_id == self.source.id).order_by(GameMove.number)
        ):
            self.moves[move.id] = GameMove(
                event_id=self.copy.id,
                scenario_id=self.scenarios[move.scenario_id].id if move.scenario_id else None,
                number=move.number,
                title=move.title,
                starts_at=self.moved(move.starts_at),
                ends_at=self.moved(move.ends_at),
                situation_at=move.situation_at,
                situation=move.situation,
                ask=move.ask,
                due_minutes=move.due_minutes,
            )
        db.session.add_all(self.moves.values())
        db.session.flush()

    def copy_injects(self) -> None:
        old = db.session.scalars(
            select(Inject).where(Inject.event_id == self.source.id).order_by(Inject.rank)
        ).all()
        attached = {file.id for inject in old for file in inject.files}
        files = {
            file.id: GameFile(
                event_id=self.copy.id,
                name=file.name,
                mime_type=file.mime_type,
                content=file.content,
            )
            for file in db.session.scalars(
                select(GameFile).where(GameFile.id.in_(attached)).options(undefer(GameFile.content))
            )
        }
        again: dict[int, Inject] = {}
        for inject in old:
            again[inject.id] = Inject(
                event_id=self.copy.id,
                number=inject.number,
                rank=inject.rank,
                title=inject.title,
                move_id=self.moves[inject.move_id].id if inject.move_id else None,
                kind=inject.kind,
                readiness=inject.readiness,
                medium=inject.medium,
                planned_at=self.moved(inject.planned_at),
                offset_seconds=inject.offset_seconds,
                game_at=inject.game_at,
                sender=inject.sender,
                body=inject.body,
                controller=inject.controller,
                expected=inject.expected,
                objective=inject.objective,
                files=[files[file.id] for file in inject.files],
                to=[
                    type(one)(
                        team_id=self.teams[one.team_id].id,
                        role_id=self.roles[one.role_id].id if one.role_id else None,
                    )
                    for one in inject.to
                ],
            )
        db.session.add_all(again.values())
        db.session.flush()
        for inject in old:
            if inject.depends_on_id is not None:
                again[inject.id].depends_on_id = again[inject.depends_on_id].id

    def copy_indicators(self) -> None:
        for one in db.session.scalars(
            select(Indicator).where(Indicator.event_id == self.source.id)
        ):
            db.session.add(
                Indicator(
                    event_id=self.copy.id,
                    name=one.name,
                    position=one.position,
                    low=one.low,
                    high=one.high,
                    start=one.start,
                    low_label=one.low_label,
                    high_label=one.high_label,
                    sight=one.sight,
                    team_id=self.teams[one.team_id].id if one.team_id else None,
                )
            )
        db.session.flush()

    def moved(self, at: datetime | None) -> datetime | None:
        """The same time on the wall clock as the copy lies to its source; None where either has no date."""
        by = self.moved_by()
        if at is None or by is None:
            return None
        local = at.astimezone(ZoneInfo(self.source.zone)).replace(tzinfo=None) + by
        return _instant(local, self.copy.zone)

    def moved_by(self) -> timedelta | None:
        if self.source.local_start is None or self.copy.local_start is None:
            return None
        if self.source.date_only or self.copy.date_only:
            return self.copy.local_start.date() - self.source.local_start.date()
        return self.copy.local_start - self.source.local_start


def _instant(local: datetime, zone: str) -> datetime:
    """The instant, moved over a gap where clocks go forward; of two equal times the first."""
    try:
        return to_instant(local, zone, fold=0)
    except NonexistentTime as skipped:
        return skipped.after.astimezone(UTC)

"""How a game is designed: teams, roles and who plays them, scenarios, moves, injects, indicators.

None commits. What players were given stands in items and never changes, so the design may be
edited while a game is on; only what play has used up stays: a move that was opened, an inject that
was released.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.events.models import Event
from app.events.operations.trail import changed
from app.events.rules import EventKind
from app.extensions import db
from app.games.models import (
    Addressee,
    Casting,
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
    ScenarioTime,
    ScenarioVersion,
    SecretBrief,
)
from app.games.rules import (
    InjectKind,
    Medium,
    Readiness,
    Sight,
    TeamKind,
    Traffic,
    next_number,
    rank_of,
)
from app.participation.models import Participation


def start_design(event: Event) -> Game:
    """Make a game of ``event``, with control and observers in it. Raises Refused for another kind."""
    if event.kind is not EventKind.PEACE_GAME:
        raise Refused(N_("Only a peace game is played. Change the kind of the event first."))
    if db.session.get(Game, event.id) is not None:
        raise Refused(N_("This event has its game already."))
    game = Game(event_id=event.id)
    db.session.add(game)
    db.session.flush()
    db.session.add_all([GamePlan(event_id=event.id), GameRelease(event_id=event.id)])
    add_team(game, name="Control", kind=TeamKind.CONTROL)
    add_team(game, name="Observers", kind=TeamKind.OBSERVERS)
    changed(event, N_("began the design of the game of"))
    return game


def set_plan(game: Game, **texts: str) -> None:
    """Keep purpose, questions, objectives, assumptions or hot wash, as named in ``texts``."""
    plan = db.session.get_one(GamePlan, game.event_id)
    for name, text in texts.items():
        setattr(plan, name, text)


def set_terms(game: Game, *, traffic: Traffic, pace: int, lead_hours: int) -> None:
    """Say how messages travel, how fast the game's clock runs, and how early scenarios are given.

    The clock of a move that is open keeps the pace it was opened with.
    """
    if not 1 <= pace <= 1000:
        raise InvalidInput(N_("Choose a pace from 1 to 1000."))
    game.traffic, game.pace, game.lead_hours = traffic, pace, lead_hours


def add_team(
    game: Game, *, name: str, kind: TeamKind = TeamKind.TEAM, public_brief: str = ""
) -> GameTeam:
    """Add a team after the others."""
    last = db.session.scalar(
        select(func.max(GameTeam.position)).where(GameTeam.event_id == game.event_id)
    )
    team = GameTeam(
        event_id=game.event_id,
        name=name,
        kind=kind,
        public_brief=public_brief,
        position=(last or 0) + 1,
    )
    db.session.add(team)
    db.session.flush()
    return team


def add_role(team: GameTeam, *, name: str, leads: bool = False, public_brief: str = "") -> GameRole:
    """Add a role to ``team``; whoever ``leads`` hands in its decisions."""
    last = db.session.scalar(select(func.max(GameRole.position)).where(GameRole.team_id == team.id))
    role = GameRole(
        event_id=team.event_id,
        team_id=team.id,
        name=name,
        leads=leads,
        public_brief=public_brief,
        position=(last or 0) + 1,
    )
    db.session.add(role)
    db.session.flush()
    return role


def set_secret_brief(
    team: GameTeam,
    role: GameRole | None = None,
    *,
    brief: str,
    goals: str = "",
    red_lines: str = "",
) -> SecretBrief:
    """Keep what ``team``, or one ``role`` of it, alone may read."""
    secret = db.session.scalar(
        select(SecretBrief).where(
            SecretBrief.team_id == team.id, SecretBrief.role_id == (role.id if role else None)
        )
    )
    if secret is None:
        secret = SecretBrief(
            event_id=team.event_id, team_id=team.id, role_id=role.id if role else None
        )
        db.session.add(secret)
    secret.brief, secret.goals, secret.red_lines = brief, goals, red_lines
    return secret


def cast(
    role: GameRole, seat: Participation, *, from_move: int = 0, to_move: int | None = None
) -> Casting:
    """Give ``role`` to whoever holds ``seat``, from one move to another (both included).

    Raises InvalidInput for a seat at another event or a span that ends before it begins.
    """
    if seat.event_id != role.event_id:
        raise InvalidInput(N_("This seat is not at this game."))
    if to_move is not None and to_move < from_move:
        raise InvalidInput(N_("The role ends before it begins."))
    casting = Casting(
        event_id=role.event_id,
        role_id=role.id,
        participation_id=seat.id,
        from_move=from_move,
        to_move=to_move,
    )
    db.session.add(casting)
    db.session.flush()
    return casting


def add_scenario(game: Game, *, title: str, text: str = "") -> Scenario:
    """Add a scenario after the others."""
    last = db.session.scalar(
        select(func.max(Scenario.number)).where(Scenario.event_id == game.event_id)
    )
    scenario = Scenario(event_id=game.event_id, number=(last or 0) + 1, title=title, text=text)
    db.session.add(scenario)
    db.session.flush()
    return scenario


def edit_scenario(scenario: Scenario, *, title: str, text: str) -> None:
    """Write another version; the one before is kept."""
    if (scenario.title, scenario.text) == (title, text):
        return
    scenario.versions.append(
        ScenarioVersion(version=scenario.version, title=scenario.title, text=scenario.text)
    )
    scenario.version += 1
    scenario.title, scenario.text = title, text


def set_scenario_time(scenario: Scenario, team: GameTeam, release_at: datetime | None) -> None:
    """Say when ``team`` is given the scenario (an instant in UTC), or that it is given by hand."""
    standing = next((one for one in scenario.times if one.team_id == team.id), None)
    if release_at is None:
        if standing is not None:
            scenario.times.remove(standing)
    elif standing is None:
        scenario.times.append(ScenarioTime(team_id=team.id, release_at=release_at))
    else:
        standing.release_at = release_at


def add_move(
    game: Game,
    *,
    title: str,
    scenario: Scenario | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    situation_at: datetime | None = None,
    situation: str = "",
    ask: str = "",
    due_minutes: int | None = None,
) -> GameMove:
    """Add a move after the others. ``situation_at`` is a wall clock of the game's world."""
    last = db.session.scalar(
        select(func.max(GameMove.number)).where(GameMove.event_id == game.event_id)
    )
    move = GameMove(
        event_id=game.event_id,
        number=(last or 0) + 1,
        title=title,
        scenario_id=scenario.id if scenario else None,
        starts_at=starts_at,
        ends_at=ends_at,
        situation_at=situation_at,
        situation=situation,
        ask=ask,
        due_minutes=due_minutes,
    )
    db.session.add(move)
    db.session.flush()
    return move


def numbers_taken(game: Game) -> frozenset[str]:
    """Return the numbers of all injects of ``game``."""
    return frozenset(
        db.session.scalars(select(Inject.number).where(Inject.event_id == game.event_id))
    )


def add_inject(
    game: Game,
    *,
    title: str,
    to: Sequence[GameTeam | GameRole],
    number: str = "",
    move: GameMove | None = None,
    kind: InjectKind = InjectKind.SCRIPTED,
    readiness: Readiness = Readiness.DRAFT,
    medium: Medium = Medium.CABLE,
    planned_at: datetime | None = None,
    offset_seconds: int | None = None,
    game_at: datetime | None = None,
    sender: str = "",
    body: str = "",
    controller: str = "",
    expected: str = "",
    objective: str = "",
    depends_on: Inject | None = None,
    files: Sequence[GameFile] = (),
) -> Inject:
    """Put an inject on the list; without a ``number`` it gets the next. See ``models.Inject``."""
    taken = numbers_taken(game)
    if number in taken:
        raise InvalidInput(N_("There is an inject %(number)s already."), number=number)
    number = number or next_number(taken)
    inject = Inject(
        event_id=game.event_id,
        number=number,
        rank=rank_of(number),
        title=title,
        move_id=move.id if move else None,
        kind=kind,
        readiness=readiness,
        medium=medium,
        planned_at=planned_at,
        offset_seconds=offset_seconds,
        game_at=game_at,
        sender=sender,
        body=body,
        controller=controller,
        expected=expected,
        objective=objective,
        depends_on_id=depends_on.id if depends_on else None,
        files=list(files),
    )
    db.session.add(inject)
    address(inject, to)
    db.session.flush()
    return inject


def address(inject: Inject, to: Sequence[GameTeam | GameRole]) -> None:
    """Say to whom ``inject`` goes: whole teams, or single roles."""
    inject.to = [
        Addressee(team_id=one.id)
        if isinstance(one, GameTeam)
        else Addressee(team_id=one.team_id, role_id=one.id)
        for one in to
    ]


def add_indicator(
    game: Game,
    *,
    name: str,
    low: int = 0,
    high: int = 10,
    start: int = 5,
    low_label: str = "",
    high_label: str = "",
    sight: Sight = Sight.CONTROL,
    team: GameTeam | None = None,
) -> Indicator:
    """Add an indicator on a scale from ``low`` to ``high``. Raises InvalidInput for no scale."""
    require_scale(low, high, start)
    last = db.session.scalar(
        select(func.max(Indicator.position)).where(Indicator.event_id == game.event_id)
    )
    indicator = Indicator(
        event_id=game.event_id,
        name=name,
        position=(last or 0) + 1,
        low=low,
        high=high,
        start=start,
        low_label=low_label,
        high_label=high_label,
        sight=sight,
        team_id=team.id if team else None,
    )
    db.session.add(indicator)
    db.session.flush()
    return indicator


def require_scale(low: int, high: int, start: int) -> None:
    """Raise InvalidInput for what is no scale, or a value that is not on it."""
    if not low < high or not low <= start <= high:
        raise InvalidInput(N_("The scale goes from a lower to a higher number, and begins on it."))

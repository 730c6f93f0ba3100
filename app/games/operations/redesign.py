"""The design is changed: scenarios, moves, injects and indicators; what play has used up stays.

None commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.extensions import db
from app.games.engine import GameState
from app.games.models import (
    Game,
    GameFile,
    GameMove,
    GameRole,
    GameTeam,
    Indicator,
    Inject,
    Scenario,
)
from app.games.operations.control import rewritten
from app.games.operations.design import (
    add_inject,
    address,
    numbers_taken,
    require_scale,
    set_scenario_time,
    set_terms,
)
from app.games.queries import state_of
from app.games.rules import (
    InjectKind,
    Medium,
    Readiness,
    Rewritten,
    Sight,
    Standing,
    TeamKind,
    Traffic,
    circle_in,
    number_after,
    rank_of,
    require_reachable,
    require_time_in_move,
)

MOST_FILES = 10


def edit_terms(game: Game, *, traffic: Traffic, pace: int, lead_hours: int) -> None:
    """Say anew how messages travel and how time passes. See ``design.set_terms``."""
    was = {"traffic": game.traffic.value, "pace": game.pace, "lead_hours": game.lead_hours}
    became = {"traffic": traffic.value, "pace": pace, "lead_hours": lead_hours}
    set_terms(game, traffic=traffic, pace=pace, lead_hours=lead_hours)
    rewritten(game, Rewritten.TERMS, was=was, became=became)


def delete_scenario(game: Game, scenario: Scenario) -> None:
    """Take the scenario out. Raises Refused once a team was given it."""
    if state_of(game).scenarios.get(scenario.key):
        raise Refused(N_("This scenario was given to a team, so it stays."))
    db.session.delete(scenario)
    db.session.flush()


def release_before_move(game: Game, scenario: Scenario, *, hours: int) -> datetime:
    """Let every team be given the scenario so many hours before its first move starts."""
    first = db.session.scalar(
        select(func.min(GameMove.starts_at)).where(GameMove.scenario_id == scenario.id)
    )
    if first is None:
        raise InvalidInput(N_("No move that plays this scenario has a start yet."))
    release_at = first - timedelta(hours=hours)
    for team in game.teams:
        if team.kind is TeamKind.TEAM:
            set_scenario_time(scenario, team, release_at)
    return release_at


def edit_move(
    game: Game,
    move: GameMove,
    *,
    title: str,
    scenario: Scenario | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    situation_at: datetime | None,
    situation: str,
    ask: str,
    due_minutes: int | None,
) -> None:
    """Say anew what is played in ``move``. Raises Refused for one that was opened."""
    _require_planned(game, move)
    require_order(starts_at, ends_at)
    for inject in db.session.scalars(select(Inject).where(Inject.move_id == move.id)):
        try:
            require_time_in_move(
                planned_at=inject.planned_at,
                offset_seconds=inject.offset_seconds,
                starts_at=starts_at,
                ends_at=ends_at,
            )
        except InvalidInput as refusal:
            raise InvalidInput(
                N_("Inject %(number)s would lie outside the move. Give it another time first."),
                number=inject.number,
            ) from refusal
    move.title, move.scenario_id = title, scenario.id if scenario else None
    move.starts_at, move.ends_at, move.situation_at = starts_at, ends_at, situation_at
    move.situation, move.ask, move.due_minutes = situation, ask, due_minutes
    db.session.flush()


def require_order(starts_at: datetime | None, ends_at: datetime | None) -> None:
    """Raise InvalidInput for an end before the start, or without one."""
    if ends_at is not None and starts_at is None:
        raise InvalidInput(N_("There is an end, but no start."))
    if starts_at is not None and ends_at is not None and ends_at < starts_at:
        raise InvalidInput(N_("The end is before the start."))


def delete_move(game: Game, move: GameMove) -> None:
    """Take the last move out. Raises Refused for any other, one that was opened or one with injects."""
    _require_planned(game, move)
    last = db.session.scalar(
        select(func.max(GameMove.number)).where(GameMove.event_id == game.event_id)
    )
    if move.number != last:
        raise Refused(N_("Only the last move can be deleted: moves are numbered."))
    if db.session.scalar(select(Inject.id).where(Inject.move_id == move.id).limit(1)):
        raise Refused(N_("There are injects in this move. Put them elsewhere first."))
    db.session.delete(move)
    db.session.flush()


def _require_planned(game: Game, move: GameMove) -> None:
    if move.number <= game.move_number:
        raise Refused(
            N_("Move %(number)s was opened. What players were given stays as it is."),
            number=move.number,
        )


def check_inject(
    game: Game,
    *,
    inject: Inject | None,
    move: GameMove | None,
    planned_at: datetime | None,
    offset_seconds: int | None,
    depends_on: Inject | None,
    readiness: Readiness,
    to: Sequence[GameTeam | GameRole],
) -> None:
    """Raise InvalidInput for a time outside the move, or injects that would wait for one another.

    Nor is anything approved that goes to nobody, or scheduled that has no time.
    """
    require_reachable(
        readiness,
        has_move=move is not None,
        has_time=planned_at is not None or offset_seconds is not None,
        has_readers=bool(to),
    )
    if offset_seconds is not None and move is None:
        raise InvalidInput(N_("A time from the start of a move needs a move."))
    require_time_in_move(
        planned_at=planned_at,
        offset_seconds=offset_seconds,
        starts_at=move.starts_at if move else None,
        ends_at=move.ends_at if move else None,
    )
    if depends_on is None or inject is None:
        return
    rows = db.session.execute(
        select(Inject.id, Inject.number, Inject.depends_on_id).where(
            Inject.event_id == game.event_id
        )
    ).all()
    numbers = {row.id: row.number for row in rows}
    depends = {row.number: numbers.get(row.depends_on_id) for row in rows}
    depends[inject.number] = depends_on.number
    require_no_circle(depends)


def require_no_circle(depends: dict[str, str | None]) -> None:
    """Raise InvalidInput if injects depend on one another in a circle; ``depends`` goes by numbers."""
    if circle := circle_in(depends):
        raise InvalidInput(
            N_("These injects would wait for one another: %(numbers)s."),
            numbers=" → ".join(circle),
        )


def edit_inject(
    game: Game,
    inject: Inject,
    *,
    title: str,
    to: Sequence[GameTeam | GameRole],
    number: str,
    move: GameMove | None,
    kind: InjectKind,
    readiness: Readiness,
    medium: Medium,
    planned_at: datetime | None,
    offset_seconds: int | None,
    game_at: datetime | None,
    sender: str,
    body: str,
    controller: str,
    expected: str,
    objective: str,
    depends_on: Inject | None,
    state: GameState | None = None,
) -> None:
    """Write ``inject`` anew. Raises Refused for one that was released: a copy can be edited.

    ``state``, where it is known already, spares reading the log again.
    """
    require_unreleased(state or state_of(game), inject)
    check_inject(
        game,
        inject=inject,
        move=move,
        planned_at=planned_at,
        offset_seconds=offset_seconds,
        depends_on=depends_on,
        readiness=readiness,
        to=to,
    )
    if number != inject.number:
        if number in numbers_taken(game):
            raise InvalidInput(N_("There is an inject %(number)s already."), number=number)
        inject.number, inject.rank = number, rank_of(number)
    inject.title, inject.move_id = title, move.id if move else None
    inject.kind, inject.readiness, inject.medium = kind, readiness, medium
    inject.planned_at, inject.offset_seconds, inject.game_at = planned_at, offset_seconds, game_at
    inject.sender, inject.body, inject.controller = sender, body, controller
    inject.expected, inject.objective = expected, objective
    inject.depends_on_id = depends_on.id if depends_on else None
    _readdress(inject, to)
    db.session.flush()


def _readdress(inject: Inject, to: Sequence[GameTeam | GameRole]) -> None:
    """Address ``inject`` anew where that makes a difference; rows may not be there twice even for a moment."""
    wanted = {(one.id, None) if isinstance(one, GameTeam) else (one.team_id, one.id) for one in to}
    if wanted != {(one.team_id, one.role_id) for one in inject.to}:
        inject.to = []
        db.session.flush()
        address(inject, to)


def require_unreleased(state: GameState, inject: Inject) -> None:
    """Raise Refused for an inject that was released."""
    if state.standing_of(inject.key) is Standing.RELEASED:
        raise Refused(
            N_("Inject %(number)s was released and stays as it was. Edit a copy."),
            number=inject.number,
        )


def copy_inject(game: Game, inject: Inject) -> Inject:
    """Return a draft that says the same, numbered after ``inject``: 12a after 12."""
    return add_inject(
        game,
        title=inject.title,
        to=[one.role or one.team for one in inject.to],
        number=number_after(inject.number, numbers_taken(game)),
        move=inject.move,
        kind=inject.kind,
        medium=inject.medium,
        planned_at=inject.planned_at,
        offset_seconds=inject.offset_seconds,
        game_at=inject.game_at,
        sender=inject.sender,
        body=inject.body,
        controller=inject.controller,
        expected=inject.expected,
        objective=inject.objective,
        depends_on=inject.depends_on,
        files=inject.files,
    )


def delete_inject(game: Game, inject: Inject) -> None:
    """Take the inject off the list. Raises Refused once play knows of it: it keeps its number then."""
    if inject.key in state_of(game).injects:
        raise Refused(
            N_("Inject %(number)s has been in play and keeps its number. Skip it instead."),
            number=inject.number,
        )
    for other in db.session.scalars(select(Inject).where(Inject.depends_on_id == inject.id)):
        other.depends_on_id = None
    db.session.flush()
    db.session.delete(inject)
    db.session.flush()


def set_readiness(game: Game, keys: Iterable[str], readiness: Readiness) -> tuple[int, list[str]]:
    """Give the injects with ``keys`` that readiness, but those released; one without a time is not scheduled.

    Return how many changed, and the numbers of those that could not.
    """
    state = state_of(game)
    done, left = 0, []
    query = (
        select(Inject)
        .where(Inject.event_id == game.event_id, Inject.key.in_(list(keys)))
        .options(selectinload(Inject.to))
        .order_by(Inject.rank)
    )
    for inject in db.session.scalars(query):
        timed = inject.planned_at is not None or inject.offset_seconds is not None
        usable = readiness is Readiness.DRAFT or bool(inject.to)
        if (
            state.standing_of(inject.key) is Standing.RELEASED
            or not usable
            or (readiness is Readiness.SCHEDULED and not (timed and inject.move_id))
        ):
            left.append(inject.number)
        elif inject.readiness is not readiness:
            inject.readiness = readiness
            done += 1
    return done, left


def attach(inject: Inject, state: GameState, files: Sequence[GameFile]) -> None:
    """Let ``files`` go with the inject. Raises Refused once it was released."""
    if not files:
        return
    require_unreleased(state, inject)
    if len(inject.files) + len(files) > MOST_FILES:
        raise InvalidInput(N_("%(most)s files go with an inject at most."), most=MOST_FILES)
    inject.files.extend(files)


def detach(inject: Inject, state: GameState, file: GameFile) -> None:
    """Let ``file`` go with the inject no longer; another inject may still have it."""
    require_unreleased(state, inject)
    inject.files.remove(file)


def edit_indicator(
    game: Game,
    indicator: Indicator,
    *,
    name: str,
    low: int,
    high: int,
    start: int,
    low_label: str,
    high_label: str,
    sight: Sight,
    team: GameTeam | None,
) -> None:
    """Say anew what the indicator tells.

    Raises Refused for another name or scale once it was set in play: players were told its values
    under the one, and on the other.
    """
    stands = (indicator.name, indicator.low, indicator.high, indicator.start)
    if stands != (name, low, high, start):
        if indicator.key in state_of(game).indicators:
            raise Refused(N_("This indicator was set in play, so its name and scale stay."))
        require_scale(low, high, start)
    was = {"name": indicator.name, "sight": indicator.sight.value}
    require_free_indicator(game, name, but=indicator)
    indicator.name, indicator.low, indicator.high, indicator.start = name, low, high, start
    indicator.low_label, indicator.high_label = low_label, high_label
    indicator.sight, indicator.team_id = sight, seen_by(sight, team)
    db.session.flush()
    became = {"name": name, "sight": sight.value}
    rewritten(game, Rewritten.INDICATOR, about=indicator.key, was=was, became=became)


def require_free_indicator(game: Game, name: str, *, but: Indicator | None = None) -> None:
    """Raise InvalidInput if another indicator of the game has that name."""
    query = select(Indicator.id).where(Indicator.event_id == game.event_id, Indicator.name == name)
    if any(row != (but.id if but else None) for row in db.session.scalars(query)):
        raise InvalidInput(N_("There is an indicator of this name already."))


def seen_by(sight: Sight, team: GameTeam | None) -> int | None:
    """Return the id of the one team that sees an indicator. Raises InvalidInput where it was not said."""
    if sight is not Sight.TEAM:
        return None
    if team is None:
        raise InvalidInput(N_("Say which team sees it."))
    return team.id


def delete_indicator(game: Game, indicator: Indicator) -> None:
    """Take the indicator away. Raises Refused once it was set in play."""
    if indicator.key in state_of(game).indicators:
        raise Refused(N_("This indicator was set in play, so it stays."))
    db.session.delete(indicator)
    db.session.flush()

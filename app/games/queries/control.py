"""What the control room shows: everything of one game at one moment, in a bounded number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, distinct, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.errors import NotFound
from app.extensions import db
from app.games.engine import (
    GameState,
    Submitted,
    due_at,
    is_late,
    is_soon,
    submission_due_at,
    submission_key,
)
from app.games.models import (
    Addressee,
    Casting,
    Delivery,
    Game,
    GameEntry,
    GameItem,
    GameMove,
    GameRole,
    GameTeam,
    Indicator,
    Inject,
    Presence,
    Reading,
    Scenario,
)
from app.games.queries.desk import IS_MAIL, IS_NEWS
from app.games.queries.plans import plan_of
from app.games.rules import Act, InjectKind, ItemKind, Readiness, Standing, TeamKind
from app.participation.models import Participation

ONLINE = timedelta(seconds=60)
"""How long after it was last heard of a desk counts as open."""
TRAFFIC_SHOWN = 40
LOG_SHOWN = 15
LOG_PAGE = 100
RULINGS_SHOWN = 40
VALUES_SHOWN = 240
DELIVERIES_COUNTED = 400
"""What is unread is counted among so many of the latest deliveries, however long the game lasts."""


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


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message between players or to control; ``to`` in words. ``held`` until control decides."""

    item: GameItem
    to: tuple[str, ...]
    held: bool
    stopped: bool


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """An indicator: its value now, and those before, the first in front."""

    indicator: Indicator
    values: list[int]

    @property
    def value(self) -> int:
        """What it stands at."""
        return self.values[-1]


@dataclass(frozen=True, kw_only=True)
class Ruled:
    """A ruling on a move: its entry, and what became of it."""

    move: int
    entry: GameEntry
    teams: tuple[str, ...]
    superseded_by: int | None
    told: tuple[str, ...]
    untold: tuple[GameTeam, ...]


@dataclass(frozen=True, kw_only=True)
class Room:
    """The control room at the instant ``at``."""

    game: Game
    state: GameState
    at: datetime
    moves: Sequence[GameMove]
    lines: list[Line]
    shelf: list[Line]
    sides: list[Side]
    messages: list[Message]
    gauges: list[Gauge]
    scenarios: list[tuple[Scenario, list[tuple[GameTeam, int]]]]
    submissions: dict[int, GameItem]
    rulings: list[Ruled]
    log: Sequence[GameEntry]
    due: datetime | None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def move(self) -> GameMove | None:
        """The move that was opened last."""
        return next((one for one in self.moves if one.number == self.state.move), None)

    @property
    def next_move(self) -> GameMove | None:
        """The move that comes next."""
        return next((one for one in self.moves if one.number == self.state.move + 1), None)

    @property
    def teams(self) -> list[GameTeam]:
        """The teams that play."""
        return [side.team for side in self.sides if side.plays]

    @property
    def earlier_moves(self) -> Sequence[GameMove]:
        """The moves that were played before the present one."""
        return [one for one in self.moves if one.number < self.state.move]

    @property
    def held(self) -> int:
        """How many messages wait for control."""
        return len(self.state.held)


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What is ruled on: the teams' decisions in one move, and the numbers of the rulings that stand."""

    move: int
    teams: list[GameTeam]
    submissions: dict[int, GameItem]
    standing: list[int]


def matter_of(game: Game, state: GameState, move: int) -> Matter:
    """Return what is ruled on in ``move``. Raises NotFound if it was not played."""
    if str(move) not in state.moves:
        raise NotFound
    return Matter(
        move=move,
        teams=[team for team in game.teams if team.kind is TeamKind.TEAM],
        submissions=_submissions(game, move),
        standing=[
            int(seq)
            for seq, one in state.rulings.items()
            if one.move == move and one.superseded_by is None
        ],
    )


def room_of(game: Game, state: GameState, at: datetime) -> Room:
    """Return everything that the control room shows of ``game``, whose ``state`` is folded already."""
    teams = teams_cast(game)
    names = reader_names(teams)
    moves = db.session.scalars(
        select(GameMove).where(GameMove.event_id == game.event_id).order_by(GameMove.number)
    ).all()
    lines, shelf = _lines(game, state, at, names)
    gauges = _gauges(game)
    log = log_of(game, limit=LOG_SHOWN)
    return Room(
        game=game,
        state=state,
        at=at,
        moves=moves,
        lines=lines,
        shelf=shelf,
        sides=_sides(game, teams, state, at),
        messages=_messages(game, state, names),
        gauges=gauges,
        scenarios=_scenarios(game, [one for one in teams if one.kind is TeamKind.TEAM], state),
        submissions=_submissions(game, state.move),
        rulings=_rulings(game, teams, state, names),
        log=log,
        due=submission_due_at(state, state.move),
        names=names
        | {one.indicator.key: one.indicator.name for one in gauges}
        | _seats_recast(game, log),
    )


def names_in_log(game: Game, entries: Sequence[GameEntry]) -> dict[str, str]:
    """Return what readers, indicators and recast seats are called, by the keys in the log."""
    indicators = db.session.execute(
        select(Indicator.key, Indicator.name).where(Indicator.event_id == game.event_id)
    )
    names = reader_names(teams_cast(game)) | dict(indicators.tuples().all())
    return names | _seats_recast(game, entries)


def _seats_recast(game: Game, entries: Sequence[GameEntry]) -> dict[str, str]:
    keys = {one.data["seat"] for one in entries if one.act is Act.RECAST}
    if not keys:
        return {}
    seats = db.session.scalars(
        select(Participation)
        .where(Participation.event_id == game.event_id, Participation.key.in_(keys))
        .options(joinedload(Participation.person))
    )
    return {one.key: one.name for one in seats}


def teams_cast(game: Game) -> Sequence[GameTeam]:
    """Return the teams of ``game`` in their order, with their roles and who was ever cast in them."""
    cast = selectinload(GameTeam.roles).selectinload(GameRole.castings)
    return db.session.scalars(
        select(GameTeam)
        .where(GameTeam.event_id == game.event_id)
        .order_by(GameTeam.position, GameTeam.id)
        .options(cast.joinedload(Casting.seat).joinedload(Participation.person))
    ).all()


def reader_names(teams: Sequence[GameTeam]) -> dict[str, str]:
    """Return what each reader of the engine (``team`` or ``team/role``) is called."""
    names = {team.key: team.name for team in teams}
    return names | {
        f"{team.key}/{role.key}": f"{team.name}, {role.name}"
        for team in teams
        for role in team.roles
    }


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


def _lines(
    game: Game, state: GameState, at: datetime, names: Mapping[str, str]
) -> tuple[list[Line], list[Line]]:
    """The list of the present move with what earlier ones left, and the shelf."""
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


def _is_listed(line: Line, state: GameState) -> bool:
    """Whether it is of the present move (before the start, of the first), or was left by an earlier one."""
    shown = max(state.move, 1)
    if line.inject.move is not None:
        number = line.inject.move.number
        return number == shown or (number < shown and line.waits)
    began = state.clock.opened_at if state.clock else None
    return line.waits or began is None or line.since is None or line.since >= began


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
        late=is_late(plan, state, at),
        soon=is_soon(plan, state, at),
        waits_for=before if waits else None,
        to=tuple(names.get(one, "") for one in plan.to),
        item_key=items.get(played.seq, "") if played else "",
    )


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


def _sides(game: Game, teams: Sequence[GameTeam], state: GameState, at: datetime) -> list[Side]:
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


def _messages(game: Game, state: GameState, names: Mapping[str, str]) -> list[Message]:
    """The latest messages, and every one that waits, those that wait in front."""
    loaded = (
        joinedload(GameItem.entry),
        joinedload(GameItem.team),
        joinedload(GameItem.role),
        selectinload(GameItem.deliveries).joinedload(Delivery.team),
    )
    of_game = and_(GameItem.event_id == game.event_id, GameItem.kind == ItemKind.MESSAGE)
    latest = (
        select(GameItem.id).where(of_game).order_by(GameItem.id.desc()).limit(TRAFFIC_SHOWN)
    ).subquery()
    held = [int(seq) for seq in state.held]
    found = db.session.scalars(
        select(GameItem)
        .join(GameEntry, GameEntry.id == GameItem.entry_id)
        .where(of_game, or_(GameItem.id.in_(select(latest.c.id)), GameEntry.seq.in_(held)))
        .order_by(GameItem.id.desc())
        .options(*loaded)
    )
    messages = [_message(item, state, names) for item in found]
    return sorted(messages, key=lambda one: not one.held)


def _message(item: GameItem, state: GameState, names: Mapping[str, str]) -> Message:
    data = item.entry.data
    addressed = [names.get(one, "") for one in data.get("addressed", ())]
    held = str(item.entry.seq) in state.held
    reached = any(not one.own for one in item.deliveries)
    return Message(
        item=item,
        to=tuple(addressed),
        held=held,
        stopped=bool(data.get("held")) and not held and not reached,
    )


def _gauges(game: Game) -> list[Gauge]:
    indicators = db.session.scalars(
        select(Indicator)
        .where(Indicator.event_id == game.event_id)
        .order_by(Indicator.position, Indicator.id)
        .options(joinedload(Indicator.team))
    ).all()
    values: dict[str, list[int]] = defaultdict(list)
    for entry in _latest(game, Act.SET_INDICATOR, VALUES_SHOWN):
        values[entry.data["indicator"]].insert(0, entry.data["value"])
    return [Gauge(indicator=one, values=[one.start, *values[one.key]]) for one in indicators]


def _scenarios(
    game: Game, teams: Sequence[GameTeam], state: GameState
) -> list[tuple[Scenario, list[tuple[GameTeam, int]]]]:
    """Each scenario, and which version each team was given last."""
    found = db.session.scalars(
        select(Scenario)
        .where(Scenario.event_id == game.event_id)
        .order_by(Scenario.number)
        .options(selectinload(Scenario.times))
    )
    return [
        (one, [(team, state.scenarios.get(one.key, {}).get(team.key, 0)) for team in teams])
        for one in found
    ]


def _submissions(game: Game, move: int) -> dict[int, GameItem]:
    """The latest version of each team's decision in ``move``, by the team's id."""
    last = (
        select(func.max(GameItem.id))
        .where(
            GameItem.event_id == game.event_id,
            GameItem.kind == ItemKind.SUBMISSION,
            GameItem.move_number == move,
        )
        .group_by(GameItem.team_id)
    )
    found = db.session.scalars(select(GameItem).where(GameItem.id.in_(last)))
    return {item.team_id: item for item in found if item.team_id is not None}


def _rulings(
    game: Game, teams: Sequence[GameTeam], state: GameState, names: Mapping[str, str]
) -> list[Ruled]:
    """Those on the present move, and those on earlier ones that stand; the latest first."""
    shown = [
        int(seq)
        for seq, one in state.rulings.items()
        if one.move == state.move or one.superseded_by is None
    ]
    latest = sorted(shown, reverse=True)[:RULINGS_SHOWN]
    entries = db.session.scalars(
        select(GameEntry)
        .where(GameEntry.event_id == game.event_id, GameEntry.seq.in_(latest))
        .order_by(GameEntry.seq.desc())
    )
    made = []
    for entry in entries:
        ruling = state.rulings[str(entry.seq)]
        made.append(
            Ruled(
                move=ruling.move,
                entry=entry,
                teams=tuple(names.get(one, "") for one in ruling.teams),
                superseded_by=ruling.superseded_by,
                told=tuple(names.get(one, "") for one in ruling.published_to),
                untold=tuple(
                    team
                    for team in teams
                    if team.kind is TeamKind.TEAM and team.key not in ruling.published_to
                ),
            )
        )
    return made


def _latest(game: Game, act: Act, limit: int) -> Sequence[GameEntry]:
    return db.session.scalars(
        select(GameEntry)
        .where(GameEntry.event_id == game.event_id, GameEntry.act == act)
        .order_by(GameEntry.seq.desc())
        .limit(limit)
    ).all()


def log_of(game: Game, *, before: int | None = None, limit: int = LOG_PAGE) -> Sequence[GameEntry]:
    """Return the latest entries of the log, or the latest before entry ``before``, newest first."""
    statement = select(GameEntry).where(GameEntry.event_id == game.event_id)
    if before is not None:
        statement = statement.where(GameEntry.seq < before)
    return db.session.scalars(
        statement.order_by(GameEntry.seq.desc()).limit(limit).options(joinedload(GameEntry.item))
    ).all()


def last_seq(event_id: int) -> int:
    """Return the number of the latest entry that the viewer may read; 0 where there is none."""
    return (
        db.session.scalar(select(func.max(GameEntry.seq)).where(GameEntry.event_id == event_id))
        or 0
    )


def inject_of(game: Game, key: str) -> Inject:
    """Return the inject of ``game`` with that public key. Raises NotFound."""
    found = db.session.scalar(injects_with_all(game).where(Inject.key == key))
    if found is None:
        raise NotFound
    return found


def scenario_of(game: Game, key: str) -> Scenario:
    """Return the scenario of ``game`` with that public key. Raises NotFound."""
    found = db.session.scalar(
        select(Scenario).where(Scenario.event_id == game.event_id, Scenario.key == key)
    )
    if found is None:
        raise NotFound
    return found


def indicator_of(game: Game, key: str) -> Indicator:
    """Return the indicator of ``game`` with that public key. Raises NotFound."""
    found = db.session.scalar(
        select(Indicator)
        .where(Indicator.event_id == game.event_id, Indicator.key == key)
        .options(joinedload(Indicator.team))
    )
    if found is None:
        raise NotFound
    return found


def move_after(game: Game, number: int) -> GameMove | None:
    """Return the move that comes after move ``number``, or None."""
    return db.session.scalar(
        select(GameMove).where(GameMove.event_id == game.event_id, GameMove.number == number + 1)
    )

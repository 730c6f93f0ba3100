"""What the control room shows: everything of one game at one moment, in a bounded number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.games.engine import GameState, submission_due_at
from app.games.models import Game, GameEntry, GameItem, GameMove, GameTeam, Scenario
from app.games.queries.control.course import moves_in_order, scenarios_with_versions
from app.games.queries.control.indicators import Gauge, gauges_of
from app.games.queries.control.injects import Line, list_and_shelf
from app.games.queries.control.log import log_of, seats_recast
from app.games.queries.control.messages import Message, messages_of
from app.games.queries.control.rulings import Ruled, rulings_of, submissions_in
from app.games.queries.control.sides import Side, sides_of, teams_cast
from app.games.rules import TeamKind, reader_names

LOG_SHOWN = 15


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


def room_of(game: Game, state: GameState, at: datetime) -> Room:
    """Return everything that the control room shows of ``game``, whose ``state`` is folded already."""
    teams = teams_cast(game)
    names = reader_names(teams)
    lines, shelf = list_and_shelf(game, state, at, names)
    gauges = gauges_of(game)
    log = log_of(game, limit=LOG_SHOWN)
    return Room(
        game=game,
        state=state,
        at=at,
        moves=moves_in_order(game),
        lines=lines,
        shelf=shelf,
        sides=sides_of(game, teams, state, at),
        messages=messages_of(game, state, names),
        gauges=gauges,
        scenarios=scenarios_with_versions(
            game, [one for one in teams if one.kind is TeamKind.TEAM], state
        ),
        submissions=submissions_in(game, state.move),
        rulings=rulings_of(game, teams, state, names),
        log=log,
        due=submission_due_at(state, state.move),
        names=names
        | {one.indicator.key: one.indicator.name for one in gauges}
        | seats_recast(game, log),
    )

"""How a game of the demonstration is written down, and its design made of that by the operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.events.models import Event
from app.games.models import Game, GameMove, GameRole, GameTeam, Indicator, Inject, Scenario
from app.games.operations import design
from app.games.rules import InjectKind, Medium, Readiness, Sight
from app.participation.models import Participation


@dataclass(frozen=True, kw_only=True)
class Part:
    """A role: who plays it, and what they alone may read. The first of a team leads it."""

    name: str
    player: str
    brief: str = ""


@dataclass(frozen=True, kw_only=True)
class Side:
    """A team with its parts, and what the whole of it alone may read."""

    name: str
    public: str
    brief: str
    goals: str
    red_lines: str
    parts: Sequence[Part]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A move; ``scenario`` is the number of the one that it plays."""

    title: str
    scenario: int
    starts_at: datetime
    ends_at: datetime
    situation_at: str
    situation: str
    ask: str
    due_minutes: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """An inject. ``minutes`` after its move opens the clock releases it; without, control does."""

    number: str
    move: int
    title: str
    to: Sequence[str]
    medium: Medium
    sender: str
    game_at: str
    body: str
    expected: str = ""
    minutes: int | None = None
    kind: InjectKind = InjectKind.SCRIPTED
    depends_on: str = ""
    controller: str = "Cora Coordinator"
    objective: str = ""


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """An indicator."""

    name: str
    start: int
    low_label: str
    high_label: str
    sight: Sight


@dataclass(frozen=True, kw_only=True)
class Script:
    """A whole game, before it is played."""

    plan: Mapping[str, str]
    pace: int
    sides: Sequence[Side]
    scenarios: Sequence[tuple[str, str]]
    turns: Sequence[Turn]
    lines: Sequence[Line]
    gauges: Sequence[Gauge]


@dataclass(kw_only=True)
class Made:
    """What the design has become, each by the name that the script gives it."""

    game: Game
    teams: dict[str, GameTeam] = field(default_factory=dict)
    roles: dict[str, GameRole] = field(default_factory=dict)
    scenarios: list[Scenario] = field(default_factory=list)
    moves: list[GameMove] = field(default_factory=list)
    injects: dict[str, Inject] = field(default_factory=dict)
    gauges: dict[str, Indicator] = field(default_factory=dict)


def make(event: Event, script: Script, seats: Mapping[str, Participation]) -> Made:
    """Design the game of ``event`` as ``script`` says, with whoever sits on ``seats`` in their parts."""
    game = design.start_design(event)
    game.pace = script.pace
    design.set_plan(game, **script.plan)
    made = Made(game=game)
    for side in script.sides:
        _add_side(made, side, seats)
    for title, text in script.scenarios:
        made.scenarios.append(design.add_scenario(game, title=title, text=text))
    for turn in script.turns:
        made.moves.append(_add_move(made, turn))
    for line in script.lines:
        made.injects[line.number] = add_line(made, line)
    for gauge in script.gauges:
        made.gauges[gauge.name] = design.add_indicator(
            game,
            name=gauge.name,
            start=gauge.start,
            low_label=gauge.low_label,
            high_label=gauge.high_label,
            sight=gauge.sight,
        )
    return made


def add_line(made: Made, line: Line) -> Inject:
    """Put ``line`` on the list of injects."""
    readiness = Readiness.APPROVED if line.minutes is None else Readiness.SCHEDULED
    return design.add_inject(
        made.game,
        number=line.number,
        title=line.title,
        to=[made.teams[name] for name in line.to],
        move=made.moves[line.move - 1],
        kind=line.kind,
        readiness=readiness,
        medium=line.medium,
        offset_seconds=None if line.minutes is None else line.minutes * 60,
        game_at=datetime.fromisoformat(line.game_at),
        sender=line.sender,
        body=line.body,
        controller=line.controller,
        expected=line.expected,
        objective=line.objective,
        depends_on=made.injects[line.depends_on] if line.depends_on else None,
    )


def _add_side(made: Made, side: Side, seats: Mapping[str, Participation]) -> None:
    team = design.add_team(made.game, name=side.name, public_brief=side.public)
    design.set_secret_brief(team, brief=side.brief, goals=side.goals, red_lines=side.red_lines)
    made.teams[side.name] = team
    for number, part in enumerate(side.parts):
        role = design.add_role(team, name=part.name, leads=number == 0)
        if part.brief:
            design.set_secret_brief(team, role, brief=part.brief)
        design.cast(role, seats[part.player])
        made.roles[f"{side.name}/{part.name}"] = role


def _add_move(made: Made, turn: Turn) -> GameMove:
    return design.add_move(
        made.game,
        title=turn.title,
        scenario=made.scenarios[turn.scenario - 1],
        starts_at=turn.starts_at,
        ends_at=turn.ends_at,
        situation_at=datetime.fromisoformat(turn.situation_at),
        situation=turn.situation,
        ask=turn.ask,
        due_minutes=turn.due_minutes,
    )

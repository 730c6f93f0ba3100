"""What a report is made of. All times are instants in UTC; game times are wall clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.games.report.charts import Chart


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A line of the timeline."""

    at: datetime
    game_at: datetime | None
    what: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One version of a team's decision."""

    team: str
    version: int
    last: bool
    at: datetime
    late: bool
    decision: str
    rationale: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What teams were told of a ruling."""

    title: str
    text: str
    to: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class RuledOn:
    """A ruling with its reasons; ``number`` counts within the game, as do those it names."""

    number: int
    at: datetime
    teams: Sequence[str]
    method: str
    arguments_for: str
    arguments_against: str
    die: str
    votes: str
    reasons: str
    supersedes: int | None
    superseded_by: int | None
    outcomes: Sequence[Outcome]


@dataclass(frozen=True, kw_only=True)
class Observed:
    """An observation, and the entry that it is about."""

    at: datetime
    game_at: datetime | None
    text: str
    about: str


@dataclass(frozen=True, kw_only=True)
class InjectRow:
    """An inject as planned and as it went. ``off_by`` is in minutes, late where positive."""

    number: str
    title: str
    kind: str
    move: int | None
    planned_at: datetime | None
    released_at: datetime | None
    off_by: int | None
    standing: str
    words: str
    expected: str
    observed: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Played:
    """A move as it was played."""

    number: int
    title: str
    scenario: str
    planned_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    situation_at: datetime | None
    situation: str
    ask: str
    submissions: Sequence[Submission]
    without: Sequence[str]
    rulings: Sequence[RuledOn]
    observed: Sequence[Observed]
    messages: int


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """An indicator: its values in time, each with the reason, and their chart."""

    name: str
    scale: str
    values: Sequence[tuple[datetime | None, int, str]]
    chart: Chart


@dataclass(frozen=True, kw_only=True)
class Part:
    """A team and its roles, each with the names of those who agreed to be named."""

    team: str
    brief: str
    roles: Sequence[tuple[str, Sequence[str]]] = field(default_factory=tuple)


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that the report says, in its order."""

    plan: Sequence[tuple[str, str]]
    parts: Sequence[Part]
    timeline: Sequence[Moment]
    moves: Sequence[Played]
    injects: Sequence[InjectRow]
    gauges: Sequence[Gauge]
    observed: Sequence[Observed]
    hot_wash: str
    lessons: Sequence[tuple[str, str, str, str]]
    entries: int

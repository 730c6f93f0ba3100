"""A dry run: the list is played by the engine at its planned times, and nobody is told anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from app.core.errors import DomainError
from app.core.messages import N_
from app.games.engine import decisions
from app.games.engine.fold import fold
from app.games.engine.plans import InjectPlan, MovePlan
from app.games.engine.state import Entry, GameState, Step
from app.games.rules import team_in

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Where a game without dates is rehearsed; its times then mean nothing."""
BETWEEN_MOVES = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class RehearsedMove:
    """A move with its planned times, if it has any."""

    plan: MovePlan
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """What would be released when, in real and in game time, to whom (readers as the engine names them)."""

    inject: InjectPlan
    at: datetime
    game_at: datetime | None
    move: int
    to: tuple[str, ...]
    by_clock: bool


@dataclass(frozen=True)
class Warned:
    """Something that play would stumble over; ``message`` is a gettext message id."""

    message: str
    facts: Mapping[str, object] = field(default_factory=dict)
    inject: InjectPlan | None = None


@dataclass(frozen=True)
class Rehearsal:
    """The outcome: lines in order, injects that wait for a hand, and warnings."""

    lines: tuple[Line, ...]
    by_hand: tuple[InjectPlan, ...]
    warnings: tuple[Warned, ...]
    dated: bool


def rehearse(
    moves: Sequence[RehearsedMove],
    injects: Sequence[InjectPlan],
    *,
    teams: Mapping[str, str],
    contingencies: frozenset[str] = frozenset(),
    skipped: frozenset[str] = frozenset(),
) -> Rehearsal:
    """Play ``injects`` in the order in which they fall due within each of ``moves``.

    ``teams`` leads from keys to names; injects with a key in ``contingencies`` are used only if needed,
    those in ``skipped`` not at all.
    """
    play = _Play(teams)
    numbers = {one.key: one.number for one in injects}
    injects = [one for one in injects if one.key not in skipped]
    play.do(decisions.begin, moves[0].starts_at or UNDATED if moves else UNDATED)
    by_hand = [one for one in injects if one.key in contingencies or _when(one, None) is None]
    timed = [one for one in injects if one not in by_hand]
    for move in moves:
        play.move(move, [one for one in timed if one.move == move.plan.number])
    for one in (one for one in timed if one.move is None):
        play.warn(N_("It belongs to no move, so the clock does not release it."), one)
        by_hand.append(one)
    for one in injects:
        if one.depends_on in skipped:
            play.warn(
                N_("It waits for inject %(number)s, which was skipped."),
                one,
                number=numbers[one.depends_on or ""],
            )
        elif one.depends_on and one in timed and one.usable and not play.was_before(one):
            play.warn(
                N_("It waits for inject %(number)s, which is not released before it."),
                one,
                number=numbers.get(one.depends_on, "?"),
            )
        if not one.to:
            play.warn(N_("It goes to nobody."), one)
        if not one.usable:
            play.warn(N_("It is still a draft."), one)
    return Rehearsal(
        tuple(play.lines),
        tuple(by_hand),
        tuple(play.warnings),
        dated=bool(moves) and all(one.starts_at for one in moves),
    )


def _when(inject: InjectPlan, starts_at: datetime | None) -> datetime | None:
    if inject.offset_seconds is not None:
        return (starts_at or UNDATED) + timedelta(seconds=inject.offset_seconds)
    return inject.planned_at


class _Play:
    """The state of a game in memory."""

    def __init__(self, teams: Mapping[str, str]) -> None:
        self.state = GameState()
        self.teams = teams
        self.lines: list[Line] = []
        self.warnings: list[Warned] = []
        self.at = UNDATED

    def warn(self, message: str, inject: InjectPlan | None = None, **facts: object) -> None:
        self.warnings.append(Warned(message, facts, inject))

    def was_before(self, inject: InjectPlan) -> bool:
        """Whether the inject was released, and so what it waits for before it."""
        return any(line.inject is inject for line in self.lines)

    def do(self, decide: Callable[[GameState], Step], at: datetime) -> None:
        """Take a step, as the log would."""
        step = decide(self.state)
        entry = Entry(seq=self.state.seq + 1, at=at, act=step.act, data=step.recorded)
        self.state, self.at = fold(self.state, entry), at

    def move(self, move: RehearsedMove, injects: Sequence[InjectPlan]) -> None:
        """Open the move, release what falls due in it, and close it."""
        number = move.plan.number
        starts_at = move.starts_at or self.at + BETWEEN_MOVES
        if move.starts_at is None:
            self.warn(N_("Move %(number)s has no start yet."), number=number)
        elif move.starts_at < self.at:
            self.warn(N_("Move %(number)s starts before the move before it ends."), number=number)
        self.do(
            lambda state: decisions.open_move(state, move.plan, to=tuple(self.teams)), starts_at
        )
        reached: set[str] = set()
        due = [(_when(one, starts_at) or starts_at, one) for one in injects]
        for when, one in sorted(due, key=lambda pair: pair[0]):
            if when < starts_at or (move.ends_at is not None and when > move.ends_at):
                self.warn(N_("Its time lies outside move %(number)s."), one, number=number)
            if self.release(one, max(when, starts_at)):
                reached.update(team_in(reader) for reader in one.to)
        if without := [name for key, name in self.teams.items() if key not in reached]:
            self.warn(
                N_("No inject in move %(number)s for: %(teams)s."),
                number=number,
                teams=", ".join(without),
            )
        self.do(decisions.close_move, max(self.at, move.ends_at or starts_at))

    def release(self, one: InjectPlan, at: datetime) -> bool:
        """Release an inject as the engine would; what it refuses becomes a warning."""
        try:
            self.do(
                lambda state: decisions.release_inject(
                    state, one, at=at, by_clock=one.scheduled and one.usable
                ),
                at,
            )
        except DomainError as refusal:
            if one.usable and one.to and one.depends_on is None:
                self.warn(refusal.message, one, **refusal.facts)
            return False
        self.lines.append(
            Line(
                inject=one,
                at=at,
                game_at=self.state.game_time(at),
                move=self.state.move,
                to=one.to,
                by_clock=one.scheduled,
            )
        )
        return True

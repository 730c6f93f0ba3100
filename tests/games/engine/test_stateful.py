"""Random actions by random actors, and what must hold of every game whatever they do."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.core.errors import DomainError
from app.games.engine import (
    CONTROL,
    Entry,
    GameState,
    InjectPlan,
    MovePlan,
    Player,
    Step,
    decisions,
    falls_due,
    fold,
    read,
    replay,
    written,
)
from app.games.rules import Act, Method, Phase, Traffic

TEAMS = ("us", "dprk", "rok")
READERS = st.lists(st.sampled_from([*TEAMS, "us/envoy", "dprk/general", CONTROL]), max_size=4)
PLAYERS = st.sampled_from(
    [
        Player(seat="a", team="us", roles=("envoy",), may_submit=True),
        Player(seat="b", team="us"),
        Player(seat="c", team="dprk", roles=("general",), may_submit=True),
        Player(seat="d", team="rok", may_submit=True),
        Player(seat="e", team=None),
    ]
)
OFFSETS = {"i1": 300, "i2": 900, "i3": 1500, "i4": None, "i5": 700, "i6": 30}
PLANS = {
    key: InjectPlan(
        key=key,
        number=key[1:],
        to=("us/envoy",) if key == "i3" else TEAMS[: number % 3 + 1],
        move=number % 2 + 1,
        offset_seconds=OFFSETS[key],
        depends_on="i1" if key == "i5" else None,
        scheduled=OFFSETS[key] is not None and key != "i6",
        usable=key != "i4" or number > 0,
    )
    for number, key in enumerate(OFFSETS)
}
KEYS = st.sampled_from(sorted(PLANS))


class Games(RuleBasedStateMachine):
    """One game, its log, and what an onlooker with a stopwatch writes down beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.at = datetime(2026, 1, 1, 9, tzinfo=UTC)
        self.state = GameState()
        self.log: list[Entry] = []
        self.played: dict[int, float] = {}
        self.meant: dict[int, set[str]] = {}

    def act(self, decide: Callable[[], Step]) -> Step | None:
        before = written(self.state)
        try:
            step = decide()
        except DomainError:
            assert written(self.state) == before
            return None
        entry = Entry(seq=self.state.seq + 1, at=self.at, act=step.act, data=step.recorded)
        self.log.append(entry)
        self.state = fold(self.state, entry)
        return step

    @initialize(begun=st.sampled_from([True, True, True, False]))
    def most_games_begin(self, *, begun: bool) -> None:
        """Else nearly everything would be refused nearly always."""
        if begun:
            self.act(lambda: decisions.begin(self.state))
            self.open_move(1)

    @rule(seconds=st.integers(0, 400))
    def time_passes(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)
        if self.state.phase is Phase.RUNNING and self.state.move:
            self.played[self.state.move] += seconds
        self.the_clock_ticks()

    @rule(
        what=st.sampled_from(
            [decisions.pause, decisions.resume, decisions.resume, decisions.close_move]
        )
    )
    def course(self, what: Callable[[GameState], Step]) -> None:
        self.act(lambda: what(self.state))

    @rule(number=st.integers(1, 3))
    def next_move(self, number: int) -> None:
        self.open_move(number)

    def open_move(self, number: int) -> None:
        plan = MovePlan(number=number, situation_at=datetime(2030, 1, 1), pace=10, due_seconds=200)
        if self.act(lambda: decisions.open_move(self.state, plan, to=TEAMS)):
            self.played[number] = 0

    @rule(ends=st.integers(1, 50))
    def end(self, ends: int) -> None:
        if ends == 50:
            self.act(lambda: decisions.finish(self.state))

    @rule(key=KEYS, by_clock=st.booleans(), despite=st.booleans())
    def release(self, key: str, *, by_clock: bool, despite: bool) -> None:
        plan = PLANS[key]
        step = self.act(
            lambda: decisions.release_inject(
                self.state, plan, at=self.at, by_clock=by_clock, despite=despite and not by_clock
            )
        )
        if step:
            self.saw_release(plan, by_clock=by_clock)

    @rule(seconds=st.integers(1, 2000))
    def a_pause(self, seconds: int) -> None:
        """In which time passes and nothing falls due; then play goes on."""
        self.act(lambda: decisions.pause(self.state))
        self.time_passes(seconds)
        self.act(lambda: decisions.resume(self.state))
        self.time_passes(1)

    def the_clock_ticks(self) -> None:
        for plan in falls_due(PLANS.values(), self.state, self.at):
            step = self.act(
                lambda plan=plan: decisions.release_inject(  # type: ignore[misc]  # Bound here.
                    self.state, plan, at=self.at, by_clock=True
                )
            )
            assert step is not None
            self.saw_release(plan, by_clock=True)

    def saw_release(self, plan: InjectPlan, *, by_clock: bool) -> None:
        assert self.state.phase is Phase.RUNNING
        assert plan.move is not None
        assert plan.move <= self.state.move
        self.meant[self.state.seq] = set(plan.to)
        if by_clock:
            assert plan.offset_seconds is not None
            if plan.move == self.state.move:
                assert self.played[plan.move] >= plan.offset_seconds

    @rule(key=KEYS, what=st.sampled_from(["hold", "skip", "restore"]))
    def handle(self, key: str, what: str) -> None:
        plan = PLANS[key]
        decide = {
            "hold": lambda: decisions.hold_inject(self.state, plan),
            "skip": lambda: decisions.skip_inject(self.state, plan, reason="no time"),
            "restore": lambda: decisions.restore_inject(self.state, plan),
        }[what]
        self.act(decide)

    @rule(by=PLAYERS, to=READERS, traffic=st.sampled_from(list(Traffic)))
    def write(self, by: Player, to: list[str], traffic: Traffic) -> None:
        step = self.act(lambda: decisions.send_message(self.state, by, to=to, traffic=traffic))
        if step:
            assert by.team is not None
            assert self.state.phase is Phase.RUNNING
            open_to = set(to) - {CONTROL} if traffic is Traffic.OPEN else set()
            self.meant[self.state.seq] = open_to | {by.team}

    @rule(place=st.integers(0, 5), on=st.booleans())
    def settle(self, place: int, *, on: bool) -> None:
        waiting = sorted(self.state.held)
        if place >= len(waiting):
            return
        seq = int(waiting[place])
        held = self.state.held[waiting[place]]
        if on:
            if self.act(lambda: decisions.forward_message(self.state, message=seq)):
                self.meant[self.state.seq] = set(held.to)
        else:
            self.act(lambda: decisions.block_message(self.state, message=seq, reason="no"))

    @rule(by=PLAYERS)
    def hand_in(self, by: Player) -> None:
        step = self.act(lambda: decisions.submit(self.state, by, at=self.at))
        if step:
            assert by.may_submit
            self.meant[self.state.seq] = {by.team or ""}
            closed = step.data["late"] and self.state.current is not None
            assert closed or self.played[self.state.move] <= 200

    @rule(
        what=st.sampled_from(["ruling", "outcome", "indicator", "call", "answer"]),
        teams=st.lists(st.sampled_from(TEAMS), min_size=1, unique=True),
        place=st.integers(0, 3),
        by=PLAYERS,
    )
    def keep_the_books(self, what: str, teams: list[str], place: int, by: Player) -> None:
        rulings = sorted(self.state.rulings, key=int)
        chosen = int(rulings[place]) if place < len(rulings) else None
        decide: Callable[[], Step] = {
            "ruling": lambda: decisions.adjudicate(
                self.state,
                move=self.state.move,
                teams=teams,
                method=Method.MATRIX,
                die=(6, 4, 5),
                reasons="It is likely.",
                supersedes=chosen,
            ),
            "outcome": lambda: decisions.publish_outcome(self.state, ruling=chosen or 0, to=teams),
            "indicator": lambda: decisions.set_indicator(
                self.state, indicator="tension", value=place * 4 - 1, scale=(0, 10)
            ),
            "call": lambda: decisions.call_check(self.state, to=TEAMS),
            "answer": lambda: decisions.answer_check(self.state, by),
        }[what]
        if self.act(decide) and what == "outcome":
            self.meant[self.state.seq] = set(teams)

    @invariant()
    def the_log_alone_makes_the_state(self) -> None:
        assert written(replay(self.log)) == written(self.state)

    @invariant()
    def a_kept_state_is_read_as_it_was(self) -> None:
        assert read(GameState, json.loads(written(self.state))) == self.state

    @invariant()
    def an_inject_is_released_once(self) -> None:
        released = Counter(
            entry.data["inject"] for entry in self.log if entry.act is Act.RELEASE_INJECT
        )
        assert all(count == 1 for count in released.values())

    @invariant()
    def every_delivery_comes_once(self) -> None:
        for entry in self.log:
            assert len(entry.data.get("to", ())) == len(set(entry.data.get("to", ())))

    @invariant()
    def nobody_reads_what_was_not_meant_for_them(self) -> None:
        for entry in self.log:
            if entry.seq in self.meant:
                assert set(entry.data.get("to", ())) <= self.meant[entry.seq]


Games.TestCase.settings = settings(max_examples=60, stateful_step_count=60, deadline=None)
TestGames = Games.TestCase

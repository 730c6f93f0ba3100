"""Playing a game as it was: each act through the operations, at the instant at which it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.demonstration.games.design import Made
from app.extensions import db
from app.games.models import GameItem
from app.games.operations import control, playing
from app.games.operations.acting import Done, as_it_was_at
from app.games.queries import state_of
from app.games.rules import Method
from app.participation.models import Participation

CONTROLLER = "Cora Coordinator"


@dataclass(frozen=True)
class Tape:
    """A game that is played; ``then`` reads the times of the day, ``leads`` who speaks for a team."""

    made: Made
    seats: Mapping[str, Participation]
    leads: Mapping[str, str]
    then: Callable[[str], datetime]

    def control(self, when: str, do: Callable[..., Done], *things: Any, **words: Any) -> Done:
        """Let control do something."""
        with as_it_was_at(self.then(when), by=CONTROLLER):
            return do(self.made.game, *things, **words)

    def open(self, when: str, move: int) -> None:
        """Open a move."""
        self.control(when, control.open_move, self.made.moves[move - 1])

    def release(self, *times: tuple[str, str], by_clock: bool = True) -> None:
        """Release injects, each at its time, by the clock or by hand."""
        for when, number in times:
            inject = self.made.injects[number]
            self.control(when, control.release_inject, inject, by_clock=by_clock)

    def check(self, when: str, answers: Iterable[tuple[str, str]]) -> None:
        """Call a communication check, and let players answer it."""
        self.control(when, control.call_check)
        for answered, player in answers:
            with as_it_was_at(self.then(answered)):
                playing.answer_check(self.made.game, self.seats[player])

    def write(self, when: str, team: str, to: Sequence[str], title: str, text: str) -> int:
        """Let a team write to others; return the number of the entry."""
        keys = [self.made.teams[name].key for name in to]
        with as_it_was_at(self.then(when)):
            done = playing.send_message(
                self.made.game, self.seats[self.leads[team]], to=keys, title=title, text=text
            )
        return done.entry.seq

    def pass_on(self, when: str, message: int) -> None:
        """Pass on a message that was held."""
        self.control(when, control.forward_message, message=message)

    def submit(self, when: str, team: str, decision: str, rationale: str) -> None:
        """Let a team hand in its decision, or the next version of it."""
        seat = self.seats[self.leads[team]]
        with as_it_was_at(self.then(when)):
            playing.submit(self.made.game, seat, decision=decision, rationale=rationale)

    def rule(
        self,
        when: str,
        move: int,
        teams: Sequence[str],
        reasons: str,
        *,
        method: Method = Method.FREE,
        **more: Any,
    ) -> int:
        """Rule on what ``teams`` decided; return the number of the ruling."""
        keys = [self.made.teams[name].key for name in teams]
        done = self.control(
            when, control.adjudicate, move=move, teams=keys, method=method, reasons=reasons, **more
        )
        return done.entry.seq

    def tell(self, when: str, ruling: int, to: Sequence[str], title: str, outcome: str) -> None:
        """Publish an outcome to the teams ``to``."""
        keys = [self.made.teams[name].key for name in to]
        self.control(
            when, control.publish_outcome, ruling=ruling, to=keys, title=title, outcome=outcome
        )

    def set(self, when: str, gauge: str, value: int, why: str) -> None:
        """Set an indicator."""
        self.control(when, control.set_indicator, self.made.gauges[gauge], value, reason=why)

    def saw(self, when: str, number: str, text: str) -> None:
        """Write down what came of an inject that was released."""
        played = state_of(self.made.game).injects[self.made.injects[number].key]
        self.note(when, text, about=played.seq)

    def note(self, when: str, text: str, about: int | None = None) -> None:
        """Write down an observation."""
        self.control(when, control.observe, text, about=about)

    def correct(self, when: str, title: str, text: str) -> None:
        """Correct what was put before players under ``title``."""
        item = db.session.scalars(
            select(GameItem).where(
                GameItem.event_id == self.made.game.event_id, GameItem.title == title
            )
        ).one()
        self.control(when, control.correct, item, text=text)

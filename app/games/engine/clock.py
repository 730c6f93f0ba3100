"""Two clocks: real time, which never stops, and the time of play, which pauses hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A span of real time in which nothing was played; without an end while it lasts."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The clock of one move: opened at a real instant (UTC), the situation dated in game time.

    ``situation_at`` is a wall clock of the game's world, naive; ``pace`` is how many hours pass
    there for one real hour of play.
    """

    opened_at: datetime
    situation_at: datetime | None = None
    pace: int = 1
    pauses: tuple[Pause, ...] = ()

    @property
    def is_paused(self) -> bool:
        """Whether time stands still."""
        return bool(self.pauses) and self.pauses[-1].end is None

    def paused(self, at: datetime) -> Clock:
        """The clock, stopped at the instant ``at``."""
        return replace(self, pauses=(*self.pauses, Pause(start=at)))

    def resumed(self, at: datetime) -> Clock:
        """The clock, going again from the instant ``at``."""
        return replace(self, pauses=(*self.pauses[:-1], replace(self.pauses[-1], end=at)))

    def played(self, at: datetime) -> timedelta:
        """How long the move has been played at the instant ``at``, without its pauses."""
        stood = sum(
            (max(min(pause.end or at, at) - pause.start, timedelta()) for pause in self.pauses),
            timedelta(),
        )
        return max(at - self.opened_at - stood, timedelta())

    def game_time(self, at: datetime) -> datetime | None:
        """What the game's own clock shows at the instant ``at``; None where moves have no date.

        None also where it would be later than any calendar goes: a quick game, left to run.
        """
        if self.situation_at is None:
            return None
        try:
            return self.situation_at + self.played(at) * self.pace
        except OverflowError:
            return None

    def shifted(self, planned: datetime) -> datetime:
        """When something planned for that instant falls due, moved by every pause before it.

        While a pause lasts that began before, it is not due yet; the instant returned then counts
        the pause as if it ended where it began, so ask whether the clock ``is_paused`` first.
        """
        for pause in self.pauses:
            if pause.start < planned and pause.end is not None:
                planned += pause.end - pause.start
        return planned

    def submission_due(self, due_seconds: int) -> datetime:
        """Until when a decision is in time, so many seconds of play after the move was opened."""
        return self.shifted(self.opened_at + timedelta(seconds=due_seconds))

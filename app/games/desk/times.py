"""How the game stands, as its clocks and a sentence say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from app.core.clock import abbreviation, city_of
from app.games.engine import Clock, read
from app.games.models import Game
from app.games.queries.desk import ASKING
from app.games.rules import MoveState, Phase


@dataclass(frozen=True, kw_only=True)
class Times:
    """How the game stands at the instant ``at``; a script lets it tick."""

    game: Game
    at: datetime
    zone: str

    @cached_property
    def clock(self) -> Clock | None:
        """The clock of the present move."""
        return read(Clock, self.game.clock) if self.game.clock else None

    @property
    def ticks(self) -> bool:
        """Whether the time of play goes on."""
        return self.game.phase is Phase.RUNNING and self.clock is not None

    @property
    def local(self) -> datetime:
        """The real time on the wall of the event."""
        return self.at.astimezone(ZoneInfo(self.zone))

    @property
    def zone_words(self) -> str:
        """The zone by its place and its name on this day."""
        place, short = city_of(self.zone), abbreviation(self.zone, self.at)
        if short is None:
            return _("%(city)s time", city=place)
        return _("%(city)s time (%(short)s)", city=place, short=short)

    @property
    def game_time(self) -> datetime | None:
        """What the game's own clock shows."""
        return self.clock.game_time(self.at) if self.clock else None

    @property
    def asks(self) -> bool:
        """Whether a decision may be handed in, late perhaps."""
        waits = self.game.move_state in ASKING
        return waits and not self.game.phase.is_over

    @property
    def due(self) -> datetime | None:
        """Until when a decision is in time."""
        if self.clock is None or self.game.due_seconds is None or not self.asks:
            return None
        return self.clock.submission_due(self.game.due_seconds)

    @property
    def is_late(self) -> bool:
        """Whether a decision that is handed in now would be marked late."""
        closed = self.game.move_state is MoveState.CLOSED
        return self.asks and (closed or (self.due is not None and self.at > self.due))

    @property
    def minutes_left(self) -> int:
        """Whole minutes until the decision is due."""
        return int((self.due - self.at).total_seconds() // 60) if self.due else 0

    @property
    def words(self) -> str:
        """How the game stands, in a sentence."""
        phase, number = self.game.phase, self.game.move_number
        if phase is Phase.SCHEDULED:
            return _("The game has not started yet.")
        if phase is Phase.PAUSED:
            return _("The game is paused. It goes on when control resumes it.")
        if phase is Phase.FINISHED:
            return _("The game is over. Your desk stays open for reading.")
        if phase is Phase.CANCELLED:
            return _("The game was called off. Your desk stays open for reading.")
        if number == 0:
            return _("The game is running. The first move has not been opened yet.")
        return _("The game is running.")

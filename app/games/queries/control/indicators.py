"""The indicators, and how they have moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.core.errors import NotFound
from app.extensions import db
from app.games.models import Game, GameEntry, Indicator
from app.games.rules import Act

VALUES_SHOWN = 240


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """An indicator: its value now, and those before, the first in front."""

    indicator: Indicator
    values: list[int]

    @property
    def value(self) -> int:
        """What it stands at."""
        return self.values[-1]


def gauges_of(game: Game) -> list[Gauge]:
    """Return the indicators in their order, each with the latest values it was set to."""
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


def _latest(game: Game, act: Act, limit: int) -> Sequence[GameEntry]:
    return db.session.scalars(
        select(GameEntry)
        .where(GameEntry.event_id == game.event_id, GameEntry.act == act)
        .order_by(GameEntry.seq.desc())
        .limit(limit)
    ).all()


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

"""What is asked after a game."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from app.extensions import db
from app.games.models import Game, GameEntry, Lesson
from app.games.rules import Act, LessonState


class Observation(NamedTuple):
    """What control noted, and when in both times."""

    at: datetime
    game_at: datetime | None
    text: str
    actor: str


def lessons_of(game: Game) -> Sequence[Lesson]:
    """Return the lessons, those that are open first."""
    found = db.session.scalars(
        select(Lesson).where(Lesson.event_id == game.event_id).order_by(Lesson.id)
    ).all()
    return sorted(found, key=lambda one: one.state is not LessonState.OPEN)


def observations_of(game: Game) -> list[Observation]:
    """Return all observations in the order in which they were made."""
    rows = db.session.scalars(
        select(GameEntry)
        .where(GameEntry.event_id == game.event_id, GameEntry.act == Act.OBSERVE)
        .order_by(GameEntry.seq)
    )
    return [Observation(one.at, one.game_at, str(one.data["text"]), one.actor) for one in rows]

"""The log, and what its keys are called."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.games.models import Game, GameEntry, Indicator
from app.games.queries.control.sides import teams_cast
from app.games.rules import Act, reader_names
from app.participation.models import Participation

LOG_PAGE = 100


def log_of(game: Game, *, before: int | None = None, limit: int = LOG_PAGE) -> Sequence[GameEntry]:
    """Return the latest entries of the log, or the latest before entry ``before``, newest first."""
    statement = select(GameEntry).where(GameEntry.event_id == game.event_id)
    if before is not None:
        statement = statement.where(GameEntry.seq < before)
    return db.session.scalars(
        statement.order_by(GameEntry.seq.desc()).limit(limit).options(joinedload(GameEntry.item))
    ).all()


def last_seq(event_id: int) -> int:
    """Return the number of the latest entry that the viewer may read; 0 where there is none."""
    return (
        db.session.scalar(select(func.max(GameEntry.seq)).where(GameEntry.event_id == event_id))
        or 0
    )


def names_in_log(game: Game, entries: Sequence[GameEntry]) -> dict[str, str]:
    """Return what readers, indicators and recast seats are called, by the keys in the log."""
    indicators = db.session.execute(
        select(Indicator.key, Indicator.name).where(Indicator.event_id == game.event_id)
    )
    names = reader_names(teams_cast(game)) | dict(indicators.tuples().all())
    return names | seats_recast(game, entries)


def seats_recast(game: Game, entries: Sequence[GameEntry]) -> dict[str, str]:
    """Return who sits where ``entries`` tell of a change of roles, by the keys of the seats."""
    keys = {one.data["seat"] for one in entries if one.act is Act.RECAST}
    if not keys:
        return {}
    seats = db.session.scalars(
        select(Participation)
        .where(Participation.event_id == game.event_id, Participation.key.in_(keys))
        .options(joinedload(Participation.person))
    )
    return {one.key: one.name for one in seats}

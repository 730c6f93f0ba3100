"""What was cast on a seat is played on by the one that replaced it, once two persons are one."""

from __future__ import annotations

from sqlalchemy import and_, delete, exists, or_, select, update
from sqlalchemy.orm import aliased

from app.extensions import db
from app.games.models import Casting


def keep_castings(kept: int, *, left: int) -> None:
    """Give the castings of the seat ``left`` to ``kept``, seen by whoever merges or not.

    One that ``kept`` holds already, in all its moves, goes.
    """
    own = aliased(Casting)
    ends_within = or_(
        own.to_move.is_(None),
        and_(Casting.to_move.is_not(None), Casting.to_move <= own.to_move),
    )
    held_already = exists(
        select(own.id).where(
            own.participation_id == kept,
            own.role_id == Casting.role_id,
            own.from_move <= Casting.from_move,
            ends_within,
        )
    )
    connection = db.session.connection()
    of_left = Casting.participation_id == left
    connection.execute(delete(Casting).where(of_left, held_already))
    connection.execute(update(Casting).where(of_left).values(participation_id=kept))

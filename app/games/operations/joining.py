"""What was cast on a seat is played on by the one that replaced it, once two persons are one.

All is done past the viewer's bounds: whoever merges or parts may not see the game.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, delete, exists, insert, or_, select, update
from sqlalchemy.orm import aliased

from app.extensions import db
from app.games.models import Casting, GameRole

NAME = "castings"
COLUMNS = (Casting.key, Casting.event_id, Casting.role_id, Casting.from_move, Casting.to_move)


def keep_castings(kept: int, *, left: int) -> dict[str, Any]:
    """Give the castings of the seat ``left`` to ``kept``, and return what parting the two must know.

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
    gone = connection.execute(select(*COLUMNS).where(of_left, held_already)).all()
    connection.execute(delete(Casting).where(of_left, held_already))
    moved = connection.execute(select(Casting.id).where(of_left)).scalars().all()
    connection.execute(update(Casting).where(of_left).values(participation_id=kept))
    if not gone and not moved:
        return {}
    return {NAME: {"kept": kept, "moved": list(moved), "gone": [list(row) for row in gone]}}


def give_castings_back(left: int, *, kept: Mapping[str, Any]) -> bool:
    """Let the seat ``left`` play again what ``keep_castings`` took from it; whether all of it could."""
    facts = kept.get(NAME)
    if facts is None:
        return True
    connection = db.session.connection()
    ours = and_(Casting.id.in_(facts["moved"]), Casting.participation_id == facts["kept"])
    moved = connection.execute(update(Casting).where(ours).values(participation_id=left))
    names = [column.key for column in COLUMNS]
    rows = [dict(zip(names, row, strict=True)) for row in facts["gone"]]
    there = {
        *connection.execute(
            select(GameRole.id).where(GameRole.id.in_([row["role_id"] for row in rows]))
        ).scalars()
    }
    back = [{**row, "participation_id": left} for row in rows if row["role_id"] in there]
    if back:
        connection.execute(insert(Casting), back)
    return moved.rowcount == len(facts["moved"]) and len(back) == len(rows)

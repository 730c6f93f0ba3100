"""The counts of a pool: the one place that changes them.

Each change is one conditional statement, which looks and takes at once and locks the pool's row
until the transaction ends. The connection is asked directly. The pages that visitors see do not
tell how many seats are taken, so they grow old only when a pool fills up or has room again.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, or_, update

from app.core.errors import NotFound
from app.extensions import db
from app.infra.public_version import raise_public_version
from app.registration.models import Pool
from app.registration.rules import Count


def claim_seats(pool: Pool, party: int) -> bool:
    """Take seats for a new ``party``, all or none: ``Count.takes`` as a condition. False if none."""
    may_pass = or_(Pool.waiting == 0, Pool.passing.is_(True))
    return _change(pool, _fits(party), may_pass, taken=party) is not None


def squeeze_in(pool: Pool, party: int) -> None:
    """Take seats for people who stand at the door already, whether there are any or not."""
    _change(pool, taken=party)


def more_seats(pool: Pool, number: int) -> bool:
    """Take ``number`` more for a party that has seats, whoever waits. False if there are not so many."""
    return _change(pool, _fits(number), taken=number) is not None


def return_seats(pool: Pool, party: int) -> None:
    """Give the seats of a ``party`` back."""
    _change(pool, taken=-party)


def join_line(pool: Pool) -> tuple[int, int]:
    """Put a party at the end of the line; return the number it draws, and how many now wait.

    Raises NotFound for a pool that has been removed.
    """
    counted = _change(pool, waiting=1, tickets=1)
    if counted is None:
        raise NotFound
    tickets, count = counted
    return tickets, count.waiting


def leave_line(pool: Pool) -> None:
    """Take a party out of the line, which closes up."""
    _change(pool, waiting=-1)


def serve(pool: Pool, party: int) -> bool:
    """Give seats to a ``party`` from the line. False if there are not so many."""
    return _change(pool, _fits(party), taken=party, waiting=-1) is not None


def _fits(party: int) -> ColumnElement[bool]:
    """``Count.fits``."""
    allowed = Pool.capacity * (100 + Pool.overbooking) // 100
    return or_(Pool.capacity.is_(None), Pool.taken + party <= allowed)


def _change(
    pool: Pool,
    *conditions: ColumnElement[bool],
    taken: int = 0,
    waiting: int = 0,
    tickets: int = 0,
) -> tuple[int, Count] | None:
    """Change the counts if ``conditions`` hold, and return what they are then."""
    statement = (
        update(Pool)
        .where(Pool.id == pool.id, *conditions)
        .values(
            taken=Pool.taken + taken,
            waiting=Pool.waiting + waiting,
            tickets=Pool.tickets + tickets,
        )
        .returning(
            Pool.tickets, Pool.capacity, Pool.overbooking, Pool.taken, Pool.waiting, Pool.passing
        )
    )
    found = db.session.connection().execute(statement).one_or_none()
    if found is None:
        return None
    after = Count(
        capacity=found.capacity,
        overbooking=found.overbooking,
        taken=found.taken,
        waiting=found.waiting,
        passing=found.passing,
    )
    before = replace(after, taken=after.taken - taken, waiting=after.waiting - waiting)
    if before.has_room != after.has_room:
        raise_public_version(db.session())
    db.session.expire(pool, ["taken", "waiting", "tickets"])
    return found.tickets, after

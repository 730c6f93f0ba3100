"""Pools: how many places of which sort an event has."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import func, select

from app.access import audit
from app.core.errors import InvalidInput, Refused
from app.core.messages import N_
from app.events.models import Event
from app.events.rules import Format, RegistrationMode
from app.extensions import db
from app.registration.models import Pool, Registration
from app.registration.operations.line import serve_the_line
from app.registration.queries import pools_of

IN_PERSON, VIRTUAL = N_("In person"), N_("Virtual")
BY_FORMAT = {
    Format.IN_PERSON: ((IN_PERSON, False),),
    Format.VIRTUAL: ((VIRTUAL, True),),
    Format.HYBRID: ((IN_PERSON, False), (VIRTUAL, True)),
}
"""The pools of a new event, and whether each is sent the link to join."""


class PoolFields(TypedDict, total=False):
    """What staff say of a pool."""

    name: str
    gets_link: bool
    capacity: int | None
    overbooking: int
    opens_at: datetime | None
    closes_at: datetime | None
    approval: bool
    party_limit: int
    names_companions: bool
    waiting_list: bool
    automatic: bool
    offer_hours: int
    passing: bool


def open_pools(event: Event) -> list[Pool]:
    """Give ``event`` the pools of its format, unless it has some; none to one by invitation."""
    if event.registration is RegistrationMode.BY_INVITATION or pools_of(event):
        return []
    return _add_usual(event)


def first_pool(event: Event) -> Pool:
    """Return the first pool, for a guest whom staff register; it is made where there is none."""
    pools = pools_of(event) or _add_usual(event)
    return pools[0]


def _add_usual(event: Event) -> list[Pool]:
    pools = [
        Pool(event_id=event.id, name=name, gets_link=link, position=position)
        for position, (name, link) in enumerate(BY_FORMAT[event.format], start=1)
    ]
    db.session.add_all(pools)
    db.session.flush()
    return pools


def add_pool(event: Event, **fields: Unpack[PoolFields]) -> Pool:
    """Add a pool after the others. Raises InvalidInput for a name that is taken or missing."""
    others = pools_of(event)
    pool = Pool(event_id=event.id, position=max((one.position for one in others), default=0) + 1)
    _set(pool, event, fields)
    db.session.add(pool)
    db.session.flush()
    audit.record(N_("added places to"), "event", event.key, pool=pool.name)
    return pool


def edit_pool(pool: Pool, event: Event, **fields: Unpack[PoolFields]) -> Pool:
    """Change the ``fields`` that are given.

    Nobody loses a seat when there are fewer; when there are more, whoever waits is served at once.
    """
    before = {name: getattr(pool, name) for name in fields}
    _set(pool, event, fields)
    different = [name for name in fields if getattr(pool, name) != before[name]]
    if different:
        db.session.flush()
        audit.record(
            N_("changed places of"), "event", event.key, pool=pool.name, fields=", ".join(different)
        )
        serve_the_line(pool, event)
    return pool


def remove_pool(pool: Pool, event: Event) -> None:
    """Remove a pool that nobody ever registered in. Raises Refused."""
    found = select(func.count(Registration.id)).where(Registration.pool_id == pool.id)
    if db.session.scalar(found):
        raise Refused(N_("Somebody registered here. Move them to other places first, or close it."))
    db.session.delete(pool)
    audit.record(N_("removed places from"), "event", event.key, pool=pool.name)


def copy_pools(source: Event, copy: Event) -> None:
    """Give ``copy`` the pools of ``source``, empty, and without the times of another date."""
    for pool in pools_of(copy):
        db.session.delete(pool)
    db.session.flush()
    for pool in pools_of(source):
        kept = {name: getattr(pool, name) for name in PoolFields.__annotations__}
        kept |= {"opens_at": None, "closes_at": None}
        db.session.add(Pool(event_id=copy.id, position=pool.position, **kept))
    db.session.flush()


def _set(pool: Pool, event: Event, fields: PoolFields) -> None:
    for name, value in fields.items():
        setattr(pool, name, value)
    with db.session.no_autoflush:
        if not pool.name:
            raise InvalidInput(N_("Say what these places are called."))
        if any(one.name == pool.name and one is not pool for one in pools_of(event)):
            raise InvalidInput(N_("There are places of this name already."))
    if pool.opens_at and pool.closes_at and pool.closes_at <= pool.opens_at:
        raise InvalidInput(N_("It closes before it opens."))

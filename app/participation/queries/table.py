"""The participants table: who is on the page that is asked for, and how many there are in each state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.events.models import Event
from app.extensions import db
from app.participation.models import Participation
from app.participation.queries.cells import (
    AT_ONCE,
    cells_of,
    order_of,
    rows_of_cells,
    with_sources,
)
from app.participation.queries.narrowing import in_states, narrowed
from app.participation.rules import SeatState
from app.participation.rules.table import Asked, Column
from app.people.models import Affiliation, Organisation, Person


@dataclass(frozen=True)
class SeatsPage:
    """One page of the table. ``counts`` are of all that the filters leave, whatever their state."""

    seats: Sequence[Participation]
    cells: dict[int, dict[Column, str]]
    counts: Counter[SeatState]
    total: int
    number: int
    pages: int


def seats_page(event: Event, asked: Asked) -> SeatsPage:
    """Return the seats of ``event`` that are ``asked`` for. Only those of the page are loaded."""
    counts = counts_of(event, asked)
    states = asked.states
    total = sum(count for state, count in counts.items() if states is None or state in states)
    pages = max(1, -(-total // asked.size))
    number = min(asked.page, pages)
    window = _ordered(event, asked).limit(asked.size).offset((number - 1) * asked.size)
    ids = db.session.scalars(window).all()
    cells = {
        seat: dict(zip(asked.columns, said, strict=True))
        for seat, said in cells_of(event, _among(ids), asked.columns)
    }
    return SeatsPage(_loaded(ids), cells, counts, total, number, pages)


def counts_of(event: Event, asked: Asked) -> Counter[SeatState]:
    """Return how many seats there are in each state that the filters leave: one statement."""
    counted = (
        select(Participation.state, func.count(Participation.id))
        .where(*narrowed(event, asked))
        .group_by(Participation.state)
    )
    return Counter(dict(db.session.execute(counted).tuples().all()))


def rows_of(event: Event, asked: Asked) -> Iterator[Sequence[str]]:
    """Give the cells of every seat that is ``asked`` for, on whichever page, in the order of the table."""
    return rows_of_cells(event, _ordered(event, asked), asked.columns)


def seats_chosen(event: Event, keys: Sequence[str]) -> Sequence[Participation]:
    """Return the seats of ``event`` with these ``keys``, ready to be changed; unknown ones are left out."""
    chosen = select(Participation.id).where(
        Participation.event_id == event.id, Participation.key.in_(keys)
    )
    return _loaded(db.session.scalars(chosen.order_by(Participation.position)).all(), _TO_BILL)


def seats_matching(event: Event, asked: Asked) -> Sequence[Participation]:
    """Return all seats of ``event`` that are ``asked`` for, ready to be changed."""
    return _loaded(db.session.scalars(_ordered(event, asked)).all(), _TO_BILL)


def _ordered(event: Event, asked: Asked) -> Select[tuple[int]]:
    conditions = [*narrowed(event, asked), *in_states(asked)]
    chosen = select(Participation.id).where(*conditions)
    if asked.sort is not None:
        wanted = order_of(asked.sort)
        first = (wanted.desc() if asked.down else wanted.asc()).nulls_last()
        return with_sources(chosen).order_by(first, Participation.position, Participation.id)
    place = (Participation.position, Participation.id)
    if asked.down:
        return chosen.order_by(*(column.desc() for column in place))
    return chosen.order_by(*place)


def _among(ids: Sequence[int]) -> Select[tuple[int]]:
    return select(Participation.id).where(Participation.id.in_(ids))


_TO_BILL = (
    joinedload(Participation.person)
    .selectinload(Person.affiliations)
    .joinedload(Affiliation.organisation)
    .selectinload(Organisation.former_names)
)
"""What confirming a seat copies; looked up for all at once, since each would ask again."""


def _loaded(ids: Sequence[int], *more: ExecutableOption) -> list[Participation]:
    """The seats with ``ids`` in that order, with what a step or a clash looks at."""
    found: dict[int, Participation] = {}
    for start in range(0, len(ids), AT_ONCE):
        loaded = db.session.scalars(
            select(Participation)
            .where(Participation.id.in_(ids[start : start + AT_ONCE]))
            .options(
                joinedload(Participation.event),
                joinedload(Participation.person),
                joinedload(Participation.session),
                joinedload(Participation.delegation),
                selectinload(Participation.roles),
                *more,
            )
        )
        found.update({seat.id: seat for seat in loaded})
    return [found[number] for number in ids if number in found]

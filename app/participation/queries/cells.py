"""What each column of the participants table reads, says and is sorted by: one place for page and file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, SQLColumnExpression, String, case, func, select, type_coerce

from app.core.clock import city_of
from app.core.messages import N_
from app.events.models import Event, EventSession
from app.extensions import db
from app.participation.models import (
    Companion,
    Delegation,
    Participation,
    ParticipationRole,
    SeatChange,
    SeatNote,
)
from app.participation.queries.narrowing import last_change
from app.participation.rules import (
    CHANNEL_LABELS,
    ROLE_LABELS,
    SEAT_STATE_LABELS,
    SECTOR_LABELS,
    Role,
    SeatState,
    in_billing_order,
)
from app.participation.rules.table import Column
from app.people.models import Affiliation, EmailAddress, Organisation, Person
from app.web.filters import moment

AT_ONCE = 2000
"""So many seats are read together."""

Say = Callable[..., str]


@dataclass(frozen=True)
class Source:
    """Where a column comes from.

    ``say`` turns the values that are ``read`` into words: called for each row, so what knows
    few values remembers its words. ``order`` is what it is sorted by, the first of them unless
    given. Enumerated values are read as they are stored: a label is found by those too.
    """

    read: tuple[SQLColumnExpression[Any], ...]
    say: Say
    order: SQLColumnExpression[Any] | None = None


_roles = (
    select(func.aggregate_strings(ParticipationRole.role, ","))
    .where(ParticipationRole.participation_id == Participation.id)
    .scalar_subquery()
)
_first_role = (
    select(
        func.min(
            case({role: place for place, role in enumerate(Role)}, value=ParticipationRole.role)
        )
    )
    .where(ParticipationRole.participation_id == Participation.id)
    .scalar_subquery()
)
_organisation = (
    select(Organisation.name)
    .select_from(Affiliation)
    .join(Organisation, Organisation.id == Affiliation.organisation_id)
    .where(Affiliation.person_id == Participation.person_id)
    .order_by(Affiliation.main.desc(), Affiliation.position)
    .limit(1)
    .scalar_subquery()
)
_address = (
    select(EmailAddress.address)
    .where(EmailAddress.person_id == Participation.person_id)
    .order_by(EmailAddress.position, EmailAddress.id)
    .limit(1)
    .scalar_subquery()
)
_companions = (
    select(func.sum(Companion.count))
    .where(Companion.participation_id == Participation.id)
    .scalar_subquery()
)
_state_order = case(
    {state: place for place, state in enumerate(SeatState)}, value=Participation.state
)


def _sources(zone: str) -> Mapping[Column, Source]:
    """The columns, for an event whose moments are told on the clock of ``zone``."""
    # A long file says the same few words in every row; each is translated once.
    word = cache(_)

    def one_of_few(labels: Mapping[Any, str]) -> Say:
        return cache(lambda value: word(labels[value]) if value else "")

    return {
        Column.NAME: Source(
            (Person.display_name, Participation.seat_label),
            lambda name, label: name or label,
            func.coalesce(Person.sort_name, func.lower(Participation.seat_label)),
        ),
        Column.ROLES: Source((_roles,), cache(lambda roles: _said_roles(roles, word)), _first_role),
        Column.WHERE: Source((EventSession.title,), lambda title: title or word(N_("Whole event"))),
        Column.STATE: Source(
            (type_coerce(Participation.state, String),),
            one_of_few(SEAT_STATE_LABELS),
            _state_order,
        ),
        Column.DELEGATION: Source((Delegation.label,), _text),
        Column.ORGANISATION: Source((_organisation,), _text),
        Column.ADDRESS: Source((_address,), _text),
        Column.COUNTRY: Source((Participation.country,), _text),
        Column.SECTOR: Source(
            (type_coerce(Participation.sector, String),), one_of_few(SECTOR_LABELS)
        ),
        Column.GENDER: Source((Participation.gender,), _text),
        Column.PUBLIC: Source(
            (Participation.listed, Person.never_list),
            cache(
                lambda listed, never: word(
                    N_("Never") if never else N_("Yes") if listed else N_("No")
                )
            ),
        ),
        Column.BILLED: Source(
            (Participation.billing_name, Participation.billing_offices),
            lambda name, offices: (
                f"{name}\n{offices}" if name and offices else name or offices or ""
            ),
        ),
        Column.CITY: Source(
            (Participation.city_zone,), cache(lambda city: city_of(city) if city else "")
        ),
        Column.PAPER: Source((Participation.paper_title,), _text),
        Column.CAPACITY: Source(
            (Participation.personal_capacity,), lambda own: word(N_("personal")) if own else ""
        ),
        Column.COMPANIONS: Source((_companions,), lambda count: str(count) if count else ""),
        Column.CHANGED: Source(
            (last_change(SeatChange.at), last_change(SeatChange.channel)),
            lambda at, channel: (
                f"{moment(at, zone)}, {word(CHANNEL_LABELS[channel])}" if channel else ""
            ),
        ),
        Column.NOTE: Source((SeatNote.text,), _text),
    }


def _text(value: str | None) -> str:
    return value or ""


def _said_roles(roles: str | None, word: Callable[[str], str]) -> str:
    held = in_billing_order(Role(value) for value in (roles or "").split(",") if value)
    return ", ".join(word(ROLE_LABELS[role]) for role in held)


def order_of(column: Column) -> SQLColumnExpression[Any]:
    """What the table is sorted by under ``column``."""
    source = _sources("UTC")[column]
    return source.read[0] if source.order is None else source.order


def with_sources(statement: Select[Any]) -> Select[Any]:
    """Add to a statement about seats the tables that the columns read from."""
    return (
        statement.select_from(Participation)
        .outerjoin(Person, Person.id == Participation.person_id)
        .outerjoin(EventSession, EventSession.id == Participation.session_id)
        .outerjoin(Delegation, Delegation.id == Participation.delegation_id)
        .outerjoin(SeatNote, SeatNote.participation_id == Participation.id)
    )


def cells_of(
    event: Event, statement: Select[Any], columns: Sequence[Column]
) -> Iterator[tuple[int, Sequence[str]]]:
    """Give the number and the cells of each seat of ``statement``, in its order.

    The statement selects seats of ``event``. A long answer is read in parts and held nowhere.
    """
    for numbers, rows in _parts_of(event, statement, columns):
        yield from zip(numbers, rows, strict=True)


def rows_of_cells(
    event: Event, statement: Select[Any], columns: Sequence[Column]
) -> Iterator[Sequence[str]]:
    """Give the cells alone, for a file."""
    return chain.from_iterable(rows for _numbers, rows in _parts_of(event, statement, columns))


def _parts_of(
    event: Event, statement: Select[Any], columns: Sequence[Column]
) -> Iterator[tuple[Sequence[int], Iterable[Sequence[str]]]]:
    known = _sources(event.zone)
    sources = [known[column] for column in columns]
    read = [expression for source in sources for expression in source.read]
    told = with_sources(statement.with_only_columns(Participation.id, *read))
    for part in db.session.execute(told.execution_options(yield_per=AT_ONCE)).partitions():
        numbers, *values = zip(*part, strict=True)
        left = iter(values)
        cells = [map(source.say, *islice(left, len(source.read))) for source in sources]
        yield numbers, zip(*cells, strict=True)

"""What each column of the participants table reads, says and is sorted by: one place for page and file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, SQLColumnExpression, case, func, select

from app.core.clock import city_of
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
    Channel,
    Role,
    SeatState,
    Sector,
    in_billing_order,
)
from app.participation.rules.table import Column
from app.people.models import Affiliation, EmailAddress, Organisation, Person
from app.web.filters import moment

AT_ONCE = 2000
"""So many seats are read by one statement; a long list is read in parts and held nowhere."""

Say = Callable[..., str]


@dataclass(frozen=True)
class Source:
    """Where a column comes from.

    ``say`` turns the values that are ``read`` into words; ``order`` is what it is sorted by,
    the first of them unless given.
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
    return {
        Column.NAME: Source(
            (Person.display_name, Participation.seat_label),
            lambda name, label: name or label,
            func.coalesce(Person.sort_name, func.lower(Participation.seat_label)),
        ),
        Column.ROLES: Source((_roles,), say_roles, _first_role),
        Column.WHERE: Source((EventSession.title,), lambda title: title or _("Whole event")),
        Column.STATE: Source(
            (Participation.state,), lambda state: _(SEAT_STATE_LABELS[state]), _state_order
        ),
        Column.DELEGATION: Source((Delegation.label,), _text),
        Column.ORGANISATION: Source((_organisation,), _text),
        Column.ADDRESS: Source((_address,), _text),
        Column.COUNTRY: Source((Participation.country,), _text),
        Column.SECTOR: Source((Participation.sector,), _sector),
        Column.GENDER: Source((Participation.gender,), _text),
        Column.PUBLIC: Source(
            (Participation.listed, Person.never_list),
            lambda listed, never: _("Never") if never else _("Yes") if listed else _("No"),
        ),
        Column.BILLED: Source(
            (Participation.billing_name, Participation.billing_offices),
            lambda name, offices: "\n".join(filter(None, (name, offices))),
        ),
        Column.CITY: Source((Participation.city_zone,), lambda city: city_of(city) if city else ""),
        Column.PAPER: Source((Participation.paper_title,), _text),
        Column.CAPACITY: Source(
            (Participation.personal_capacity,), lambda own: _("personal") if own else ""
        ),
        Column.COMPANIONS: Source((_companions,), lambda count: str(count) if count else ""),
        Column.CHANGED: Source(
            (last_change(SeatChange.at), last_change(SeatChange.channel)),
            lambda at, channel: _changed(at, channel, zone),
        ),
        Column.NOTE: Source((SeatNote.text,), _text),
    }


def _text(value: str | None) -> str:
    return value or ""


def say_roles(roles: str | None) -> str:
    """The roles as a programme names them, in billing order."""
    held = in_billing_order(Role(value) for value in (roles or "").split(",") if value)
    return ", ".join(_(ROLE_LABELS[role]) for role in held)


def _sector(sector: Sector | None) -> str:
    return _(SECTOR_LABELS[sector]) if sector else ""


def _changed(at: Any, channel: Channel | None, zone: str) -> str:
    return f"{moment(at, zone)}, {_(CHANNEL_LABELS[channel])}" if channel else ""


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
    event: Event, ids: Sequence[int], columns: Sequence[Column]
) -> Iterator[tuple[int, list[str]]]:
    """Give the number of each of the seats with ``ids``, in that order, and its cells."""
    known = _sources(event.zone)
    sources = [known[column] for column in columns]
    read = [expression for source in sources for expression in source.read]
    statement = with_sources(select(Participation.id, *read))
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        found = db.session.execute(statement.where(Participation.id.in_(part)))
        rows = {row[0]: row for row in found}
        for number in part:
            if number in rows:
                yield number, _say(sources, rows[number])


def _say(sources: Sequence[Source], row: Sequence[Any]) -> list[str]:
    cells, place = [], 1
    for source in sources:
        after = place + len(source.read)
        cells.append(source.say(*row[place:after]))
        place = after
    return cells

"""Which seats the participants table shows: its filters and its search as conditions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.core.text import fold
from app.events.models import Event, EventSession
from app.participation.models import (
    Delegation,
    Participation,
    ParticipationRole,
    SeatChange,
    SeatNote,
)
from app.participation.rules import ROLE_LABELS, Role
from app.participation.rules.table import NONE, Asked, Lack
from app.people.models import Biography, EmailAddress, PersonNeeds, PersonSearch
from app.people.rules import asked_words

Condition = ColumnElement[bool]
Column = InstrumentedAttribute[Any]

MOST_WORDS = 8
"""Each word makes the question longer; nobody needs more to find a guest."""


def narrowed(event: Event, asked: Asked) -> list[Condition]:
    """Return what a seat of ``event`` must meet to be among those that are ``asked`` for, whatever its state."""
    return [Participation.event_id == event.id, *_filters(event, asked), *_words(asked.q)]


def in_states(asked: Asked) -> list[Condition]:
    """Return what the tab adds to that."""
    return [] if asked.states is None else [Participation.state.in_(asked.states)]


def _filters(event: Event, asked: Asked) -> Iterator[Condition]:
    if asked.delegation:
        found = select(Delegation.id).where(
            Delegation.event_id == event.id, Delegation.key == asked.delegation
        )
        yield _within(Participation.delegation_id, asked.delegation, found)
    if asked.session:
        among = select(EventSession.id).where(
            EventSession.event_id == event.id, EventSession.key == asked.session
        )
        yield _within(Participation.session_id, asked.session, among)
    for column, word in (
        (Participation.country, asked.country),
        (Participation.gender, asked.gender),
    ):
        if word:
            yield func.lower(column) == word.lower()
    yield from _of_enumerations(asked)


def _of_enumerations(asked: Asked) -> Iterator[Condition]:
    if asked.role:
        yield _has_role([asked.role])
    if asked.sector:
        yield Participation.sector == asked.sector
    if asked.channel:
        yield last_change(SeatChange.channel) == asked.channel
    if asked.look:
        yield _to_see_to(asked.look)


def _within(column: Column, word: str, found: Select[tuple[int]]) -> Condition:
    condition: Condition = column.is_(None) if word == NONE else column.in_(found)
    return condition


def last_change(column: Column) -> ColumnElement[Any]:
    """What ``column`` of the last change of a seat says."""
    return (
        select(column)
        .where(SeatChange.participation_id == Participation.id)
        .order_by(SeatChange.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _to_see_to(look: Lack) -> Condition:
    """Something is missing, or asks for care; of a seat without a person nothing can be missing."""
    if look is Lack.NAME:
        return Participation.person_id.is_(None)
    if look is Lack.NEEDS:
        return exists(
            select(PersonNeeds.person_id).where(
                PersonNeeds.person_id == Participation.person_id,
                or_(PersonNeeds.dietary != "", PersonNeeds.access != ""),
            )
        )
    model = EmailAddress if look is Lack.ADDRESS else Biography
    has_one = exists(select(model.id).where(model.person_id == Participation.person_id))
    return and_(Participation.person_id.is_not(None), ~has_one)


def _words(words: str) -> Iterator[Condition]:
    """Each word must be found somewhere; a telephone number is looked for as a whole."""
    whole = asked_words(words)
    for word in [words] if len(whole) == 1 else words.split()[:MOST_WORDS]:
        yield _holds(word)


def _holds(word: str) -> Condition:
    """The word begins one of the person's, or stands in what is written about the seat."""
    of_person = exists(
        select(PersonSearch.person_id).where(
            PersonSearch.person_id == Participation.person_id,
            *(PersonSearch.words.contains(each, autoescape=True) for each in asked_words(word)),
        )
    )
    written = (
        Participation.seat_label,
        Participation.billing_name,
        Participation.billing_native_name,
        Participation.billing_offices,
        Participation.paper_title,
        Participation.country,
    )
    beside = exists(
        select(SeatNote.participation_id).where(
            SeatNote.participation_id == Participation.id, _says(SeatNote.text, word)
        )
    )
    of_side = exists(
        select(Delegation.id).where(
            Delegation.id == Participation.delegation_id,
            or_(_says(Delegation.label, word), _says(Delegation.country, word)),
        )
    )
    of_role = _has_role(_roles_called(word))
    found = of_person if asked_words(word) else false()
    return or_(found, *(_says(column, word) for column in written), beside, of_side, of_role)


def _says(column: Column, word: str) -> Condition:
    return or_(
        column.icontains(word, autoescape=True), column.icontains(fold(word), autoescape=True)
    )


def _roles_called(word: str) -> list[Role]:
    wanted = fold(word)
    return [role for role in Role if wanted and wanted in fold(_(ROLE_LABELS[role]))]


def _has_role(roles: list[Role]) -> Condition:
    return exists(
        select(ParticipationRole.id).where(
            ParticipationRole.participation_id == Participation.id,
            ParticipationRole.role.in_(roles),
        )
    )

"""Seats that should be settled by now, and people in two places at once, for the first page of staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.access.roles import Permission
from app.core.clock import now
from app.events.attention import Attention
from app.events.models import Event
from app.events.queries import may
from app.events.rules import EventState
from app.extensions import db
from app.participation.clashes import clashes_of_seats
from app.participation.models import Candidate, Participation
from app.participation.rules import FREED_STATES, GONE_STATES, SPEAKS_IN_STATES
from app.schedule.models import ClashAccepted

SOON = timedelta(days=14)
"""Before an event, this is when people should be certain."""

AHEAD = timedelta(days=60)
"""So long before an event, somebody who is expected elsewhere can still be asked to choose."""


def seats_needing_attention() -> list[Attention]:
    """Say which confirmed events are near and have people unconfirmed or unnamed: one statement."""
    at = now()
    unnamed = func.sum(case((Participation.person_id.is_(None), 1), else_=0))
    query = (
        select(Event, func.count(Participation.id), unnamed)
        .join(Participation, Participation.event_id == Event.id)
        .where(
            Event.state == EventState.CONFIRMED,
            Event.starts_at.between(at, at + SOON),
            Participation.state.not_in(GONE_STATES | SPEAKS_IN_STATES)
            | (Participation.person_id.is_(None) & Participation.state.not_in(GONE_STATES)),
        )
        .group_by(Event.id)
        .order_by(Event.starts_at, Event.id)
    )
    return [
        _about(event, open_seats, nameless)
        for event, open_seats, nameless in db.session.execute(query)
        if may(Permission.EDIT, event)
    ]


def _about(event: Event, open_seats: int, nameless: int) -> Attention:
    sentence = ngettext(
        "“%(title)s” is near, and %(num)d seat is not confirmed.",
        "“%(title)s” is near, and %(num)d seats are not confirmed.",
        open_seats,
        title=event.title,
    )
    if nameless:
        sentence += " " + ngettext("%(num)d has no name.", "%(num)d have no name.", nameless)
    action = ngettext("Settle it", "Settle them", open_seats)
    return Attention(sentence, action, url_for("seats.index", key=event.key), 30)


def candidates_needing_attention() -> list[Attention]:
    """Say at which events ahead a seat is free again and somebody waits for it: one statement."""
    free = or_(
        and_(Participation.person_id.is_(None), Participation.state.not_in(GONE_STATES)),
        and_(Participation.person_id.is_not(None), Participation.state.in_(FREED_STATES)),
    )
    query = (
        select(Event, func.count(Participation.id.distinct()))
        .join(Participation, Participation.event_id == Event.id)
        .join(Candidate, Candidate.participation_id == Participation.id)
        .where(
            Event.state.in_((EventState.HOLD, EventState.CONFIRMED)),
            Event.ends_at > now(),
            Candidate.seated_at.is_(None),
            free,
        )
        .group_by(Event.id)
        .order_by(Event.starts_at, Event.id)
    )
    return [
        _about_candidates(event, seats)
        for event, seats in db.session.execute(query)
        if may(Permission.EDIT, event)
    ]


def _about_candidates(event: Event, seats: int) -> Attention:
    sentence = ngettext(
        "At “%(title)s” %(num)d seat is free, and the next candidate can be asked.",
        "At “%(title)s” %(num)d seats are free, and the next candidates can be asked.",
        seats,
        title=event.title,
    )
    return Attention(sentence, _("Look and decide"), url_for("seats.index", key=event.key), 25)


def clashes_needing_attention() -> list[Attention]:
    """Say at which events ahead somebody is in two places at once, and nobody said why: three statements."""
    seats_at: dict[Event, list[Participation]] = defaultdict(list)
    for seat in _seats_ahead():
        seats_at[seat.event].append(seat)
    accepted = _accepted()
    clashes = [one for one in clashes_of_seats(seats_at) if one.event not in accepted]
    found = []
    for event in seats_at:
        names = {one.wanted.name for one in clashes if one.wanted.event == event.key}
        if names and event.key not in accepted and may(Permission.EDIT, event):
            found.append(_in_two_places(event, sorted(names)))
    return found


def _accepted() -> set[str]:
    query = select(Event.key).join(ClashAccepted, ClashAccepted.event_id == Event.id)
    return set(db.session.scalars(query))


def _seats_ahead() -> Sequence[Participation]:
    at = now()
    return db.session.scalars(
        select(Participation)
        .join(Event, Event.id == Participation.event_id)
        .where(
            Event.state.in_((EventState.HOLD, EventState.CONFIRMED)),
            Event.starts_at.between(at, at + AHEAD),
            Participation.person_id.is_not(None),
            Participation.state.not_in(GONE_STATES),
        )
        .options(
            joinedload(Participation.person),
            joinedload(Participation.session),
            contains_eager(Participation.event),
        )
        .order_by(Event.starts_at, Event.id, Participation.id)
    ).all()


def _in_two_places(event: Event, names: Sequence[str]) -> Attention:
    sentence = ngettext(
        "%(names)s is expected at “%(title)s” and elsewhere at the same time.",
        "%(names)s are expected at “%(title)s” and elsewhere at the same time.",
        len(names),
        names=", ".join(names),
        title=event.title,
    )
    return Attention(sentence, _("See who"), url_for("seats.index", key=event.key), 15)

"""Two seats of one person, once two entries of the directory are one: the one further on is kept.

Seats are led past the viewer's bounds, as the merge itself moves them; what is told before names
the events that the viewer sees, and only there can it stop a merge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, insert, or_, select, update
from sqlalchemy.orm import aliased

from app.access import audit
from app.access.enforcement import current_user_id
from app.core.messages import N_
from app.events.models import Event
from app.extensions import db
from app.participation.models import Participation, SeatChange
from app.participation.rules import (
    GONE_STATES,
    ROLE_LABELS,
    SEAT_STATE_LABELS,
    Channel,
    SeatState,
    is_further,
)
from app.participation.signals import seat_restored, seat_superseded
from app.people.joining import Double, Joint, Kept
from app.people.models import Person

KEPT, MOVED = "seats", "moved"
_mine, _theirs = aliased(Participation), aliased(Participation)


@dataclass(frozen=True)
class _Place:
    """A seat in as few facts as it takes to lead it past the viewer's bounds."""

    id: int
    key: str
    event_key: str
    state: SeatState
    listed: bool


def _both(survivor: Person, merged: Person) -> Sequence[ColumnElement[bool]]:
    """Both are expected at one event as a whole, or at one session of it."""
    return (
        _mine.person_id == survivor.id,
        _theirs.person_id == merged.id,
        _theirs.event_id == _mine.event_id,
        or_(
            _theirs.session_id == _mine.session_id,
            and_(_theirs.session_id.is_(None), _mine.session_id.is_(None)),
        ),
        _mine.state.not_in(GONE_STATES),
        _theirs.state.not_in(GONE_STATES),
    )


def _doubles(survivor: Person, merged: Person) -> list[Double]:
    pairs = db.session.execute(
        select(_mine, _theirs)
        .join(_theirs, _theirs.event_id == _mine.event_id)
        .where(*_both(survivor, merged))
        .order_by(_mine.event_id, _mine.position)
    )
    return [_told(one, other) for one, other in pairs]


def _told(one: Participation, other: Participation) -> Double:
    stops = one.state is other.state is SeatState.ATTENDED
    title = _("“%(title)s”", title=one.session.title if one.session else one.event.title)
    kept, left = (other, one) if is_further(other.state, one.state) else (one, other)
    if stops:
        said = _("Both were checked in. Undo one of the two check-ins first.")
    else:
        said = _("%(kept)s stays; %(left)s is replaced by it.", kept=_seat(kept), left=_seat(left))
    return Double(title, said, stops)


def _seat(seat: Participation) -> str:
    """The seat by name, roles and state."""
    roles = [_(ROLE_LABELS[held.role]) for held in seat.roles]
    return f"{seat.name} ({', '.join([*roles, _(SEAT_STATE_LABELS[seat.state])])})"


def _join(survivor: Person, merged: Person) -> Kept:
    led: dict[int, SeatState] = {}
    moved: list[object] = []
    for one, other in _pairs(survivor, merged):
        if one.state is other.state is SeatState.ATTENDED:
            continue
        kept, left = (other, one) if is_further(other.state, one.state) else (one, other)
        if left.id not in led:
            _lead(left, SeatState.SUBSTITUTED, _("The same person has another seat, which stays."))
            if not left.listed:
                _set(kept, listed=False)
            told = seat_superseded.send(kept.id, left=left.id)
            moved += [[left.id, facts] for _subscriber, facts in told if facts]
            led[left.id] = left.state
    if not led:
        return {}
    return {KEPT: [[number, was.value] for number, was in led.items()], MOVED: moved}


def _part(kept: Mapping[str, list[Any]]) -> bool:
    """Give the seats back that stand as the merge left them, and what was moved from them."""
    all_stand = True
    moved = kept.get(MOVED, [])
    for number, was in kept.get(KEPT, []):
        found = [seat for seat in _seats(Participation.id == number) if _was_replaced(seat)]
        for seat in found:
            _lead(seat, SeatState(was), _("Its guest is another person after all."))
            facts = {
                name: each for left, one in moved if left == number for name, each in one.items()
            }
            all_stand = (
                all(went for _one, went in seat_restored.send(number, kept=facts)) and all_stand
            )
        all_stand = all_stand and bool(found)
    return all_stand


JOINT = Joint(_doubles, _join, _part)


def _was_replaced(seat: _Place) -> bool:
    return seat.state is SeatState.SUBSTITUTED


def _pairs(survivor: Person, merged: Person) -> Iterator[tuple[_Place, _Place]]:
    found = db.session.connection().execute(
        select(_mine.id, _theirs.id).where(*_both(survivor, merged)).order_by(_mine.id, _theirs.id)
    )
    for pair in found.all():
        one, other = (_seats(Participation.id == number)[0] for number in pair)
        yield one, other


def _seats(condition: ColumnElement[bool]) -> list[_Place]:
    """Return the seats whoever looks."""
    found = db.session.connection().execute(
        select(
            Participation.id,
            Participation.key,
            Event.key,
            Participation.state,
            Participation.listed,
        )
        .join(Event, Event.id == Participation.event_id)
        .where(condition)
    )
    return [_Place(*row) for row in found]


def _lead(seat: _Place, state: SeatState, note: str) -> None:
    """Lead the seat to ``state``, and write it into its history."""
    _set(seat, state=state)
    db.session.connection().execute(
        insert(SeatChange).values(
            participation_id=seat.id,
            was=seat.state,
            became=state,
            changed_by=current_user_id(),
            channel=Channel.STAFF,
            note=note,
        )
    )
    audit.record(N_("led a seat on"), "event", seat.event_key, seat=seat.key, state=state.value)


def _set(seat: _Place, **values: object) -> None:
    db.session.connection().execute(
        update(Participation).where(Participation.id == seat.id).values(values)
    )

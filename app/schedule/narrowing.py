"""What the calendar can be narrowed to; features above add what they know events by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from app.events.models import Event
from app.extensions import db
from app.programmes.models import Programme
from app.schedule.models import Room, RoomBooking


@dataclass(frozen=True)
class Narrowed:
    """One thing that the calendar is about: its words, and the condition on events."""

    label: str
    condition: ColumnElement[bool]


Find = Callable[[str], Narrowed | None]

_finders: dict[str, Find] = {}


def register_narrowing(name: str, find: Find) -> None:
    """Let the calendar be narrowed by the parameter ``name``, whose value ``find`` looks up."""
    _finders[name] = find


def narrowed_by(asked: Mapping[str, str]) -> dict[str, Narrowed]:
    """Return what the parameters in ``asked`` narrow to; unknown values narrow nothing."""
    found = {name: find(asked[name]) for name, find in _finders.items() if asked.get(name)}
    return {name: narrowed for name, narrowed in found.items() if narrowed is not None}


def to_programme(key: str) -> Narrowed | None:
    """Events of one programme."""
    programme = db.session.scalar(select(Programme).where(Programme.key == key))
    if programme is None:
        return None
    return Narrowed(programme.name, Event.programme_id == programme.id)


def to_room(key: str) -> Narrowed | None:
    """Events for which one room is kept."""
    room = db.session.scalar(select(Room).where(Room.key == key))
    if room is None:
        return None
    kept = select(RoomBooking.event_id).where(RoomBooking.room_id == room.id)
    return Narrowed(room.name, Event.id.in_(kept))

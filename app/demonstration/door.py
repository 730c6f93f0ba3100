"""An evening whose door is open as soon as the demonstration runs, with a queue in front of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.core.clock import now
from app.core.text import random_key
from app.demonstration.days import ZONE
from app.demonstration.guests import fill_seats
from app.demonstration.upcoming import Agenda
from app.door.guests import Guest
from app.door.operations import Op, note_for_desk, record
from app.door.queries import guests_of
from app.door.rules import ArrivalKind, Pool
from app.events.models import Event
from app.events.operations import confirm, publish
from app.events.rules import EventKind
from app.participation.rules import Role

TITLE = "An Open Evening: Questions to Those Who Were at the Table"
GUESTS, CAPACITY, HERE = 38, 60, 9


def add_open_door(agenda: Agenda) -> Event:
    """A public panel that begins in two hours; the first guests have come."""
    event = agenda.add(
        EventKind.PANEL,
        TITLE,
        _in_two_hours(),
        capacity=CAPACITY,
        summary="No speeches: an evening of questions from the audience. Doors open early.",
        topics=("Diplomacy",),
    )
    confirm(event)
    agenda.seat(
        event,
        ("Jane Doe", Role.MODERATOR),
        ("Hong Gil-dong", Role.PANELLIST),
        ("Yamada Tarō", Role.PANELLIST),
        ("Zhang San", Role.PANELLIST),
    )
    publish(event)
    fill_seats(event, GUESTS)
    guests = guests_of(event)
    note_for_desk(event, guests[-1], "Meet at the door: uses the ramp")
    early = [guest for guest in guests if guest.pool is Pool.REGISTERED][:HERE]
    record(event, [_came(guest, minutes=40 - count) for count, guest in enumerate(early)])
    return event


def _in_two_hours() -> datetime:
    begins = (now() + timedelta(hours=2)).astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
    return begins.replace(minute=0, second=0, microsecond=0)


def _came(guest: Guest, *, minutes: int) -> Op:
    return Op(
        op_id=random_key(),
        kind=ArrivalKind.ARRIVED,
        subject=guest.subject,
        at=now() - timedelta(minutes=minutes),
    )

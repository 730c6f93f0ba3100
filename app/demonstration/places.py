"""The rooms of the demonstration: the institute's own house, and one far away."""

from __future__ import annotations

from collections.abc import Mapping

from app.demonstration.days import ZONE
from app.schedule.models import Room
from app.schedule.operations import add_room, add_venue

Rooms = Mapping[str, Room]
"""Each room by its name."""


def add_rooms() -> Rooms:
    """Make two venues in two zones, with their rooms."""
    house = add_venue(
        name="Example House", address="100 Example Avenue", city="Washington, DC", zone=ZONE
    )
    seoul = add_venue(
        name="Sample Guest House", address="7 Sample-ro", city="Seoul", zone="Asia/Seoul"
    )
    rooms = [
        add_room(house, name="Great Hall", capacity=220),
        add_room(house, name="Garden Room", capacity=40),
        add_room(house, name="Library", capacity=18),
        add_room(seoul, name="Pine Room", capacity=24),
    ]
    return {room.name: room for room in rooms}


def place_of(room: Room) -> str:
    """How an event names the room in which it is held."""
    return f"{room.name}, {room.venue.name}, {room.venue.city}"

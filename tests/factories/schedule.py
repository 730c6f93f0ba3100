"""Venues and rooms."""

from __future__ import annotations

from app.core.text import random_key
from app.schedule import operations
from app.schedule.models import Room


def add_room(name: str = "Room 101", *, venue: str = "", capacity: int | None = None) -> Room:
    """Make a room in a new venue."""
    place = operations.add_venue(
        name=venue or f"House {random_key(6)}",
        address="1 Example Street",
        city="Washington",
        zone="America/New_York",
    )
    return operations.add_room(place, name=name, capacity=capacity)

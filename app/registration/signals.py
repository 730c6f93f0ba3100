"""What happened to guests, for rooms above that keep something of them too."""

from __future__ import annotations

from blinker import signal

guests_forgotten = signal("guests-forgotten")
"""The time for which the data of an event's guests is kept is over; sent with the event."""

"""What is asked from the control room; ``room`` brings it together."""

from __future__ import annotations

from app.games.queries.control.course import move_after, scenario_of
from app.games.queries.control.indicators import indicator_of
from app.games.queries.control.injects import inject_of
from app.games.queries.control.log import LOG_PAGE, last_seq, log_of, names_in_log
from app.games.queries.control.room import Room, room_of
from app.games.queries.control.rulings import Matter, matter_of

__all__ = [
    "LOG_PAGE",
    "Matter",
    "Room",
    "indicator_of",
    "inject_of",
    "last_seq",
    "log_of",
    "matter_of",
    "move_after",
    "names_in_log",
    "room_of",
    "scenario_of",
]

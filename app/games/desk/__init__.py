"""A player's desk as its pages show it: how the game stands, and what lies on the desk."""

from __future__ import annotations

from app.games.desk.desk import Desk, desk_of, watched_team
from app.games.desk.item import item_page_of
from app.games.desk.sheet import sheet_of
from app.games.desk.ways import PlayersWays, WaysOverTheShoulder

__all__ = [
    "Desk",
    "PlayersWays",
    "WaysOverTheShoulder",
    "desk_of",
    "item_page_of",
    "sheet_of",
    "watched_team",
]

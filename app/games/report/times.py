"""How the clock of the game's world is written."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_skeleton
from flask_babel import get_locale

from app.web.filters import clock


def game_time(value: datetime) -> str:
    """A wall clock of the game's world: "7 Mar 2022, 8:30 am"."""
    day = format_skeleton("yMMMd", value.date(), locale=get_locale() or "en_GB")
    return f"{day}, {clock(value)}"

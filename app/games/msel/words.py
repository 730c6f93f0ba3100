"""The columns of the list, and how their values are written in a cell."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.errors import InvalidInput
from app.core.messages import N_

COLUMNS = (
    "number", "title", "move", "planned_at", "offset", "game_at", "from", "to", "channel", "kind",
    "readiness", "depends_on", "body", "controller", "expected", "objective",
)  # fmt: skip
REQUIRED = ("number", "title")
BETWEEN_READERS = ";"

_LENGTH = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?")


def minutes_read(text: str) -> int | None:
    """The seconds of a length such as 0:45 or 26:30; None for nothing. Raises InvalidInput."""
    if not text:
        return None
    if found := _LENGTH.fullmatch(text):
        return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0)
    if text.isascii() and text.isdecimal() and len(text) <= 5:
        return int(text) * 60
    raise InvalidInput(N_("Write hours and minutes, such as 0:45."))


def minutes_written(seconds: int | None) -> str:
    """The length as it is typed."""
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, 60)
    written = f"{minutes // 60}:{minutes % 60:02d}"
    return f"{written}:{rest:02d}" if rest else written


def real_time_written(at: datetime | None, zone: str) -> str:
    """An instant on the clock in ``zone``; with its offset where that clock shows it twice."""
    if at is None:
        return ""
    there = at.astimezone(ZoneInfo(zone))
    twice = there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()
    return _shortest(there if twice else there.replace(tzinfo=None))


def game_time_written(at: datetime | None) -> str:
    """A time of the game's world."""
    return _shortest(at) if at else ""


def _shortest(at: datetime) -> str:
    precision = "minutes" if not (at.second or at.microsecond) else "auto"
    return at.isoformat(sep=" ", timespec=precision)

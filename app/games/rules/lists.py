"""What holds of the list of injects as a whole: no circle of dependencies, no time outside a move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.core.errors import InvalidInput
from app.core.messages import N_

BODY_LIMIT = 30_000
"""Characters of an inject: as much as a cell of a spreadsheet surely holds."""


def circle_in(depends_on: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return injects that depend on one another in a circle, from one of them back to it; else nothing.

    ``depends_on`` leads from each inject to the one that it depends on.
    """
    sound: set[str] = set()
    for start in depends_on:
        path: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in sound:
            if here in path:
                walked = list(path)
                return (*walked[walked.index(here) :], here)
            path[here] = None
            here = depends_on.get(here)
        sound.update(path)
    return ()


def require_time_in_move(
    *,
    planned_at: datetime | None,
    offset_seconds: int | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
) -> None:
    """Raise InvalidInput for a time that lies outside its move, as far as the move has times.

    ``planned_at``, ``starts_at`` and ``ends_at`` are instants; ``offset_seconds`` counts from the start.
    """
    if planned_at is not None and offset_seconds is not None:
        raise InvalidInput(N_("Give a clock time, or a time from the start of the move, not both."))
    if offset_seconds is not None:
        if offset_seconds < 0:
            raise InvalidInput(N_("This is before the move starts."))
        if starts_at and ends_at and timedelta(seconds=offset_seconds) > ends_at - starts_at:
            raise InvalidInput(N_("This is after the move ends."))
    if planned_at is not None:
        if starts_at is not None and planned_at < starts_at:
            raise InvalidInput(N_("This is before the move starts."))
        if ends_at is not None and planned_at > ends_at:
            raise InvalidInput(N_("This is after the move ends."))

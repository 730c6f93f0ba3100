"""Who may see what: one short function per table, to be read as policy.

Each returns the condition under which the viewer sees a row. Nothing is public because
someone forgot to hide it: a visitor sees a row only by a condition that stands here.
"""

from __future__ import annotations

from collections.abc import Callable

from app.extensions import Base
from app.visibility import (
    accounts,
    beneath,
    correspondence,
    door,
    events,
    games,
    guests,
    imports,
    invitations,
    people,
    places,
    programmes,
    publications,
    seats,
)

ROOMS = (
    events,
    seats,
    people,
    programmes,
    publications,
    places,
    correspondence,
    invitations,
    guests,
    door,
    imports,
    games,
    accounts,
    beneath,
)

NEVER_PUBLIC: frozenset[type[Base]] = frozenset(
    model for room in ROOMS for model in getattr(room, "NEVER_PUBLIC", ())
)
"""Tables of which a visitor sees no row, whatever it says; writing to them leaves pages as they are."""

PRIVATE_YET: dict[type[Base], Callable[..., bool]] = dict(games.PRIVATE_YET)
"""Of these tables a visitor sees some rows: whether a row that is written is not one of them."""

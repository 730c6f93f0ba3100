"""What may stand where a guest types a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.core.errors import InvalidInput
from app.core.messages import N_

_ADDRESS = re.compile(r"[@/<>]|\b[Ww]{3}\.|\w\.[a-z]{2,}\b")


def check_name(name: str) -> None:
    """Refuse a "name" that mail programs would turn into a link.

    Anyone can have our mail sent to anyone, and it must not carry the words of a stranger.
    Initials ("J. R. Smith", "J.R. Smith") pass. Raises InvalidInput.
    """
    if _ADDRESS.search(name):
        raise InvalidInput(N_("Type a name only, without an address in it."))


def check_party(size: int, companions: Sequence[str], limit: int) -> None:
    """Refuse a party that is larger than ``limit`` or names more people than it counts.

    Raises InvalidInput.
    """
    for name in companions:
        check_name(name)
    if not 1 <= size <= limit:
        raise InvalidInput(
            N_("Here one registration is for %(limit)s at most, you included."), limit=limit
        )
    if len(companions) >= size:
        raise InvalidInput(
            N_("You named %(named)s who come with you, and counted %(counted)s."),
            named=len(companions),
            counted=size - 1,
        )

"""Who came, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from app.door.guests import Guest
from app.door.rules import POOL_LABELS
from app.web.filters import moment


def header() -> list[str]:
    """Return the names of the columns."""
    return [
        _("Name"),
        _("Native name"),
        _("Organisation"),
        _("Group"),
        _("Role"),
        _("Expected"),
        _("Here"),
        _("Since"),
        _("Let in by"),
    ]


def rows(guests: Iterable[Guest], zone: str) -> Iterator[list[str]]:
    """Return a row for each of ``guests``; moments are told on the clock of ``zone``."""
    for guest in guests:
        first = guest.arrivals[0] if guest.arrivals else None
        yield [
            guest.name,
            guest.native_name,
            "; ".join(guest.offices),
            _(POOL_LABELS[guest.pool]),
            guest.role,
            str(guest.expected if guest.counted_on else 0),
            str(guest.here),
            moment(first.at, zone) if first else "",
            first.by if first else "",
        ]

"""The list of guests as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from app.registration.models import Registration
from app.registration.rules import REGISTRATION_STATE_LABELS
from app.web.filters import moment


def header() -> list[str]:
    """Return the names of the columns."""
    return [
        _("Name"),
        _("E-mail address"),
        _("Organisation"),
        _("May be listed"),
        _("State"),
        _("Registered"),
        _("Withdrawn"),
    ]


def rows(guests: Iterable[Registration], zone: str) -> Iterator[list[str]]:
    """Return a row for each of ``guests``; moments are told on the clock of ``zone``."""
    for guest in guests:
        yield [
            guest.name,
            guest.email,
            guest.organisation,
            _("yes") if guest.consent_listed else _("no"),
            _(REGISTRATION_STATE_LABELS[guest.state]),
            moment(guest.created_at, zone),
            moment(guest.withdrawn_at, zone) if guest.withdrawn_at else "",
        ]

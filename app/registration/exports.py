"""The list of guests as rows of a table, with a column for each question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask_babel import gettext as _

from app.registration.models import Question, Registration
from app.registration.rules import REGISTRATION_STATE_LABELS
from app.web.filters import moment


def header(questions: Sequence[Question]) -> list[str]:
    """Return the names of the columns."""
    return [
        _("Name"),
        _("E-mail address"),
        _("Organisation"),
        _("Places"),
        _("People"),
        _("With"),
        _("May be listed"),
        _("State"),
        _("Registered"),
        _("Withdrawn"),
        *(question.label for question in questions),
    ]


def rows(
    guests: Iterable[Registration],
    questions: Sequence[Question],
    answers: Mapping[int, Mapping[int, str]],
    zone: str,
) -> Iterator[list[str]]:
    """Return a row for each of ``guests``; moments are told on the clock of ``zone``."""
    for guest in guests:
        given = answers.get(guest.id, {})
        yield [
            guest.name,
            guest.email,
            guest.organisation,
            guest.pool.name,
            str(guest.party_size),
            ", ".join(guest.companions),
            _("yes") if guest.consent_listed else _("no"),
            _(REGISTRATION_STATE_LABELS[guest.state]),
            moment(guest.created_at, zone),
            moment(guest.withdrawn_at, zone) if guest.withdrawn_at else "",
            *(given.get(question.id, "").replace("\n", "; ") for question in questions),
        ]

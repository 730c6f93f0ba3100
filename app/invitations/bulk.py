"""Inviting the seats that are ticked in the participants table: as one wave, in the usual words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask import flash
from flask_babel import gettext as _

from app.core.clock import now, to_instant
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import clean_line
from app.correspondence.composing import words_for
from app.correspondence.rules import TemplatePurpose
from app.events.models import Event
from app.invitations.operations import draft_wave
from app.invitations.rules import USUAL_TIME, VIA_LABELS, Stage, Via
from app.participation.bulk import Report, register_bulk_action
from app.participation.models import Participation


def register() -> None:
    """Offer it in the bulk bar."""
    register_bulk_action(
        "invite",
        N_("Invite"),
        invite,
        fields="invitations/_bulk_invite.html",
        context=_context,
        order=5,
    )


def invite(event: Event, seats: Sequence[Participation], values: Mapping[str, str]) -> Report:
    """Draft a letter to each of ``seats``; who cannot be written to is left, with the reason."""
    report = Report()
    subject, body = words_for(TemplatePurpose.INVITATION, event)
    drafted = draft_wave(
        event,
        seats,
        subject=subject,
        body=body,
        name=clean_line(values.get("name", ""), 120),
        stage=Stage.INVITATION,
        deadline_at=_deadline(values.get("day", ""), event.zone),
        via=_via(values.get("via", "")),
    )
    report.done.extend(drafted.written)
    for seat, reason in drafted.left_out:
        report.skip(seat, reason.replace("%", "%%"))
    flash(
        _("The letters wait as drafts among this event’s mail. Nobody is invited before."),
        "success",
    )
    return report


def _context(event: Event) -> dict[str, Any]:
    del event
    return {"vias": [(via.value, _(label)) for via, label in VIA_LABELS.items()]}


def _deadline(day: str, zone: str) -> datetime | None:
    """The evening of ``day``. Raises InvalidInput for what is no day, or is past."""
    if not day:
        return None
    try:
        at = to_instant(datetime.combine(date.fromisoformat(day), USUAL_TIME), zone, fold=0)
    except ValueError:
        raise InvalidInput(N_("Choose a day.")) from None
    if at <= now():
        raise InvalidInput(N_("Choose a moment that is still to come."))
    return at


def _via(text: str) -> Via:
    try:
        return Via(text)
    except ValueError:
        return Via.GUEST

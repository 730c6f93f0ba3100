"""A guest's own page, opened by the link in the mail and by nothing else."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.doors import public
from app.access.enforcement import look_as
from app.events.exports import event_calendar
from app.events.models import JoinLink
from app.events.rules import Phase
from app.infra.transaction import transaction
from app.registration import mail
from app.registration.models import Registration
from app.registration.operations import withdraw
from app.registration.queries import held_by, holder_of, phase_of
from app.registration.rules import RegistrationState, may_withdraw
from app.web.forms import Form

bp = Blueprint("guest", __name__, url_prefix="/registrations/<token>")

GOING_ON = {Phase.UPCOMING, Phase.LIVE}


@bp.get("")
@public
def page(token: str) -> ResponseReturnValue:
    """Show what the guest registered for, how to join, and a button to withdraw."""
    held = _held(token)
    stage = phase_of(held.event)
    return render_template(
        "registration/guest.html",
        registration=held,
        event=held.event,
        token=token,
        form=Form(),
        withdrawn=held.state is RegistrationState.WITHDRAWN,
        off=stage in {Phase.CANCELLED, Phase.POSTPONED},
        join_link=_join_link(held),
        may_withdraw=may_withdraw(stage),
    )


@bp.get("/event.ics")
@public
def calendar(token: str) -> ResponseReturnValue:
    """Give the entry for the guest's calendar, with the address to join."""
    held = _held(token)
    link = _join_link(held)
    entry = event_calendar(held.event, join_url=link.url if link else "")
    answer = Response(entry, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="event.ics"'
    return answer


@bp.post("/withdraw")
@public
def give_back(token: str) -> ResponseReturnValue:
    """Give the seat back; asked again, say again that it was."""
    letter = mail.withdrawal(_held(token).event)
    with transaction(claims=True):
        withdraw(_held(token), letter=letter)
    return redirect(url_for("guest.page", token=token), code=303)


def _held(token: str) -> Registration:
    """Look as the holder of ``token`` from here on, whoever is signed in at this browser."""
    holder = holder_of(token)
    look_as(holder)
    return held_by(holder)


def _join_link(held: Registration) -> JoinLink | None:
    """Where the event is joined, while the guest has a seat and it is still going on."""
    if held.state is RegistrationState.WITHDRAWN or phase_of(held.event) not in GOING_ON:
        return None
    return held.event.join_link

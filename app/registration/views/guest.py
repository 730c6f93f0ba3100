"""A guest's own page, opened by the link in the mail and by nothing else."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import public
from app.access.enforcement import look_as
from app.events.exports import event_calendar
from app.events.models import JoinLink
from app.events.rules import Phase
from app.infra.transaction import transaction
from app.registration import mail
from app.registration.forms.guests import OwnForm
from app.registration.mail import Letter
from app.registration.models import Pool, Registration
from app.registration.operations import (
    accept_offer,
    change_pool,
    edit_registration,
    prepare_letters,
    withdraw,
)
from app.registration.queries import (
    answers_of,
    door_to,
    held_by,
    holder_of,
    phase_of,
    place_in_line,
    pool_of,
    pools_of,
    privacy_of,
)
from app.registration.rules import (
    LIVE,
    Door,
    RegistrationState,
    may_withdraw,
)
from app.registration.views.form_parts import edit_form, form_lines, values_of
from app.web.answers import answer_form
from app.web.forms import Form

bp = Blueprint("guest", __name__, url_prefix="/registrations/<token>")

GOING_ON = {Phase.UPCOMING, Phase.LIVE}


@bp.get("")
@public
def page(token: str) -> ResponseReturnValue:
    """Show where the guest stands, how to join, and what can be done about it."""
    held = _held(token)
    stage = phase_of(held.event)
    return render_template(
        "registration/guest.html",
        registration=held,
        event=held.event,
        pool=held.pool,
        token=token,
        state=held.state.value,
        live=held.state in LIVE,
        off=stage in {Phase.CANCELLED, Phase.POSTPONED},
        place=_place(held),
        answers=answers_of(held),
        others=_others(held),
        join_link=_join_link(held),
        may_withdraw=may_withdraw(stage),
        privacy=privacy_of(held.event),
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
    """Give the place back; asked again, say again that it was."""
    held = _held(token)
    mail.prepare(Letter.WITHDRAWN, held.pool, held.event)
    prepare_letters(held.pool, held.event)
    with transaction():
        withdraw(_held(token))
    return redirect(url_for("guest.page", token=token), code=303)


@bp.post("/accept")
@public
def accept(token: str) -> ResponseReturnValue:
    """Take the place that is offered. The link of the offer alone never does: scanners follow links."""
    held = _held(token)
    mail.prepare(Letter.CONFIRMED, held.pool, held.event)
    return answer_form(
        Form(),
        change=lambda: _accepted(token),
        page=lambda: _refused(token, Form()),
    )


@bp.post("/pool/<pool>")
@public
def move(token: str, pool: str) -> ResponseReturnValue:
    """Take part in another way, if there is room."""
    form = Form()

    def change() -> str:
        held = _held(token)
        change_pool(held, pool_of(held.event, pool), by_staff=False)
        flash(_("Changed. We have written to you."), "success")
        return url_for("guest.page", token=token)

    return answer_form(form, change=change, page=lambda: _refused(token, form))


@bp.get("/edit")
@public
def edit(token: str) -> ResponseReturnValue:
    """Show the form as the guest filled it in."""
    held = _held(token)
    return _edit_page(held, token, edit_form(OwnForm, held))


@bp.post("/edit")
@public
def save(token: str) -> ResponseReturnValue:
    """Keep what the guest says now."""
    held = _held(token)
    form = edit_form(OwnForm, held)

    def change() -> str:
        edit_registration(
            _held(token),
            name=form.name.data or "",
            organisation=form.organisation.data or "",
            consent_listed=form.consent_listed.data,
            companions=form.names,
            party_size=max(form.size, 1 + len(form.names)),
            asked=form.part.asked,
            answers=form.answers,
        )
        flash(_("Saved."), "success")
        return url_for("guest.page", token=token)

    return answer_form(
        form,
        change=change,
        page=lambda: _edit_page(_held(token), token, form),
        standing=lambda: values_of(_held(token)),
    )


def _accepted(token: str) -> str:
    accept_offer(_held(token))
    return url_for("guest.page", token=token)


def _refused(token: str, form: Form) -> str:
    """Say what was in the way, and how things stand now."""
    held = _held(token)
    return render_template("registration/not_now.html", event=held.event, form=form, token=token)


def _edit_page(held: Registration, token: str, form: OwnForm) -> str:
    return render_template(
        "registration/edit.html",
        event=held.event,
        registration=held,
        token=token,
        form=form,
        lines=form_lines(form),
    )


def _held(token: str) -> Registration:
    """Look as the holder of ``token`` from here on, whoever is signed in at this browser."""
    holder = holder_of(token)
    look_as(holder)
    return held_by(holder)


def _place(held: Registration) -> int:
    if held.state is not RegistrationState.WAITING:
        return 0
    return place_in_line(held.pool_id, held.line or 0, held.id)


def _others(held: Registration) -> list[Pool]:
    """Other pools that the guest may move to by themselves."""
    if held.state not in LIVE or held.state is RegistrationState.PENDING:
        return []
    return [
        pool
        for pool in pools_of(held.event)
        if pool.id != held.pool_id
        and not pool.approval
        and door_to(pool, held.event) is Door.OPEN
        and pool.count.takes(held.party_size)
    ]


def _join_link(held: Registration) -> JoinLink | None:
    """Where the event is joined, while the guest has a place there and it is still going on."""
    has_place = held.state is RegistrationState.REGISTERED and held.pool.gets_link
    return held.event.join_link if has_place and phase_of(held.event) in GOING_ON else None

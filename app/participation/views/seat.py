"""One seat: what is said of it, its billing, its steps, and who replaces whom."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.events.models import Event
from app.events.queries import event_for, require_release
from app.participation import operations, queries
from app.participation.clashes import clashes_of_new_seat
from app.participation.forms import BillingForm, CompanionForm, SeatForm, WhoForm
from app.participation.models import Participation
from app.participation.panels import panels_of
from app.participation.rules import (
    CHANNEL_LABELS,
    COMPANION_KIND_LABELS,
    ROLE_LABELS,
    SEAT_STATE_LABELS,
    TRANSITIONS,
    SeatAction,
)
from app.participation.views.seats import steps_of
from app.participation.views.steps import action_in, how_in, no_letter_for
from app.participation.views.who import directory, go_ahead, person_meant
from app.people.queries import organisation_names
from app.schedule.rules import Clash
from app.web.answers import answer_form, answer_once
from app.web.asked import words_in
from app.web.forms import Form

bp = Blueprint("seat", __name__, url_prefix="/staff/events/<key>/people/<seat>")


@bp.get("/")
@staff(Permission.EDIT)
def show(key: str, seat: str) -> ResponseReturnValue:
    """Show the seat, to be changed."""
    _event, given = _load(key, seat)
    return show_page(given)


@bp.post("/")
@staff(Permission.EDIT)
def change(key: str, seat: str) -> ResponseReturnValue:
    """Change what is said of the seat."""
    event, given = _load(key, seat)
    delegations = queries.delegations_of(event)
    form = SeatForm(event=event, delegations=delegations)

    def work() -> str:
        if form.listed.data and not given.listed:
            require_release(event)
        facts = form.facts(event, delegations)
        facts["seat_label"] = form.seat_label.data or ""
        operations.edit_seat(given, roles=form.chosen_roles(), **facts)
        return _saved(key)

    return answer_form(
        form,
        change=work,
        page=lambda: show_page(given, form=form),
        standing=lambda: _values(given),
    )


@bp.post("/billing")
@staff(Permission.EDIT)
def set_billing(key: str, seat: str) -> ResponseReturnValue:
    """Keep the billing as it was typed."""
    _event, given = _load(key, seat)
    form = BillingForm(prefix="billing")

    def work() -> str:
        operations.set_billing(given, name=form.name.data or "", offices=form.offices.data or "")
        return _saved(key)

    return answer_form(
        form,
        change=work,
        page=lambda: show_page(given, billing=form),
        standing=lambda: _billing(given),
    )


@bp.post("/billing/refresh")
@staff(Permission.EDIT)
def refresh_billing(key: str, seat: str) -> ResponseReturnValue:
    """Copy the billing from the directory once more."""
    _event, given = _load(key, seat)

    def work() -> str:
        operations.bill(given)
        operations.copy_profile_again(given)
        flash(
            _("Name, offices, country, sector and gender are copied from the directory."), "success"
        )
        return url_for("seat.show", key=key, seat=seat)

    return answer_once(Form().once.data, work)


@bp.post("/step")
@staff(Permission.EDIT)
def step(key: str, seat: str) -> ResponseReturnValue:
    """Lead the seat one step on; a step that is not on offer any more is refused."""
    _event, given = _load(key, seat)
    form, values = Form(), request.form.to_dict()

    def work() -> str:
        how = how_in(values)
        operations.act(given, action_in(values), **how)
        name, state = given.billing_name or given.name, _(SEAT_STATE_LABELS[given.state])
        flash(_("%(name)s: %(state)s.", name=name, state=state), "success")
        if no_letter_for(given, how):
            flash(_("No draft was written: %(name)s has no e-mail address.", name=name), "warning")
        return url_for("seats.index", key=key)

    return answer_form(form, change=work, page=lambda: show_page(given, step=form))


@bp.post("/<any(up, down):way>")
@staff(Permission.EDIT)
def move(key: str, seat: str, way: str) -> ResponseReturnValue:
    """Let the seat change places with its neighbour."""
    _event, given = _load(key, seat)

    def work() -> str:
        operations.move(given, up=way == "up")
        return url_for("seats.index", key=key)

    return answer_once(Form().once.data, work)


@bp.post("/remove")
@staff(Permission.EDIT)
def remove(key: str, seat: str) -> ResponseReturnValue:
    """Take away a seat that was given by mistake."""
    _event, given = _load(key, seat)

    def work() -> str:
        operations.remove(given)
        flash(_("The seat is removed."), "success")
        return url_for("seats.index", key=key)

    return answer_once(Form().once.data, work)


@bp.get("/person")
@staff(Permission.EDIT)
def choose(key: str, seat: str) -> ResponseReturnValue:
    """Ask who takes the seat: for the first time, or in place of somebody."""
    event, given = _load(key, seat)
    words = words_in(request.args)
    return _person_page(event, given, WhoForm(formdata=None, found=directory(words)), words, [])


@bp.post("/person")
@staff(Permission.EDIT)
def name(key: str, seat: str) -> ResponseReturnValue:
    """Name the person, or replace the one who had the seat by another."""
    event, given = _load(key, seat)
    words = words_in(request.args)
    found = directory(words or request.form.get("new_name", ""))
    form = WhoForm(found=found)
    against: list[Clash] = []

    def work() -> str:
        person = person_meant(form, found, event, given.session)
        against[:] = clashes_of_new_seat(event, person, given.session)
        go_ahead(event, against, reason=form.reason.data or "")
        if given.person is None:
            operations.name_seat(given, person=person)
        else:
            operations.substitute(given, person=person)
        return _saved(key)

    return answer_form(
        form, change=work, page=lambda: _person_page(event, given, form, words, against)
    )


def _load(key: str, seat: str) -> tuple[Event, Participation]:
    event = event_for(key, Permission.EDIT)
    return event, queries.seat_for(event, seat)


def _saved(key: str) -> str:
    flash(_("Saved."), "success")
    return url_for("seats.index", key=key)


def show_page(
    seat: Participation,
    *,
    form: SeatForm | None = None,
    billing: BillingForm | None = None,
    companion: CompanionForm | None = None,
    step: Form | None = None,
) -> str:
    """Render the page of ``seat``, with the form that was sent and could not be used, if any."""
    event = seat.event
    if form is None:
        form = SeatForm(
            formdata=None,
            event=event,
            delegations=queries.delegations_of(event),
            data=_values(seat),
        )
        form.opened_on(_values(seat))
    if billing is None:
        billing = BillingForm(formdata=None, prefix="billing", data=_billing(seat))
        billing.opened_on(_billing(seat))
    return render_template(
        "participation/seat.html",
        event=event,
        seat=seat,
        name=seat.name,
        form=form,
        billing=billing,
        steps=steps_of(seat),
        step=step or Form(formdata=None),
        typed=request.form if step else {},
        replaceable=(seat.state, SeatAction.SUBSTITUTE) in TRANSITIONS,
        history=queries.history_of(seat),
        chain=queries.chain_of(seat),
        candidates=queries.candidates_of(seat),
        proposed=queries.next_candidate(seat),
        companions=queries.companions_of(seat),
        companion=companion or CompanionForm(formdata=None, prefix="companion"),
        companion_labels=COMPANION_KIND_LABELS,
        channel_labels=CHANNEL_LABELS,
        panels=panels_of(seat),
        role_labels=ROLE_LABELS,
        state_labels=SEAT_STATE_LABELS,
    )


def _person_page(
    event: Event, seat: Participation, form: WhoForm, words: str, against: list[Clash]
) -> str:
    return render_template(
        "participation/choose.html",
        event=event,
        seat=seat,
        name=seat.name,
        form=form,
        words=words,
        clashes=against,
        organisations=organisation_names(),
    )


def _values(seat: Participation) -> dict[str, object]:
    return {
        "roles": [held.role.value for held in seat.roles],
        "session": seat.session.key if seat.session else "",
        "seat_label": seat.seat_label,
        "delegation": seat.delegation.key if seat.delegation else "",
        "city_zone": seat.city_zone,
        "paper_title": seat.paper_title,
        "country": seat.country,
        "sector": seat.sector.value if seat.sector else "",
        "gender": seat.gender,
        "personal_capacity": seat.personal_capacity,
        "listed": seat.listed,
        "note": seat.note.text if seat.note else "",
    }


def _billing(seat: Participation) -> dict[str, object]:
    return {"name": seat.billing_name, "offices": seat.billing_offices}

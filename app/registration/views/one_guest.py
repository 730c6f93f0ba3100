"""One guest, for staff: what was answered, what happened, what was written; and a new one by phone."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import audit
from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import InvalidInput, NotFound
from app.core.messages import N_
from app.events.models import Event
from app.events.queries import event_for
from app.extensions import db
from app.infra.transaction import transaction
from app.registration import mail
from app.registration.bulk import BULK_LABELS, BulkAction
from app.registration.forms.guests import form_for
from app.registration.forms.staff import StaffEditForm, StaffGuestForm
from app.registration.mail import Letter
from app.registration.models import GuestAnswer, GuestFile, Registration
from app.registration.operations import edit_registration, register
from app.registration.operations.places import first_pool
from app.registration.queries import (
    answers_of,
    guest_of,
    mails_to,
    place_in_line,
    pools_of,
    questions_of,
)
from app.registration.rules import (
    LIVE,
    REGISTRATION_STATE_LABELS,
    SOURCE_LABELS,
    STEP_LABELS,
    RegistrationState,
    Source,
)
from app.registration.views.form_parts import edit_form, form_lines, values_of
from app.web.answers import answer_form

bp = Blueprint("guest_file", __name__, url_prefix="/staff/events/<key>/registrations")

OFFERED_STEPS: dict[RegistrationState, tuple[BulkAction, ...]] = {
    RegistrationState.PENDING: (BulkAction.APPROVE, BulkAction.REFUSE, BulkAction.WITHDRAW),
    RegistrationState.WAITING: (
        BulkAction.OFFER,
        BulkAction.FRONT,
        BulkAction.MOVE,
        BulkAction.REFUSE,
        BulkAction.WITHDRAW,
    ),
    RegistrationState.OFFERED: (BulkAction.MOVE, BulkAction.WITHDRAW),
    RegistrationState.REGISTERED: (BulkAction.MOVE, BulkAction.WITHDRAW),
}
"""What staff can do to a guest, by where they stand."""


@bp.get("/new")
@staff(Permission.GUESTS)
def new(key: str) -> ResponseReturnValue:
    """Show the form for a guest who called."""
    event = event_for(key, Permission.GUESTS)
    return _new_page(event, _new_form(event))


@bp.post("/new")
@staff(Permission.GUESTS)
def add(key: str) -> ResponseReturnValue:
    """Register a guest who called; what is allowed holds for staff too."""
    event = event_for(key, Permission.GUESTS)
    form = _new_form(event)

    def change() -> str:
        pool = form.chosen_pool or first_pool(event)
        done = register(
            event,
            pool=pool,
            name=form.name.data or "",
            email=form.email.data or "",
            organisation=form.organisation.data or "",
            consent_listed=form.consent_listed.data,
            companions=form.names,
            party_size=max(form.size, 1 + len(form.names)),
            answers=form.answers,
            by_staff=True,
            source=Source.STAFF,
        )
        if not done.new:
            raise InvalidInput(N_("This guest is registered already."))
        audit.record(N_("registered a guest for"), "event", event.key, guest=done.key)
        return url_for("guests.index", key=key, state=done.state.value)

    for pool in pools_of(event):
        mail.prepare(Letter.CONFIRMED, pool, event)
    return answer_form(form, change=change, page=lambda: _new_page(event, form))


@bp.get("/<guest>")
@staff(Permission.GUESTS)
def show(key: str, guest: str) -> ResponseReturnValue:
    """Show all that is known of a guest."""
    event = event_for(key, Permission.GUESTS)
    found = guest_of(event, guest)
    waits = found.state is RegistrationState.WAITING
    return render_template(
        "registration/guest_file.html",
        event=event,
        guest=found,
        state_label=_(REGISTRATION_STATE_LABELS[found.state]),
        source_label=_(SOURCE_LABELS[found.source]),
        place=place_in_line(found.pool_id, found.line or 0, found.id) if waits else 0,
        answers=answers_of(found),
        step_labels=STEP_LABELS,
        mails=mails_to(found, event),
        pools=[pool for pool in pools_of(event) if pool.id != found.pool_id],
        actions=[(one.value, _(BULK_LABELS[one])) for one in OFFERED_STEPS.get(found.state, ())],
        live=found.state in LIVE,
    )


@bp.get("/<guest>/edit")
@staff(Permission.GUESTS)
def edit(key: str, guest: str) -> ResponseReturnValue:
    """Show what the guest filled in, to be changed."""
    event = event_for(key, Permission.GUESTS)
    found = guest_of(event, guest)
    return _edit_page(event, found, edit_form(StaffEditForm, found))


@bp.post("/<guest>/edit")
@staff(Permission.GUESTS)
def save(key: str, guest: str) -> ResponseReturnValue:
    """Keep what staff changed on behalf of a guest."""
    event = event_for(key, Permission.GUESTS)
    found = guest_of(event, guest)
    form = edit_form(StaffEditForm, found)

    def change() -> str:
        edit_registration(
            found,
            name=form.name.data or "",
            organisation=form.organisation.data or "",
            consent_listed=form.consent_listed.data,
            companions=form.names,
            party_size=max(form.size, 1 + len(form.names)),
            asked=form.part.asked,
            answers=form.answers,
            by_staff=True,
        )
        audit.record(N_("changed a guest of"), "event", event.key, guest=found.key)
        return url_for("guest_file.show", key=key, guest=guest)

    return answer_form(
        form,
        change=change,
        page=lambda: _edit_page(event, found, form),
        standing=lambda: values_of(found),
    )


@bp.get("/<guest>/files/<answer>")
@staff(Permission.GUESTS)
def file(key: str, guest: str, answer: str) -> ResponseReturnValue:
    """Give a file that a guest sent: to be saved, never to be opened within the site."""
    found = guest_of(event_for(key, Permission.GUESTS), guest)
    row = db.session.execute(
        select(GuestAnswer.text, GuestFile.media_type, GuestFile.content)
        .join(GuestFile, GuestFile.answer_id == GuestAnswer.id)
        .where(GuestAnswer.registration_id == found.id, GuestAnswer.key == answer)
    ).one_or_none()
    if row is None:
        raise NotFound
    with transaction():
        audit.record(N_("read a file of a guest of"), "event", key, guest=guest)
    given = Response(row.content, mimetype=row.media_type)
    given.headers.set("Content-Disposition", "attachment", filename=row.text)
    given.headers["X-Content-Type-Options"] = "nosniff"
    given.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return given


def _new_form(event: Event) -> StaffGuestForm:
    form: StaffGuestForm = form_for(StaffGuestForm, pools_of(event), questions_of(event))
    return form


def _new_page(event: Event, form: StaffGuestForm) -> str:
    return render_template(
        "registration/new_guest.html", event=event, form=form, lines=form_lines(form)
    )


def _edit_page(event: Event, guest: Registration, form: StaffEditForm) -> str:
    return render_template(
        "registration/edit_guest.html", event=event, guest=guest, form=form, lines=form_lines(form)
    )

"""Who registered for an event, for those who may know."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import audit
from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.events.models import Event
from app.events.queries import event_for
from app.infra.transaction import transaction
from app.registration import mail
from app.registration.exports import header, rows
from app.registration.forms import GuestForm
from app.registration.operations import register, withdraw
from app.registration.queries import all_guests, door_of, guest_counts, guest_of, guests
from app.registration.rules import DOOR_WORDS, REGISTRATION_STATE_LABELS, RegistrationState
from app.web.answers import answer_form
from app.web.asked import page_in, words_in
from app.web.downloads import csv_download, xlsx_download
from app.web.forms import Form

bp = Blueprint("guests", __name__, url_prefix="/staff/events/<key>/registrations")

DOWNLOADS = {"csv": csv_download, "xlsx": xlsx_download}


@bp.get("")
@staff(Permission.GUESTS)
def index(key: str) -> ResponseReturnValue:
    """List the guests of one state, by name."""
    event = event_for(key, Permission.GUESTS)
    state, words, number = _asked()
    found, more = guests(event, state=state, words=words, page=number)
    return render_template(
        "registration/guests.html",
        event=event,
        guests=found,
        state=state,
        words=words,
        tabs=_tabs(event, state),
        previous=_href(event, state, words, number - 1) if number > 1 else None,
        next=_href(event, state, words, number + 1) if more else None,
        door_words=_(DOOR_WORDS[door_of(event)]),
        form=Form(),
    )


@bp.get("/new")
@staff(Permission.GUESTS)
def new(key: str) -> ResponseReturnValue:
    """Show the form for a guest who called."""
    return _page(event_for(key, Permission.GUESTS), GuestForm())


@bp.post("/new")
@staff(Permission.GUESTS)
def add(key: str) -> ResponseReturnValue:
    """Register a guest who called; capacity holds for staff too."""
    event = event_for(key, Permission.GUESTS)
    form = GuestForm()
    letter = mail.confirmation(event)

    def change() -> str:
        done = register(
            event,
            name=form.name.data or "",
            email=form.email.data or "",
            organisation=form.organisation.data or "",
            consent_listed=form.consent_listed.data,
            letter=letter,
            by_staff=True,
        )
        if not done.new:
            raise InvalidInput(N_("This guest is registered already."))
        audit.record(N_("registered a guest for"), "event", event.key, guest=done.key)
        return url_for("guests.index", key=key)

    return answer_form(form, change=change, page=lambda: _page(event, form))


@bp.post("/<guest>/withdraw")
@staff(Permission.GUESTS)
def give_back(key: str, guest: str) -> ResponseReturnValue:
    """Give a guest's seat back on their behalf; they are told by mail."""
    letter = mail.withdrawal(event_for(key, Permission.GUESTS))
    with transaction():
        event = event_for(key, Permission.GUESTS)
        found = guest_of(event, guest)
        if withdraw(found, letter=letter):
            audit.record(N_("withdrew a guest of"), "event", event.key, guest=found.key)
        name = found.name
    flash(_("%(name)s has no place any more, and was told by mail.", name=name), "success")
    return redirect(url_for("guests.index", key=key), code=303)


@bp.post("/export")
@staff(Permission.GUESTS)
def export(key: str) -> ResponseReturnValue:
    """Give the whole list as a file. Not a link, since it is written into the trail."""
    event = event_for(key, Permission.GUESTS)
    kind = request.form.get("kind", "csv")
    if kind not in DOWNLOADS:
        raise InvalidInput(N_("Choose CSV or XLSX."))
    with transaction():
        audit.record(N_("exported the guests of"), "event", key, kind=kind)
    found = all_guests(event)
    return DOWNLOADS[kind](f"guests-{event.slug}.{kind}", header(), rows(found, event.zone))


def _asked() -> tuple[RegistrationState, str, int]:
    """State, words and page of the address; what makes no sense is taken for the usual."""
    asked = request.args
    states = {state.value: state for state in RegistrationState}
    state = states.get(asked.get("state", ""), RegistrationState.REGISTERED)
    return state, words_in(asked), page_in(asked)


def _tabs(event: Event, current: RegistrationState) -> list[dict[str, object]]:
    return [
        {
            "label": _(REGISTRATION_STATE_LABELS[state]),
            "href": _href(event, state),
            "count": count,
            "current": state is current,
        }
        for state, count in guest_counts(event).items()
    ]


def _href(event: Event, state: RegistrationState, words: str = "", page: int = 1) -> str:
    return url_for(
        "guests.index",
        key=event.key,
        state=state.value,
        q=words or None,
        page=page if page > 1 else None,
    )


def _page(event: Event, form: GuestForm) -> str:
    return render_template("registration/new_guest.html", event=event, form=form)

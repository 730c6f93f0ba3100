"""Who registered for an event, for those who may know: the list, and what is done to many at once."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import audit
from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import DomainError, InvalidInput
from app.core.messages import N_
from app.core.text import clean_line
from app.events.models import Event
from app.events.queries import event_for
from app.infra.transaction import transaction
from app.registration import mail
from app.registration.bulk import BULK_LABELS, BulkAction, Report, act_on
from app.registration.exports import header, rows
from app.registration.mail import Letter
from app.registration.operations import prepare_letters
from app.registration.queries import (
    Wanted,
    all_guests,
    answers_by_guest,
    chosen_guests,
    door_of,
    guest_counts,
    guests,
    line_of,
    pools_of,
    questions_of,
)
from app.registration.rules import (
    DOOR_WORDS,
    REGISTRATION_STATE_LABELS,
    QuestionKind,
    RegistrationState,
)
from app.registration.views.words import line_in_words, places_in_words
from app.web.answers import answer_once
from app.web.asked import page_in, words_in
from app.web.downloads import csv_download, xlsx_download
from app.web.forms import Form

bp = Blueprint("guests", __name__, url_prefix="/staff/events/<key>/registrations")

DOWNLOADS = {"csv": csv_download, "xlsx": xlsx_download}


@bp.get("")
@staff(Permission.GUESTS)
def index(key: str) -> ResponseReturnValue:
    """List the guests of one state, by name; who waits, in line."""
    event = event_for(key, Permission.GUESTS)
    wanted, number = _asked()
    found, more = guests(event, wanted, page=number)
    pools = pools_of(event)
    return render_template(
        "registration/guests.html",
        event=event,
        guests=found,
        wanted=wanted,
        pools=pools,
        places={pool.key: places_in_words(pool.count) for pool in pools},
        tabs=_tabs(event, wanted),
        previous=_href(event, wanted, number - 1) if number > 1 else None,
        next=_href(event, wanted, number + 1) if more else None,
        here=_href(event, wanted, number),
        all_href=_href(event, Wanted(state=wanted.state)),
        door_words=_(DOOR_WORDS[door_of(event, pools)]),
        actions=[(action.value, _(label)) for action, label in BULK_LABELS.items()],
        form=Form(),
    )


@bp.post("/act")
@staff(Permission.GUESTS)
def act(key: str) -> ResponseReturnValue:
    """Do something to all who are ticked, and report who was left out and why."""
    event = event_for(key, Permission.GUESTS)
    _prepare(event)
    here = _back_to(event)
    try:
        return answer_once(request.form.get("once"), lambda: _act(key, here))
    except DomainError as refusal:
        flash(_(refusal.message, **refusal.facts), "warning")
        return redirect(here, code=303)


@bp.get("/line")
@staff(Permission.GUESTS)
def line(key: str) -> ResponseReturnValue:
    """Show who waits for a place, in which order and why."""
    event = event_for(key, Permission.GUESTS)
    lines = [
        {
            "pool": pool,
            "places": places_in_words(pool.count),
            "rule": line_in_words(pool),
            "guests": line_of(pool),
        }
        for pool in pools_of(event)
        if pool.waiting or pool.waiting_list
    ]
    return render_template(
        "registration/line.html", event=event, lines=lines, here=url_for("guests.line", key=key)
    )


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
    questions = [
        one for one in questions_of(event, removed=True) if one.kind is not QuestionKind.SECTION
    ]
    table = rows(all_guests(event), questions, answers_by_guest(event), event.zone)
    return DOWNLOADS[kind](f"guests-{event.slug}.{kind}", header(questions), table)


def _act(key: str, here: str) -> str:
    """Within the transaction: find who was ticked, act, and tell."""
    event = event_for(key, Permission.GUESTS)
    sent = request.form
    actions = {action.value: action for action in BulkAction}
    action = actions.get(sent.get("action", ""))
    if action is None:
        raise InvalidInput(N_("Choose what to do."))
    chosen = chosen_guests(event, sent.getlist("guest"))
    if not chosen:
        raise InvalidInput(N_("Tick at least one guest."))
    pool = next((one for one in pools_of(event) if one.key == sent.get("pool")), None)
    reason = clean_line(sent.get("reason", ""))
    _tell(act_on(event, chosen, action, reason=reason, pool=pool), action)
    return here


def _tell(report: Report, action: BulkAction) -> None:
    if report.done:
        words = ngettext(
            "%(what)s: %(num)d guest.",
            "%(what)s: %(num)d guests.",
            report.done,
            what=_(BULK_LABELS[action]),
        )
        flash(words, "success")
    for name, reason in report.skipped[:20]:
        flash(_("%(name)s was left out: %(reason)s", name=name, reason=reason), "warning")
    if len(report.skipped) > 20:
        flash(_("%(number)s others were left out too.", number=len(report.skipped) - 20), "warning")


def _prepare(event: Event) -> None:
    """Render what guests may be written, before the transaction in which they are."""
    for pool in pools_of(event):
        prepare_letters(pool, event)
        for letter in (Letter.APPROVED, Letter.REFUSED, Letter.WITHDRAWN, Letter.CHANGED):
            mail.prepare(letter, pool, event)


def _back_to(event: Event) -> str:
    """Where the buttons stood: the list as it was filtered, or the waiting list."""
    if request.form.get("from") == "line":
        return url_for("guests.line", key=event.key)
    wanted, number = _asked()
    return _href(event, wanted, number)


def _asked() -> tuple[Wanted, int]:
    """What the address asks for; what makes no sense is taken for the usual."""
    asked = request.args
    states = {state.value: state for state in RegistrationState}
    state = states.get(asked.get("state", ""), RegistrationState.REGISTERED)
    return Wanted(state=state, pool=asked.get("pool", "")[:24], words=words_in(asked)), page_in(
        asked
    )


def _tabs(event: Event, wanted: Wanted) -> list[dict[str, object]]:
    """The usual states always, the others where there is somebody."""
    always = {RegistrationState.REGISTERED, RegistrationState.WITHDRAWN}
    return [
        {
            "label": _(REGISTRATION_STATE_LABELS[state]),
            "href": _href(event, Wanted(state=state, pool=wanted.pool)),
            "count": people if people == parties else f"{parties} ({people})",
            "current": state is wanted.state,
        }
        for state, (parties, people) in guest_counts(event, wanted.pool).items()
        if parties or state in always or state is wanted.state
    ]


def _href(event: Event, wanted: Wanted, page: int = 1) -> str:
    return url_for(
        "guests.index",
        key=event.key,
        state=wanted.state.value if wanted.state else None,
        pool=wanted.pool or None,
        q=wanted.words or None,
        page=page if page > 1 else None,
    )

"""Who came and who did not, for those who plan the event."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app.access import audit
from app.access.doors import staff
from app.access.roles import Permission
from app.core.clock import now
from app.core.errors import InvalidInput, NotFound
from app.core.messages import N_
from app.core.tickets import TicketKind
from app.door.exports import header, rows
from app.door.forms import NoteForm
from app.door.guests import Guest, counts
from app.door.operations import mark_no_shows, note_for_desk
from app.door.queries import guests_called, guests_of
from app.door.rules import POOL_LABELS
from app.events.models import Event
from app.events.queries import event_for, may
from app.infra.transaction import transaction
from app.web.answers import answer_form
from app.web.downloads import csv_download, xlsx_download

bp = Blueprint("attendance", __name__, url_prefix="/staff/events/<key>/attendance")

DOWNLOADS = {"csv": csv_download, "xlsx": xlsx_download}


@bp.get("")
@staff(Permission.GUESTS)
def index(key: str) -> ResponseReturnValue:
    """Show the figures by group, and everybody with when they came."""
    return _page(event_for(key, Permission.GUESTS))


@bp.post("/no-shows")
@staff(Permission.EDIT)
def no_shows(key: str) -> ResponseReturnValue:
    """Mark every confirmed guest who did not come as absent."""
    with transaction():
        number = mark_no_shows(event_for(key, Permission.EDIT))
    words = ngettext(
        "%(num)d seat is marked as absent.", "%(num)d seats are marked as absent.", number
    )
    flash(words, "success")
    return redirect(url_for("attendance.index", key=key), code=303)


@bp.post("/export")
@staff(Permission.GUESTS)
def export(key: str) -> ResponseReturnValue:
    """Give the list as a file. Not a link, since it is written into the trail."""
    event, kind = event_for(key, Permission.GUESTS), request.form.get("kind", "csv")
    if kind not in DOWNLOADS:
        raise InvalidInput(N_("Choose CSV or XLSX."))
    with transaction():
        audit.record(N_("exported the attendance of"), "event", key, kind=kind)
    found = rows(guests_of(event), event.zone)
    return DOWNLOADS[kind](f"attendance-{event.slug}.{kind}", header(), found)


@bp.post("/notes")
@staff(Permission.GUESTS)
def leave_note(key: str) -> ResponseReturnValue:
    """Tell the desk something about a guest, or take that back."""
    event = event_for(key, Permission.GUESTS)
    form = _note_form(guests_of(event))

    def change() -> str:
        subject = form.guest.data or ""
        guest = guests_called(event, {subject}).get(subject)
        if guest is None:
            raise NotFound
        note_for_desk(event, guest, form.text.data or "")
        return url_for("attendance.index", key=key)

    return answer_form(form, change=change, page=lambda: _page(event, form))


def _note_form(guests: Sequence[Guest]) -> NoteForm:
    """The form with everybody who can be told about; of a walk-in the desk knows all there is."""
    form = NoteForm()
    known = [guest for guest in guests if guest.kind is not TicketKind.WALK_IN]
    form.guest.choices = [(guest.subject, guest.name) for guest in known]
    return form


def _page(event: Event, form: NoteForm | None = None) -> str:
    guests = guests_of(event)
    return render_template(
        "door/attendance.html",
        event=event,
        guests=guests,
        counts=counts(guests),
        pool_labels=POOL_LABELS,
        over=event.ends_at is not None and event.ends_at <= now(),
        may_edit=may(Permission.EDIT, event),
        may_check_in=may(Permission.CHECK_IN, event),
        form=form or _note_form(guests),
    )

"""Paper for an event: badges, tent cards, the sign-in sheet, the list of guests."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.access import audit
from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.core.messages import N_
from app.documents.content import (
    SHEET_LABELS,
    Paper,
    Sheet,
    data_of,
    expected,
    unprintable_names,
)
from app.documents.forms import PrintForm
from app.documents.press import press
from app.door.guests import Guest, found_by
from app.door.queries import guests_of
from app.events.models import Event
from app.events.queries import event_for
from app.events.sections import Section, add_section
from app.infra.transaction import transaction

bp = Blueprint("documents", __name__, url_prefix="/staff/events/<key>/documents")


@bp.get("")
@staff(Permission.GUESTS)
def index(key: str) -> ResponseReturnValue:
    """Offer the sheets, and say which names cannot be printed as they are."""
    return _page(event_for(key, Permission.GUESTS), PrintForm())


@bp.post("/<sheet>.pdf")
@staff(Permission.GUESTS)
def print_sheet(key: str, sheet: str) -> ResponseReturnValue:
    """Give a sheet as PDF. Not a link, since it is written into the trail."""
    if sheet not in {each.value for each in Sheet}:
        raise NotFound
    event, form = event_for(key, Permission.GUESTS), PrintForm()
    if not form.validate():
        return _page(event, form), 422
    guests = _chosen(event, form)
    if not guests:
        form.form_errors.append(_("There is nobody to print this for."))
    elif unprintable_names(guests) and not form.anyway.data:
        form.form_errors.append(_("Some characters cannot be printed; see below."))
    if form.form_errors:
        return _page(event, form), 422
    data = data_of(Sheet(sheet), event, guests, Paper(form.paper.data))
    name = f"{sheet.replace('_', '-')}-{event.slug}.pdf"
    with transaction():
        audit.record(N_("printed for"), "event", key, sheet=sheet, guests=str(len(guests)))
    answer = Response(press(sheet, data), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _chosen(event: Event, form: PrintForm) -> list[Guest]:
    guests = expected(guests_of(event))
    if form.pool.data:
        guests = [guest for guest in guests if guest.pool == form.pool.data]
    if not form.words.data:
        return guests
    found = {guest.subject for guest in found_by(guests, form.words.data)}
    return [guest for guest in guests if guest.subject in found]


def _page(event: Event, form: PrintForm) -> str:
    guests = expected(guests_of(event))
    return render_template(
        "documents/index.html",
        event=event,
        form=form,
        number=len(guests),
        missing=unprintable_names(guests),
        sheets=[(sheet.value, _(label)) for sheet, label in SHEET_LABELS.items()],
    )


def init_app(app: Flask) -> None:
    """Add the pages to ``app``, and the paper to the workspace of every event."""
    app.register_blueprint(bp)
    section = Section(lazy_gettext("Documents"), "documents.index", 88, Permission.GUESTS)
    add_section(app, section)

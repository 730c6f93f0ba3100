"""The people of one event: the participants table, and the table as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import audit
from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.states import actions_from
from app.events.models import Event
from app.events.queries import event_for, may
from app.infra.transaction import transaction
from app.participation import queries
from app.participation.clashes import clashes_at
from app.participation.exports import header, rows
from app.participation.models import Participation
from app.participation.rules import SEAT_ACTION_LABELS, TRANSITIONS, SeatAction
from app.participation.rules.table import COLUMN_LABELS, Asked, asked_in
from app.participation.views.bulk import actions_for
from app.participation.views.looking import View
from app.web.downloads import csv_download, xlsx_download

bp = Blueprint("seats", __name__, url_prefix="/staff/events/<key>/people")

DOWNLOADS = {"csv": csv_download, "xlsx": xlsx_download}


@bp.get("/")
@staff(Permission.READ)
def index(key: str) -> ResponseReturnValue:
    """Show who has a seat, in which role and how far, and who of them is elsewhere at that time."""
    event = event_for(key, Permission.READ)
    asked = asked_now()
    page = queries.seats_page(event, asked)
    may_edit = may(Permission.EDIT, event)
    return render_template(
        "participation/seats.html",
        event=event,
        asked=asked,
        page=page,
        view=View(event, asked, page),
        clashes=clashes_at(event, page.seats),
        proposed=queries.next_candidates(page.seats),
        steps={seat.id: steps_of(seat) for seat in page.seats} if may_edit else {},
        may_edit=may_edit,
        may_export=may(Permission.GUESTS, event),
        actions=actions_for(event),
        labels=COLUMN_LABELS,
    )


@bp.post("/export")
@staff(Permission.GUESTS)
def export(key: str) -> ResponseReturnValue:
    """Give what the table shows as a file. Not a link, since it is written into the trail."""
    event_for(key, Permission.GUESTS)
    kind = request.form.get("kind", "csv")
    if kind not in DOWNLOADS:
        raise InvalidInput(N_("Choose CSV or XLSX."))
    with transaction():
        audit.record(N_("exported the participants of"), "event", key, kind=kind)
    return _file(event_for(key, Permission.GUESTS), asked_now(), kind)


def _file(event: Event, asked: Asked, kind: str) -> Response:
    name = f"participants-{event.slug}.{kind}"
    return DOWNLOADS[kind](name, header(asked.columns), rows(event, asked))


def asked_now() -> Asked:
    """What the address of this request asks the table for."""
    return asked_in(request.args.to_dict(flat=False))


def steps_of(seat: Participation) -> list[tuple[str, str]]:
    """The steps on offer for ``seat``; a replacement has a page of its own."""
    return [
        (action.value, _(SEAT_ACTION_LABELS[action]))
        for action in actions_from(TRANSITIONS, seat.state)
        if action is not SeatAction.SUBSTITUTE
    ]

"""The balance board: who is asked, has said yes and was there, by group, against what is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import audit
from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.core.text import clean_line
from app.events.models import Event
from app.events.queries import event_for, may
from app.infra.transaction import transaction
from app.participation import operations, queries
from app.participation.exports import balance_header, balance_rows
from app.participation.rules import AXIS_LABELS, SECTOR_LABELS, Axis
from app.participation.rules.balance import STAGE_LABELS, Stage, scale_of
from app.web.answers import EditForm, answer_form
from app.web.downloads import csv_download, xlsx_download

bp = Blueprint("balance", __name__, url_prefix="/staff/events/<key>/balance")

DOWNLOADS = {"csv": csv_download, "xlsx": xlsx_download}


class TargetsForm(EditForm):
    """The numbers wanted on one axis; its fields are as many as the groups.

    ``typed`` holds what was sent and could not be used, by group; the last may be a new one.
    """

    typed: Mapping[str, str] = {}


@bp.get("/")
@staff(Permission.READ)
def index(key: str) -> ResponseReturnValue:
    """Draw the balance on each axis."""
    return _page(event_for(key, Permission.READ))


@bp.post("/<any(country, sector, side, gender):axis>")
@staff(Permission.EDIT)
def aim(key: str, axis: str) -> ResponseReturnValue:
    """Keep how many guests of each group are wanted."""
    event = event_for(key, Permission.EDIT)
    form = TargetsForm()

    def change() -> str:
        operations.set_targets(event, Axis(axis), dict(_wanted()))
        return f"{url_for('balance.index', key=key)}#{axis}"

    return answer_form(
        form,
        change=change,
        page=lambda: _page(event, sent=form, axis=Axis(axis)),
        standing=lambda: _standing(event, Axis(axis)),
    )


@bp.post("/export")
@staff(Permission.GUESTS)
def export(key: str) -> ResponseReturnValue:
    """Give the counts as a file, without any number that could tell who somebody is."""
    event_for(key, Permission.GUESTS)
    kind = request.form.get("kind", "csv")
    if kind not in DOWNLOADS:
        raise InvalidInput(N_("Choose CSV or XLSX."))
    with transaction():
        audit.record(N_("exported the balance of"), "event", key, kind=kind)
    event = event_for(key, Permission.GUESTS)
    rows = list(balance_rows(queries.balance_of(event)))
    return DOWNLOADS[kind](f"balance-{event.slug}.{kind}", balance_header(), rows)


def _wanted() -> Iterator[tuple[str, int]]:
    """The groups and numbers of the form, in pairs; a group without a number wants none."""
    values, numbers = request.form.getlist("value"), request.form.getlist("wanted")
    for value, number in zip(values, numbers, strict=False):
        text = number.strip() or "0"
        if not (text.isascii() and text.isdecimal() and len(text) < 9):
            raise InvalidInput(N_("A target is a whole number."))
        yield clean_line(value, 120), int(text)


def _standing(event: Event, axis: Axis) -> dict[str, object]:
    targets = queries.targets_of(event)
    return {value: wanted for (on, value), wanted in targets.items() if on is axis}


def _page(event: Event, *, sent: TargetsForm | None = None, axis: Axis | None = None) -> str:
    tallies = queries.balance_of(event)
    forms = {each: _form(event, each) for each in Axis}
    if sent is not None and axis is not None:
        forms[axis] = sent
        sent.typed = dict(
            zip(request.form.getlist("value"), request.form.getlist("wanted"), strict=False)
        )
    return render_template(
        "participation/balance.html",
        event=event,
        tallies=tallies,
        totals={each: queries.totals_of(found) for each, found in tallies.items()},
        scales={each: scale_of(found) for each, found in tallies.items()},
        forms=forms,
        choices=_choices(event),
        axis_labels=AXIS_LABELS,
        stage_labels=STAGE_LABELS,
        stages=list(Stage),
        may_edit=may(Permission.EDIT, event),
        may_export=may(Permission.GUESTS, event),
    )


def _form(event: Event, axis: Axis) -> TargetsForm:
    form = TargetsForm(formdata=None)
    form.opened_on(_standing(event, axis))
    return form


def _choices(event: Event) -> dict[Axis, Sequence[tuple[str, str]]]:
    """The groups that a target can be set for, where they are known beforehand."""
    return {
        Axis.SECTOR: [(sector.value, _(label)) for sector, label in SECTOR_LABELS.items()],
        Axis.SIDE: [(side.key, side.label) for side in queries.delegations_of(event)],
    }

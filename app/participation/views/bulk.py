"""The same done to many seats: chosen in the table, looked at once more, and reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import audit
from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import Conflict, InvalidInput, NotFound
from app.core.messages import N_
from app.events.models import Event
from app.events.queries import event_for, may
from app.participation import queries
from app.participation.bulk import BulkAction, Report, bulk_action, bulk_actions
from app.participation.models import Participation
from app.participation.rules.table import asked_in
from app.web.answers import answer_form
from app.web.forms import Form

bp = Blueprint("bulk", __name__, url_prefix="/staff/events/<key>/people/many")

SHOWN = 30
"""So many names are read out before the last word; the count says the rest."""


@dataclass(frozen=True)
class Left:
    """Seats that were left alone for one reason, each with its address."""

    reason: str
    seats: list[tuple[str, str]]


@dataclass(frozen=True)
class Told:
    """The report as a page shows it, made before the seats are let go."""

    label: str
    done: int
    left: list[Left]
    unwritten: list[tuple[str, str]] = field(default_factory=list)


def actions_for(event: Event) -> list[BulkAction]:
    """The bulk actions that the viewer may take at ``event``."""
    return [action for action in bulk_actions() if may(action.permission, event)]


@bp.get("")
@staff(Permission.READ)
def ask(key: str) -> ResponseReturnValue:
    """Say what will be done to how many seats, and ask what the action needs to know."""
    event, action = _load(key)
    return _page(event, action, _chosen(event), Form(formdata=None), {})


@bp.post("")
@staff(Permission.READ)
def do(key: str) -> ResponseReturnValue:
    """Do it, to exactly as many seats as were announced, and report what was left alone and why."""
    event, action = _load(key)
    form = Form()
    values = request.form.to_dict()
    told: list[Told] = []

    def change() -> str:
        seats = _chosen(event)
        _require_same_number(len(seats), values.get("count", ""))
        report = action.handler(event, seats, values)
        audit.record(
            N_("changed many seats"), "event", key, did=action.key, seats=str(len(report.done))
        )
        told.append(_told(event, action, report))
        return url_for("seats.index", key=key)

    answer = answer_form(
        form,
        change=change,
        page=lambda: _page(event, action, _chosen(event), form, values),
    )
    if not told:
        return answer
    event = event_for(key, Permission.READ)
    return render_template("participation/bulk/report.html", event=event, told=told[0])


def _load(key: str) -> tuple[Event, BulkAction]:
    event = event_for(key, Permission.READ)
    action = bulk_action(request.args.get("do", ""))
    if action is None:
        raise InvalidInput(N_("Choose what to do with the seats."))
    if not may(action.permission, event):
        raise NotFound
    return event, action


def _chosen(event: Event) -> Sequence[Participation]:
    """The seats that are ticked, or all that the filter in the address fits as things stand now."""
    if request.args.get("all") == "1":
        return queries.seats_matching(event, asked_in(request.args.to_dict(flat=False)))
    return queries.seats_chosen(event, request.args.getlist("seat"))


def _require_same_number(found: int, announced: str) -> None:
    if announced != str(found):
        raise Conflict(
            N_(
                "%(found)s seats fit now, and it was another number when you looked. "
                "Look at them and send it again."
            ),
            found=found,
        )


def _told(event: Event, action: BulkAction, report: Report) -> Told:
    left: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for skipped in report.skipped:
        left[_(skipped.reason, **skipped.facts)].append(_named(event, skipped.seat))
    return Told(
        label=_(action.label),
        done=len(report.done),
        left=[Left(reason, seats) for reason, seats in left.items()],
        unwritten=[_named(event, seat) for seat in report.unwritten],
    )


def _named(event: Event, seat: Participation) -> tuple[str, str]:
    return seat.name, url_for("seat.show", key=event.key, seat=seat.key)


def _page(
    event: Event,
    action: BulkAction,
    seats: Sequence[Participation],
    form: Form,
    values: Mapping[str, str],
) -> str:
    return render_template(
        "participation/bulk/ask.html",
        event=event,
        action=action,
        label=_(action.label),
        names=[seat.name for seat in seats[:SHOWN]],
        count=len(seats),
        form=form,
        values=values,
        **(action.context(event) if action.context else {}),
    )

"""Who comes along with a guest."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from app.access.doors import staff
from app.access.roles import Permission
from app.events.queries import event_for
from app.participation import operations, queries
from app.participation.forms import CompanionForm
from app.participation.models import Participation
from app.participation.rules import CompanionKind
from app.participation.views.seat import show_page
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("company", __name__, url_prefix="/staff/events/<key>/people/<seat>/companions")


@bp.post("/add")
@staff(Permission.EDIT)
def add(key: str, seat: str) -> ResponseReturnValue:
    """Note somebody who comes along."""
    given = _load(key, seat)
    form = CompanionForm(prefix="companion")

    def change() -> str:
        operations.add_companion(
            given,
            kind=CompanionKind(form.kind.data),
            name=form.name.data or "",
            count=form.count.data or 1,
            note=form.note.data or "",
        )
        return _back(key, seat)

    return answer_form(form, change=change, page=lambda: show_page(given, companion=form))


@bp.post("/<companion>/remove")
@staff(Permission.EDIT)
def remove(key: str, seat: str, companion: str) -> ResponseReturnValue:
    """Take away somebody who does not come along after all."""
    given = _load(key, seat)

    def work() -> str:
        operations.remove_companion(queries.companion_for(given, companion))
        return _back(key, seat)

    return answer_once(Form().once.data, work)


def _load(key: str, seat: str) -> Participation:
    return queries.seat_for(event_for(key, Permission.EDIT), seat)


def _back(key: str, seat: str) -> str:
    return f"{url_for('seat.show', key=key, seat=seat)}#companions"

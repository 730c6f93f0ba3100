"""Who is thought of for a seat: in which order, and the next one when somebody says no."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.events.models import Event
from app.events.queries import event_for
from app.participation import operations, queries
from app.participation.clashes import clashes_of_new_seat
from app.participation.forms import WhoForm
from app.participation.models import Participation
from app.participation.views.who import directory, person_named
from app.people.queries import organisation_names
from app.schedule.rules import Clash
from app.web.answers import answer_form, answer_once
from app.web.asked import words_in
from app.web.forms import Form

bp = Blueprint("candidates", __name__, url_prefix="/staff/events/<key>/people/<seat>/candidates")


@bp.get("/add")
@staff(Permission.EDIT)
def choose(key: str, seat: str) -> ResponseReturnValue:
    """Ask who else could take the seat; persons are found by the words in ``q``."""
    event, given = _load(key, seat)
    words = words_in(request.args)
    return _page(event, given, WhoForm(formdata=None, found=directory(words)), words, [])


@bp.post("/add")
@staff(Permission.EDIT)
def add(key: str, seat: str) -> ResponseReturnValue:
    """Let somebody wait for the seat, after those who do."""
    event, given = _load(key, seat)
    words = words_in(request.args)
    found = directory(words or request.form.get("new_name", ""))
    form = WhoForm(found=found)
    against: list[Clash] = []

    def change() -> str:
        person = person_named(form, found)
        against[:] = clashes_of_new_seat(event, person, given.session)
        candidate = operations.add_candidate(given, person=person, note=form.reason.data or "")
        flash(
            _("%(name)s is number %(rank)s.", name=person.display_name, rank=candidate.rank),
            "success",
        )
        return _back(key, seat)

    return answer_form(form, change=change, page=lambda: _page(event, given, form, words, against))


@bp.post("/<candidate>/take")
@staff(Permission.EDIT)
def take(key: str, seat: str, candidate: str) -> ResponseReturnValue:
    """Give the seat to the candidate, who is approved and can be invited."""
    _event, given = _load(key, seat)

    def work() -> str:
        new = operations.seat_candidate(queries.candidate_for(given, candidate), notify=False)
        flash(_("%(name)s has the seat, and can be invited.", name=new.name), "success")
        return _back(key, new.key)

    return answer_once(Form().once.data, work)


@bp.post("/<candidate>/<any(up, down):way>")
@staff(Permission.EDIT)
def move(key: str, seat: str, candidate: str, way: str) -> ResponseReturnValue:
    """Let the candidate change ranks with the neighbour."""
    _event, given = _load(key, seat)

    def work() -> str:
        operations.move_candidate(queries.candidate_for(given, candidate), up=way == "up")
        return _back(key, seat)

    return answer_once(Form().once.data, work)


@bp.post("/<candidate>/remove")
@staff(Permission.EDIT)
def remove(key: str, seat: str, candidate: str) -> ResponseReturnValue:
    """Think no longer of somebody for the seat."""
    _event, given = _load(key, seat)

    def work() -> str:
        operations.remove_candidate(queries.candidate_for(given, candidate))
        return _back(key, seat)

    return answer_once(Form().once.data, work)


def _load(key: str, seat: str) -> tuple[Event, Participation]:
    event = event_for(key, Permission.EDIT)
    return event, queries.seat_for(event, seat)


def _back(key: str, seat: str) -> str:
    return f"{url_for('seat.show', key=key, seat=seat)}#candidates"


def _page(
    event: Event, seat: Participation, form: WhoForm, words: str, against: list[Clash]
) -> str:
    form.reason.label.text = _("Why they are thought of")
    return render_template(
        "participation/candidate.html",
        event=event,
        seat=seat,
        form=form,
        words=words,
        clashes=against,
        organisations=organisation_names(),
    )

"""New seats: for somebody from the directory, somebody new, or nobody yet."""

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
from app.participation.forms import KEPT, NEW, NewSeatForm
from app.participation.models import Participation
from app.participation.rules import (
    SeatState,
)
from app.participation.views.who import directory, go_ahead, person_meant
from app.people.models import Person
from app.people.queries import organisation_names
from app.schedule.rules import Clash
from app.web.answers import answer_form
from app.web.asked import words_in

bp = Blueprint("giving", __name__, url_prefix="/staff/events/<key>/people")


@bp.get("/add")
@staff(Permission.EDIT)
def add(key: str) -> ResponseReturnValue:
    """Ask whose seat it is; persons are found by the words in ``q``."""
    event = event_for(key, Permission.EDIT)
    words = words_in(request.args)
    found = directory(words)
    form = NewSeatForm(
        formdata=None,
        event=event,
        delegations=queries.delegations_of(event),
        found=found,
        data={"listed": True},
    )
    if words:
        form.new_name.data = "" if found else words
        form.who.data = found[0].key if len(found) == 1 else None if found else NEW
    return _page(event, form, words, [])


@bp.post("/add")
@staff(Permission.EDIT)
def give(key: str) -> ResponseReturnValue:
    """Give the seat, unless something speaks against it and nobody said why it may."""
    event = event_for(key, Permission.EDIT)
    words = words_in(request.args)
    found = directory(words or request.form.get("new_name", ""))
    delegations = queries.delegations_of(event)
    form = NewSeatForm(event=event, delegations=delegations, found=found)
    against: list[Clash] = []

    def change() -> str:
        session = form.chosen_session(event.sessions)
        kept = form.who.data == KEPT
        person = None if kept else person_meant(form, found, event, session)
        if person is not None:
            against[:] = clashes_of_new_seat(event, person, session)
            go_ahead(event, against, reason=form.reason.data or "")
        facts = form.facts(event, delegations)
        facts["state"] = SeatState(form.state.data)
        facts["person"] = person
        facts["seat_label"] = "" if person else form.seat_label.data or ""
        seat = operations.seat(event, roles=form.chosen_roles(), **facts)
        flash(_said(person, seat), "success")
        return url_for("seats.index", key=key)

    return answer_form(form, change=change, page=lambda: _page(event, form, words, against))


def _said(person: Person | None, seat: Participation) -> str:
    if person is None:
        return _("A seat is kept for %(label)s.", label=seat.seat_label)
    return _("%(name)s has a seat.", name=person.display_name)


def _page(event: Event, form: NewSeatForm, words: str, against: list[Clash]) -> str:
    return render_template(
        "participation/add.html",
        event=event,
        form=form,
        words=words,
        clashes=against,
        organisations=organisation_names(),
    )

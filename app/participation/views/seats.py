"""The people of one event: the table of seats, and new ones."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.states import actions_from
from app.events.models import Event
from app.events.queries import event_for, may
from app.participation import operations, queries
from app.participation.clashes import clashes_at, clashes_of_new_seat
from app.participation.forms import KEPT, NEW, NewSeatForm
from app.participation.models import Participation
from app.participation.rules import (
    ROLE_LABELS,
    SEAT_ACTION_LABELS,
    SEAT_STATE_LABELS,
    TRANSITIONS,
    SeatAction,
    SeatState,
)
from app.participation.views.who import directory, go_ahead, person_meant
from app.people.models import Person
from app.people.queries import organisation_names
from app.schedule.rules import Clash
from app.web.answers import answer_form
from app.web.asked import words_in

bp = Blueprint("seats", __name__, url_prefix="/staff/events/<key>/people")


@bp.get("/")
@staff(Permission.READ)
def index(key: str) -> ResponseReturnValue:
    """Show who has a seat, in which role and how far, and who is elsewhere at that time."""
    event = event_for(key, Permission.READ)
    seats = queries.seats_of(event)
    state = request.args.get("state", "")
    return render_template(
        "participation/seats.html",
        event=event,
        seats=[seat for seat in seats if not state or seat.state == state],
        tabs=_tabs(event, seats, state),
        clashes=clashes_at(event, seats),
        steps={seat.id: steps_of(seat) for seat in seats},
        role_labels=ROLE_LABELS,
        state_labels=SEAT_STATE_LABELS,
        may_edit=may(Permission.EDIT, event),
    )


def _tabs(event: Event, seats: Sequence[Participation], chosen: str) -> list[dict[str, object]]:
    """Everybody, and one tab for each state that somebody is in."""
    counts = queries.counts_by_state(seats)
    tabs: list[dict[str, object]] = [
        {
            "label": _("All"),
            "href": url_for("seats.index", key=event.key),
            "count": len(seats),
            "current": not chosen,
        }
    ]
    return tabs + [
        {
            "label": _(SEAT_STATE_LABELS[state]),
            "href": url_for("seats.index", key=event.key, state=state.value),
            "count": counts[state],
            "current": chosen == state,
        }
        for state in SeatState
        if counts[state]
    ]


def steps_of(seat: Participation) -> list[tuple[str, str]]:
    """The steps on offer for ``seat``; a replacement has a page of its own."""
    return [
        (action.value, _(SEAT_ACTION_LABELS[action]))
        for action in actions_from(TRANSITIONS, seat.state)
        if action is not SeatAction.SUBSTITUTE
    ]


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
        seat = operations.seat(
            event,
            person=person,
            seat_label="" if person else form.seat_label.data or "",
            roles=form.chosen_roles(),
            session=session,
            state=SeatState(form.state.data),
            listed=bool(form.listed.data),
            delegation=form.chosen_delegation(delegations),
            city_zone=form.city_zone.data or "",
            paper_title=form.paper_title.data or "",
            note=form.note.data or "",
        )
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

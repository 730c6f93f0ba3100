"""Many new seats at once: pasted, from an earlier event, or ticked in the directory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.text import clean_text
from app.events.models import Event
from app.events.queries import event_for
from app.participation import operations, queries
from app.participation.forms import GatherForm
from app.participation.operations import Gathered, SeatFacts
from app.participation.rules import SEAT_STATE_LABELS, Role, SeatState
from app.participation.rules.pasting import pasted_guests
from app.participation.rules.table import Asked
from app.participation.views.bulk import Left, Told
from app.people.queries import find_people, person_for
from app.web.answers import answer_form
from app.web.asked import words_in

bp = Blueprint("gathering", __name__, url_prefix="/staff/events/<key>/people/gather")

PASTED_LIMIT = 50_000


@bp.get("")
@staff(Permission.EDIT)
def ask(key: str) -> ResponseReturnValue:
    """Offer the three ways; persons are found by ``q``, the earlier event is named by ``from``."""
    event = event_for(key, Permission.EDIT)
    return _page(event, _form(event, sent=False))


@bp.post("/pasted")
@staff(Permission.EDIT)
def paste(key: str) -> ResponseReturnValue:
    """Seat whoever was pasted."""

    def gather(event: Event, roles: list[Role], facts: SeatFacts) -> Gathered:
        guests = pasted_guests(clean_text(request.form.get("guests", ""), PASTED_LIMIT))
        return operations.seat_pasted(event, guests, roles=roles, **facts)

    return _answer(key, gather)


@bp.post("/earlier")
@staff(Permission.EDIT)
def repeat(key: str) -> ResponseReturnValue:
    """Seat whoever came as far as the states that are ticked at an earlier event."""

    def gather(event: Event, roles: list[Role], facts: SeatFacts) -> Gathered:
        earlier = event_for(request.form.get("earlier", ""), Permission.READ)
        ticked = set(request.form.getlist("states"))
        states = [state for state in SeatState if state.value in ticked]
        return operations.seat_those_of(event, earlier, states, roles=roles, **facts)

    return _answer(key, gather)


@bp.post("/ticked")
@staff(Permission.EDIT)
def pick(key: str) -> ResponseReturnValue:
    """Seat whoever was ticked among those found in the directory."""

    def gather(event: Event, roles: list[Role], facts: SeatFacts) -> Gathered:
        people = [person_for(one) for one in request.form.getlist("person")]
        return operations.seat_people(event, people, roles=roles, **facts)

    return _answer(key, gather)


Gather = Callable[[Event, list[Role], SeatFacts], Gathered]


def _answer(key: str, gather: Gather) -> ResponseReturnValue:
    event = event_for(key, Permission.EDIT)
    form = _form(event, sent=True)
    told: list[Told] = []

    def change() -> str:
        sides = queries.delegations_of(event)
        delegation = next((one for one in sides if one.key == form.delegation.data), None)
        facts = SeatFacts(
            state=SeatState(form.state.data), delegation=delegation, listed=bool(form.listed.data)
        )
        told.append(_told(gather(event, [Role(form.role.data)], facts)))
        return url_for("seats.index", key=key)

    answer = answer_form(form, change=change, page=lambda: _page(event, form))
    if not told:
        return answer
    shown = event_for(key, Permission.EDIT)
    return render_template("participation/bulk/report.html", event=shown, told=told[0])


def _told(gathered: Gathered) -> Told:
    left: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, reason in gathered.left:
        left[_(reason)].append((name, ""))
    return Told(
        label=_("New seats"),
        done=len(gathered.seats),
        left=[Left(reason, names) for reason, names in left.items()],
    )


def _form(event: Event, *, sent: bool) -> GatherForm:
    given: dict[str, Any] = {} if sent else {"formdata": None, "data": {"listed": True}}
    return GatherForm(event=event, delegations=queries.delegations_of(event), **given)


def _page(event: Event, form: GatherForm) -> str:
    words = words_in(request.args)
    found = find_people(words) if words else None
    wanted = request.args.get("from", "") or request.form.get("earlier", "")
    earlier = event_for(wanted, Permission.READ) if wanted else None
    return render_template(
        "participation/gather.html",
        event=event,
        form=form,
        words=words,
        found=found.people if found else (),
        fitting=found.total if found else 0,
        earlier=earlier,
        events=queries.events_with_seats(event),
        counts=queries.counts_of(earlier, Asked()) if earlier else {},
        state_labels=SEAT_STATE_LABELS,
        typed=request.form.get("guests", ""),
    )

"""The page of the door, as it works without a script: find, let in, take back, one step each."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import Full, NotFound, Refused
from app.core.messages import N_
from app.door import forms
from app.door.devices import OUTCOME_WORDS
from app.door.guests import Guest, counts, found_by, places_free
from app.door.operations import Outcome, Told, record
from app.door.queries import (
    door_of_event,
    events_at_the_door,
    guests_called,
    guests_of,
    may_walk_in,
)
from app.door.rules import POOL_LABELS
from app.events.models import Event
from app.registration.queries import room_for
from app.web.answers import answer_form, answer_once
from app.web.asked import words_in
from app.web.filters import moment

bp = Blueprint("door", __name__, url_prefix="/staff/door")

SHOWN = 60
"""More results than this nobody reads at a door; another letter makes them fewer."""
NO_PLACE = N_("No place is free; let in anyway?")
TABS = ("missing", "here", "all")


@bp.get("/")
@staff(Permission.CHECK_IN)
def index() -> ResponseReturnValue:
    """List the events that are near; if there is one alone, go to its door."""
    events = events_at_the_door()
    if len(events) == 1:
        return redirect(url_for("door.page", key=events[0].key))
    return render_template("door/index.html", events=events)


@bp.get("/<key>")
@staff(Permission.CHECK_IN)
def page(key: str) -> ResponseReturnValue:
    """Show whom letters or a ticket find, or else who is still missing."""
    event = door_of_event(key)
    guests = guests_of(event, waiting=True)
    words, tab = words_in(request.args), request.args.get("show", "missing")
    tab = tab if tab in TABS else "missing"
    found = found_by(guests, words) if words else _under(tab, guests)
    return _page(event, guests, found, words=words, tab=tab)


@bp.get("/<key>/shell")
@staff(Permission.CHECK_IN)
def shell(key: str) -> ResponseReturnValue:
    """Give the page without a guest on it, which a device may keep for when the network is away."""
    return _page(door_of_event(key), [], [], words="", tab="missing")


@bp.post("/<key>/arrive")
@staff(Permission.CHECK_IN)
def arrive(key: str) -> ResponseReturnValue:
    """Let a guest in, or say that they are in already."""

    def work() -> str:
        event, guest = _called(key)
        op = forms.arrival(guest)
        if guest.waits and not guest.here and _must_ask(event, op.people):
            flash(_(NO_PLACE), "warning")
            return url_for("door.page", key=key, q=guest.code)
        told = record(event, [op])[0]
        _say(told, event.zone)
        return _back(key)

    return answer_once(request.form.get("once"), work)


@bp.post("/<key>/undo")
@staff(Permission.CHECK_IN)
def undo(key: str) -> ResponseReturnValue:
    """Take back that a guest is here."""

    def work() -> str:
        event, guest = _called(key)
        record(event, forms.taking_back(guest))
        flash(_("Taken back: %(name)s is not here.", name=guest.name), "success")
        return _back(key)

    return answer_once(request.form.get("once"), work)


@bp.get("/<key>/walk-in")
@staff(Permission.CHECK_IN)
def walk_in(key: str) -> ResponseReturnValue:
    """Show the form for somebody whom nobody expected, and how many places are free."""
    return _walk_in_page(door_of_event(key), forms.WalkInForm(name=words_in(request.args, "name")))


@bp.post("/<key>/walk-in")
@staff(Permission.CHECK_IN)
def walk_in_now(key: str) -> ResponseReturnValue:
    """Let in somebody whom nobody expected, and write them down."""
    form = forms.WalkInForm()

    def change() -> str:
        event = door_of_event(key)
        if not may_walk_in(event):
            raise Refused(N_("This event is by invitation. Ask who plans it to let them in."))
        op = forms.walk_in(form)
        if _must_ask(event, op.people):
            raise Full(NO_PLACE)
        _say(record(event, [op])[0], event.zone)
        return url_for("door.page", key=key)

    return answer_form(form, change=change, page=lambda: _walk_in_page(door_of_event(key), form))


def _must_ask(event: Event, people: int) -> bool:
    """Whether there are fewer places than that, and the desk has not been told so before it decided."""
    free = _free(event)
    return free is not None and free < people and not forms.goes_ahead()


def _free(event: Event) -> int | None:
    return places_free(room_for(event), guests_of(event))


def _called(key: str) -> tuple[Event, Guest]:
    """The guest whose button was pressed. Raises NotFound."""
    event, subject = door_of_event(key), request.form.get("subject", "")
    guest = guests_called(event, {subject}).get(subject)
    if guest is None:
        raise NotFound
    return event, guest


def _say(told: Told, zone: str) -> None:
    """Tell the desk in a word, and in a colour, what became of it."""
    facts = {"name": told.guest.name if told.guest else "", "word": _(OUTCOME_WORDS[told.outcome])}
    if told.outcome is Outcome.DONE:
        flash(_("%(word)s: %(name)s", **facts), "success")
    elif told.before is not None:
        facts |= {"when": moment(told.before.at, zone), "who": told.before.by}
        flash(_("%(word)s: %(name)s, since %(when)s, let in by %(who)s.", **facts), "warning")
    else:
        flash(_("%(word)s: %(name)s", **facts), "warning")


def _back(key: str) -> str:
    tab = request.form.get("show", "")
    return url_for("door.page", key=key, show=tab if tab in TABS else None)


def _under(tab: str, guests: list[Guest]) -> list[Guest]:
    if tab == "missing":
        return [guest for guest in guests if guest.awaited]
    return [guest for guest in guests if guest.here or tab == "all"]


def _page(
    event: Event, guests: list[Guest], found: list[Guest], *, words: str, tab: str
) -> Response:
    answer = make_response(
        render_template(
            "door/page.html",
            event=event,
            found=found[:SHOWN],
            more=len(found) > SHOWN,
            words=words,
            tab=tab,
            free=places_free(room_for(event), guests),
            tabs=_tabs(event, guests, "" if words else tab),
            counts=counts(guests),
            pool_labels=POOL_LABELS,
            may_walk_in=may_walk_in(event),
        )
    )
    answer.headers["Permissions-Policy"] = CAMERA
    return answer


CAMERA = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
"""What every page is refused but this one: tickets are read with the camera."""


def _tabs(event: Event, guests: list[Guest], current: str) -> list[dict[str, object]]:
    labels = {"missing": _("Not here yet"), "here": _("Here"), "all": _("All")}
    return [
        {
            "label": labels[tab],
            "href": url_for("door.page", key=event.key, show=tab),
            "count": len(_under(tab, guests)),
            "current": tab == current,
        }
        for tab in TABS
    ]


def _walk_in_page(event: Event, form: forms.WalkInForm) -> str:
    return render_template(
        "door/walk_in.html",
        event=event,
        form=form,
        allowed=may_walk_in(event),
        free=_free(event),
    )

"""The rooms of one event."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import Conflict, NotFound
from app.core.messages import N_
from app.events.models import Event
from app.events.queries import event_for, may
from app.schedule import operations, queries
from app.schedule.clashes import clashes_of_rooms, wanted_room
from app.schedule.forms import BookingForm
from app.schedule.models import Room, RoomBooking
from app.schedule.rules import Clash
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("bookings", __name__, url_prefix="/staff/events/<key>/rooms")

WHOLE_EVENT = "event"
"""What stands in an address where a booking is for no session."""


@bp.get("/")
@staff(Permission.READ)
def index(key: str) -> ResponseReturnValue:
    """Show the rooms that are kept for the event and its sessions."""
    event = event_for(key, Permission.READ)
    form = BookingForm(formdata=None, event=event, rooms=queries.rooms())
    return _page(event, form, [])


@bp.post("/")
@staff(Permission.EDIT)
def book(key: str) -> ResponseReturnValue:
    """Keep a room, unless it is taken and nobody said why it may be shared."""
    event = event_for(key, Permission.EDIT)
    form = BookingForm(event=event, rooms=queries.rooms())
    against: list[Clash] = []

    def change() -> str:
        room, reason = queries.room_for(form.room.data or ""), form.reason.data or ""
        against[:] = _clashes(event, room, form)
        if against and not reason:
            raise Conflict(N_("The room is taken. Choose otherwise, or say why it may be shared."))
        for session in form.sessions(event):
            operations.book(
                event, room=room, session=session, shared_because=reason if against else None
            )
        if against:
            operations.accept_clash(event, reason=reason)
        flash(_("%(room)s is kept.", room=room.name), "success")
        return url_for("bookings.index", key=key)

    return answer_form(form, change=change, page=lambda: _page(event, form, against))


@bp.post("/<room>/<of>/release")
@staff(Permission.EDIT)
def release(key: str, room: str, of: str) -> ResponseReturnValue:
    """Give a room back that is kept for the session ``of``, or for the "event" as a whole."""
    event = event_for(key, Permission.EDIT)

    def change() -> str:
        booking = _booking(event, room, of)
        name = booking.room.name
        operations.unbook(booking)
        flash(_("%(room)s is free again.", room=name), "success")
        return url_for("bookings.index", key=key)

    return answer_once(Form().once.data, change)


def _booking(event: Event, room: str, of: str) -> RoomBooking:
    """Return the one booking of a room for an event or a session: a list may have changed since."""
    for booking in queries.bookings_of(event):
        session = booking.session.key if booking.session else WHOLE_EVENT
        if (booking.room.key, session) == (room, of):
            return booking
    raise NotFound


def _clashes(event: Event, room: Room, form: BookingForm) -> list[Clash]:
    spans = [
        (session, session.span_in(event.zone) if session else event.span)
        for session in form.sessions(event)
    ]
    return clashes_of_rooms(
        [wanted_room(event, room, session, span) for session, span in spans if span is not None]
    )


def _page(event: Event, form: BookingForm, against: list[Clash]) -> str:
    return render_template(
        "schedule/bookings.html",
        event=event,
        form=form,
        clashes=against,
        bookings=queries.bookings_of(event),
        accepted=queries.accepted_clashes(event),
        may_edit=may(Permission.EDIT, event),
    )

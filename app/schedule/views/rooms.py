"""Venues and their rooms."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import may_open, staff
from app.access.roles import Permission
from app.config import current_settings
from app.schedule import operations, queries
from app.schedule.forms import RoomForm, VenueForm, venue_values
from app.schedule.models import Room, Venue
from app.web.answers import answer_form

bp = Blueprint("rooms", __name__, url_prefix="/staff/rooms")


@bp.get("/")
@staff(Permission.READ)
def index() -> ResponseReturnValue:
    """List the venues with their rooms."""
    return render_template(
        "schedule/rooms.html", venues=queries.venues(), may_edit=may_open("rooms.new_venue")
    )


@bp.get("/venues/new")
@staff(Permission.CREATE)
def new_venue() -> ResponseReturnValue:
    """Ask for a venue."""
    form = VenueForm(formdata=None, data={"zone": current_settings().time_zone})
    return _venue_page(form)


@bp.post("/venues/new")
@staff(Permission.CREATE)
def add_venue() -> ResponseReturnValue:
    """Add the venue."""
    form = VenueForm()

    def change() -> str:
        operations.add_venue(**_venue_facts(form))
        return _saved()

    return answer_form(form, change=change, page=lambda: _venue_page(form))


@bp.get("/venues/<venue>")
@staff(Permission.CREATE)
def edit_venue(venue: str) -> ResponseReturnValue:
    """Show a venue, to be changed."""
    found = queries.venue_for(venue)
    form = VenueForm(formdata=None, data=venue_values(found))
    form.opened_on(venue_values(found))
    return _venue_page(form, found)


@bp.post("/venues/<venue>")
@staff(Permission.CREATE)
def change_venue(venue: str) -> ResponseReturnValue:
    """Change the venue."""
    found = queries.venue_for(venue)
    form = VenueForm()

    def work() -> str:
        operations.edit_venue(found, **_venue_facts(form))
        return _saved()

    return answer_form(
        form,
        change=work,
        page=lambda: _venue_page(form, found),
        standing=lambda: venue_values(found),
    )


@bp.get("/venues/<venue>/rooms/new")
@staff(Permission.CREATE)
def new_room(venue: str) -> ResponseReturnValue:
    """Ask for a room of the venue."""
    return _room_page(queries.venue_for(venue), RoomForm(formdata=None))


@bp.post("/venues/<venue>/rooms/new")
@staff(Permission.CREATE)
def add_room(venue: str) -> ResponseReturnValue:
    """Add the room."""
    found = queries.venue_for(venue)
    form = RoomForm()

    def change() -> str:
        operations.add_room(found, name=form.name.data or "", capacity=form.capacity.data)
        return _saved()

    return answer_form(form, change=change, page=lambda: _room_page(found, form))


@bp.get("/<room>")
@staff(Permission.CREATE)
def edit_room(room: str) -> ResponseReturnValue:
    """Show a room, to be changed."""
    found = queries.room_for(room)
    form = RoomForm(formdata=None, data=_room_values(found))
    form.opened_on(_room_values(found))
    return _room_page(found.venue, form, found)


@bp.post("/<room>")
@staff(Permission.CREATE)
def change_room(room: str) -> ResponseReturnValue:
    """Change the room."""
    found = queries.room_for(room)
    form = RoomForm()

    def work() -> str:
        operations.edit_room(
            found, venue=found.venue, name=form.name.data or "", capacity=form.capacity.data
        )
        return _saved()

    return answer_form(
        form,
        change=work,
        page=lambda: _room_page(found.venue, form, found),
        standing=lambda: _room_values(found),
    )


def _saved() -> str:
    flash(_("Saved."), "success")
    return url_for("rooms.index")


def _venue_page(form: VenueForm, venue: Venue | None = None) -> str:
    return render_template("schedule/venue.html", form=form, venue=venue)


def _room_page(venue: Venue, form: RoomForm, room: Room | None = None) -> str:
    return render_template("schedule/room.html", form=form, venue=venue, room=room)


def _venue_facts(form: VenueForm) -> dict[str, str]:
    return {name: form[name].data or "" for name in ("name", "address", "city", "zone")}


def _room_values(room: Room) -> dict[str, object]:
    return {"name": room.name, "capacity": room.capacity}

"""Control looks over a player's shoulder: the desk as its player has it, and nothing is marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.access.doors import staff
from app.access.enforcement import viewing_as
from app.access.roles import Permission
from app.access.viewers import TokenHolder
from app.core.errors import NotFound
from app.events.models import Event
from app.events.queries import event_for
from app.extensions import db
from app.games.desk import WaysOverTheShoulder, desk_of, item_page_of, sheet_of
from app.games.queries import game_of
from app.games.queries.casts import casts_of, seat_in_play
from app.games.queries.desk import file_on_desk
from app.games.views.desk import given
from app.participation.models import Participation

bp = Blueprint("as_player", __name__, url_prefix="/staff/events/<key>/game/desk")

Made = TypeVar("Made")
Make = Callable[[Event, Participation, WaysOverTheShoulder], Made]


@bp.get("/")
@staff(Permission.READ)
def players(key: str) -> ResponseReturnValue:
    """List who plays what, each with the way to their desk."""
    event = event_for(key)
    return render_template("games/desk/players.html", event=event, teams=casts_of(game_of(event)))


@bp.get("/<seat>/")
@staff(Permission.READ)
def show(key: str, seat: str) -> ResponseReturnValue:
    """Show the desk of a player."""

    def make(event: Event, held: Participation, ways: WaysOverTheShoulder) -> str:
        desk = desk_of(
            event,
            held,
            ways,
            team=request.args.get("team", ""),
            before=request.args.get("before", ""),
        )
        return render_template("games/desk/desk.html", desk=desk, message=None, decision=None)

    return _as_player(key, seat, make)


@bp.get("/<seat>/items/<item>")
@staff(Permission.READ)
def item(key: str, seat: str, item: str) -> ResponseReturnValue:
    """Show an item as its reader has it."""

    def make(event: Event, held: Participation, ways: WaysOverTheShoulder) -> str:
        page = item_page_of(event, held, ways, item, team=request.args.get("team", ""))
        return render_template("games/desk/item.html", page=page)

    return _as_player(key, seat, make)


@bp.get("/<seat>/files/<file>")
@staff(Permission.READ)
def file(key: str, seat: str, file: str) -> ResponseReturnValue:
    """Give a file as its reader gets it."""
    return _as_player(key, seat, lambda event, _held, _ways: given(file_on_desk(event.id, file)))


@bp.get("/<seat>/sheet")
@staff(Permission.READ)
def sheet(key: str, seat: str) -> ResponseReturnValue:
    """Show a player's role sheet."""

    def make(event: Event, held: Participation, ways: WaysOverTheShoulder) -> str:
        return render_template("games/desk/sheet.html", page=sheet_of(event, held, ways))

    return _as_player(key, seat, make)


def _as_player(key: str, seat: str, make: Make[Made]) -> Made:
    """Make a page with the eyes of whoever holds ``seat``. Raises NotFound."""
    event = event_for(key)
    held_id, event_id = seat_in_play(game_of(event), seat).id, event.id
    with viewing_as(TokenHolder(event_id=event_id, participation_id=held_id)):
        theirs = db.session.get(Event, event_id)
        held = db.session.get(Participation, held_id)
        if theirs is None or held is None:
            raise NotFound
        return make(theirs, held, WaysOverTheShoulder(key, seat))

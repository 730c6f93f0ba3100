"""The course of a game: start, pause, moves, end, and whether everybody can be reached."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import Refused
from app.core.messages import N_
from app.games.models import Game
from app.games.operations import control
from app.games.queries.control import move_after
from app.games.views.control.blueprint import act_once, bp, number_in, typed


@bp.post("/control/begin")
@staff(Permission.EDIT)
def begin(key: str) -> ResponseReturnValue:
    """Start the game."""
    return act_once(key, control.begin, done=_("The game has started."))


@bp.post("/control/pause")
@staff(Permission.EDIT)
def pause(key: str) -> ResponseReturnValue:
    """Let the clock stand still."""
    return act_once(key, control.pause, done=_("The game is paused: nothing falls due."))


@bp.post("/control/resume")
@staff(Permission.EDIT)
def resume(key: str) -> ResponseReturnValue:
    """Let the clock go on."""
    return act_once(key, control.resume, done=_("The game goes on."))


@bp.post("/control/open-move")
@staff(Permission.EDIT)
def open_move(key: str) -> ResponseReturnValue:
    """Open the move that was named on the button."""

    def work(game: Game) -> None:
        move = move_after(game, number_in(request.args, "move") - 1)
        if move is None:
            raise Refused(N_("There is no move after this one. Add it to the design first."))
        control.open_move(game, move)

    return act_once(key, work, done=_("The move is open, and its situation is on every desk."))


@bp.post("/control/close-move")
@staff(Permission.EDIT)
def close_move(key: str) -> ResponseReturnValue:
    """Close the submissions of the move that was on the page, and of no other."""
    return act_once(
        key,
        lambda game: control.close_move(game, number=number_in(request.args, "move")),
        done=_("What is handed in from now on is late."),
    )


@bp.post("/control/finish")
@staff(Permission.EDIT)
def finish(key: str) -> ResponseReturnValue:
    """End the game."""
    return act_once(key, control.finish, done=_("The game has ended."))


@bp.post("/control/call-off")
@staff(Permission.EDIT)
def call_off(key: str) -> ResponseReturnValue:
    """Give the game up, for a reason."""
    return act_once(
        key,
        lambda game: control.call_off(game, reason=typed("reason")),
        done=_("The game is called off."),
    )


@bp.post("/control/check")
@staff(Permission.EDIT)
def check(key: str) -> ResponseReturnValue:
    """Ask every desk to answer."""
    return act_once(
        key, control.call_check, done=_("Every desk was asked to answer."), anchor="teams"
    )

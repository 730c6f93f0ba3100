"""What the pages of the control room share: their blueprint, and how something is done from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import door_of
from app.access.roles import Permission
from app.core.errors import DomainError, NotFound
from app.core.text import clean_text
from app.events.queries import event_for
from app.games.models import Game
from app.games.queries import game_of
from app.web.answers import answer_once

bp = Blueprint("game_control", __name__, url_prefix="/staff/events/<key>/game")

LOCKED = "game_locked"
"""Under which name the session of a browser keeps at the control room of which event it is covered."""

WAYS_OUT = {"game_control.locked", "game_control.unlock", "accounts.sign_out"}


def stay_covered() -> ResponseReturnValue | None:
    """While the screen is locked, lead whoever asks for a page of the staff to the one that unlocks it."""
    if not session.get(LOCKED) or request.endpoint is None or request.endpoint in WAYS_OUT:
        return None
    door = door_of(current_app, request.endpoint)
    if door is None or door.public:
        return None
    return redirect(url_for("game_control.locked", key=session[LOCKED]), code=303)


TYPED_LIMIT = 4000
"""More than this nobody types into a line of the control room."""


def typed(name: str) -> str:
    """Return the text that was typed into the field ``name``. Raises InvalidInput if it is too long."""
    return clean_text(request.form.get(name, ""), TYPED_LIMIT)


def number_in(asked: Mapping[str, str], name: str) -> int:
    """Return the number ``name`` of an address or a form; 0 where there is none."""
    digits = asked.get(name, "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else 0


def room_at(key: str, anchor: str | None = None) -> str:
    """Return the address of the control room, perhaps at one part of it."""
    return url_for("game_control.room", key=key, _anchor=anchor)


def controlled(key: str) -> Game:
    """Return the game of the event with that public key, for whoever runs it. Raises NotFound."""
    return game_of(event_for(key, Permission.EDIT))


def act_once(
    key: str, work: Callable[[Game], object], *, done: str, anchor: str | None = None
) -> ResponseReturnValue:
    """Do ``work`` once and come back to the room; what is refused is said there, too.

    ``done`` is what was done, in words.
    """

    def change() -> str:
        work(controlled(key))
        flash(done, "success")
        return room_at(key, anchor)

    try:
        return answer_once(request.form.get("once"), change)
    except NotFound:
        raise
    except DomainError as refusal:
        flash(_(refusal.message, **refusal.facts), "error")
        return redirect(room_at(key, anchor), code=303)

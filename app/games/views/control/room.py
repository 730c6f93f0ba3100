"""The page of the control room, its stream, and the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.clock import now
from app.events.models import Event
from app.events.queries import event_for, may
from app.games.forms.control import AdHocForm
from app.games.live import stream
from app.games.operations.control import entry_of
from app.games.queries import game_of, state_of
from app.games.queries.control import LOG_PAGE, Room, last_seq, log_of, names_in_log, room_of
from app.games.queries.design import missing_before_start
from app.games.rules import (
    ACT_LABELS,
    INJECT_KIND_LABELS,
    MEDIUM_LABELS,
    METHOD_LABELS,
    MOVE_STATE_LABELS,
    PHASE_LABELS,
    REWRITTEN_LABELS,
    SIGHT_LABELS,
    STANDING_LABELS,
    Phase,
)
from app.games.sparklines import sparkline
from app.games.views.control.blueprint import bp, number_in

LABELS = {
    "acts": ACT_LABELS,
    "rewritten": REWRITTEN_LABELS,
    "kinds": INJECT_KIND_LABELS,
    "media": MEDIUM_LABELS,
    "methods": METHOD_LABELS,
    "move_states": MOVE_STATE_LABELS,
    "phases": PHASE_LABELS,
    "sights": SIGHT_LABELS,
    "standings": STANDING_LABELS,
}


@bp.get("/control/")
@staff(Permission.READ)
def room(key: str) -> ResponseReturnValue:
    """Show the game as it stands, with what can be done now."""
    event = event_for(key)
    game = game_of(event)
    shown = room_of(game, state_of(game), now())
    seq = number_in(request.args, "about")
    about = entry_of(game, seq) if seq else None
    return render_template("games/control/room.html", about=about, **_context(event, shown))


def _context(event: Event, shown: Room) -> dict[str, object]:
    may_act = may(Permission.EDIT, event)
    form = None
    if may_act and shown.state.phase is Phase.RUNNING:
        form = AdHocForm(formdata=None, prefix="ad-hoc")
        form.offer(shown.teams)
    return {
        "event": event,
        "room": shown,
        "state": shown.state,
        "clock_now": shown.state.game_time(shown.at),
        "runs": shown.state.phase is Phase.RUNNING,
        "may_act": may_act,
        "missing": [_(one.message, **one.facts) for one in missing_before_start(shown.game)]
        if shown.state.phase is Phase.SCHEDULED
        else [],
        "ad_hoc_form": form,
        "labels": LABELS,
        "sparkline": sparkline,
        "local": in_zone(event.zone),
    }


def in_zone(zone: str) -> Callable[[datetime], datetime]:
    """Return what turns an instant into what the clocks in ``zone`` show."""
    place = ZoneInfo(zone)
    return lambda at: at.astimezone(place)


@bp.get("/live")
@staff(Permission.READ)
def live(key: str) -> ResponseReturnValue:
    """Tell an open control room that there is something new."""
    event_id = game_of(event_for(key)).event_id
    return stream(event_id, partial(_stamp, event_id))


def _stamp(event_id: int) -> str:
    return str(last_seq(event_id))


@bp.get("/log/")
@staff(Permission.READ)
def log(key: str) -> ResponseReturnValue:
    """Show the whole log, the newest entries first."""
    event = event_for(key)
    game = game_of(event)
    asked = request.args.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None
    entries = log_of(game, before=before)
    more = len(entries) == LOG_PAGE and entries[-1].seq > 1
    return render_template(
        "games/control/log.html",
        event=event,
        entries=entries,
        names=names_in_log(game, entries),
        local=in_zone(event.zone),
        may_act=may(Permission.EDIT, event),
        labels=LABELS,
        older=entries[-1].seq if more else None,
        newest=before is None,
    )

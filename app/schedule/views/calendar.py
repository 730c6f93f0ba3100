"""The staff's calendar: month, week and list, narrowed by the address."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.config import current_settings
from app.core.clock import EARLIEST, LATEST, is_zone, now
from app.core.messages import N_
from app.events.forms.choices import time_zones
from app.programmes.queries import programmes_within
from app.schedule import queries
from app.schedule.calendar import Page, View, by_day
from app.schedule.forms import room_label
from app.schedule.narrowing import Narrowed, narrowed_by

bp = Blueprint("calendar", __name__, url_prefix="/staff/calendar")

MARGIN = timedelta(days=70)
"""A page reaches some weeks beyond its day."""

VIEW_LABELS = {View.MONTH: N_("Month"), View.WEEK: N_("Week"), View.LIST: N_("List")}


@bp.get("/")
@staff(Permission.READ)
def index() -> ResponseReturnValue:
    """Show what is held on the days around the one that is asked for, on the reader's clock."""
    zone = _zone()
    today = now().astimezone(ZoneInfo(zone)).date()
    page = Page(_view(), _day(today))
    narrowed = narrowed_by(request.args)
    entries = queries.calendar_entries(
        *page.instants(zone), conditions=[each.condition for each in narrowed.values()]
    )
    return render_template(
        "schedule/calendar.html",
        page=page,
        zone=zone,
        today=today,
        on=by_day(entries, page, zone),
        entries=entries,
        tabs=[
            {
                "label": _(VIEW_LABELS[view]),
                "href": _address(view=view),
                "current": view is page.view,
            }
            for view in View
        ],
        chips=_chips(narrowed),
        before=_turned(page, -1),
        after=_turned(page, 1),
        address=_address,
        zones=time_zones(),
        programmes=programmes_within(Permission.READ),
        rooms=[(room.key, room_label(room)) for room in queries.rooms()],
    )


def _view() -> View:
    asked = request.args.get("view", "")
    return View(asked) if asked in {view.value for view in View} else View.MONTH


def _zone() -> str:
    asked = request.args.get("zone", "")
    return asked if is_zone(asked) else current_settings().time_zone


def _day(today: date) -> date:
    """The day that is asked for; today, if it cannot be read."""
    try:
        asked = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return today
    return asked if EARLIEST + MARGIN <= asked <= LATEST - MARGIN else today


def _turned(page: Page, by: int) -> str | None:
    day = page.turned(by)
    return _address(day=day.isoformat()) if day is not None else None


def _chips(narrowed: dict[str, Narrowed]) -> list[dict[str, str]]:
    return [
        {"label": each.label, "href": _address(**{name: None})} for name, each in narrowed.items()
    ]


KNOWN = ("view", "day", "zone", "programme", "room", "person")


def _address(**changes: str | None) -> str:
    """The address of this page with some parameters changed; None takes one away."""
    kept = {name: request.args[name] for name in KNOWN if request.args.get(name)}
    return url_for("calendar.index", **{**kept, **changes})  # type: ignore[arg-type]  # Parameters, none of Flask's own.

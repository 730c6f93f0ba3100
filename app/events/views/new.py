"""The short form of a new event."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.enforcement import current_user_id, current_viewer
from app.access.roles import Permission
from app.config import current_settings
from app.events.checks import EventDraft, warnings_for
from app.events.forms.create import NewEventForm
from app.events.operations import create_event
from app.events.rules import EventKind, Format
from app.events.signals import clash_accepted
from app.events.views.blueprint import bp
from app.programmes.queries import programme_for, programmes_within
from app.web.answers import answer_form


@bp.get("/events/new")
@staff(Permission.CREATE)
def new() -> ResponseReturnValue:
    """Show the form; ``kind`` and ``date`` in the address fill their fields."""
    return _page(_form())


@bp.post("/events/new")
@staff(Permission.CREATE)
def create() -> ResponseReturnValue:
    """Make the event, unless a clash asks for a reason first."""
    form = _form()
    return answer_form(
        form,
        change=lambda: _create(form),
        page=lambda: _page(form),
        stops=lambda: form.stops_at(_against(form)),
    )


def _against(form: NewEventForm) -> list[str]:
    return warnings_for(EventDraft(span=form.dates.span)) if form.dates else []


def _create(form: NewEventForm) -> str:
    key = str(form.programme.data or "")
    event = create_event(
        kind=EventKind(form.kind.data),
        title=str(form.title.data),
        owner_id=current_user_id(),
        programme=programme_for(key, Permission.CREATE) if key else None,
        format=Format(form.format.data),
        place=form.place.data or "",
        confidential=bool(form.confidential.data),
        **form.agreed(),
    )
    if form.clashes:
        clash_accepted.send(event, reason=form.go_ahead.data)
    return url_for("events.overview", key=event.key)


def _form() -> NewEventForm:
    within = programmes_within(Permission.CREATE)
    everywhere = current_viewer().reach(Permission.CREATE).everywhere
    filled: dict[str, object] = {
        "zone": current_settings().time_zone,
        "format": Format.IN_PERSON,
        "kind": EventKind.ROUNDTABLE,
    }
    if request.args.get("kind") in set(EventKind):
        filled["kind"] = request.args["kind"]
    # Without a day that can be read, the field stays empty.
    with suppress(ValueError):
        filled["date"] = date.fromisoformat(request.args.get("date", ""))
    none = _("No programme") if everywhere else None
    return NewEventForm(within=within, none=none, data=filled)


def _page(form: NewEventForm) -> str:
    return render_template("events/new.html", form=form)

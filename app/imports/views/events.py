"""Calendars, web pages and schedules: choose one, and have it compared with what is here."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.config import current_settings
from app.core.clock import now
from app.imports.calendars.found import FileKind
from app.imports.calendars.reading import Asked, read_events
from app.imports.forms import EventsForm
from app.imports.jobs import EVENTS_REHEARSAL
from app.imports.reading.grid import LONGEST_FILE
from app.imports.reading.refusals import Unreadable
from app.imports.views.blueprint import bp
from app.imports.views.keeping import enqueue, keep
from app.programmes.queries import all_series, may, programmes_within
from app.web.answers import answer_form


@bp.get("/events")
@staff(Permission.IMPORT)
def events() -> ResponseReturnValue:
    """Show the form for a calendar, a page or a schedule."""
    return _page(_form())


@bp.post("/events")
@staff(Permission.IMPORT)
def upload_events() -> ResponseReturnValue:
    """Take a file that tells of events, and have the worker rehearse it."""
    form = _form()
    return answer_form(
        form,
        change=lambda: enqueue(EVENTS_REHEARSAL, {"upload": keep(form).key, **form.payload()}),
        page=lambda: _page(form),
        stops=lambda: not _is_readable(form),
    )


def _form() -> EventsForm:
    everywhere = current_viewer().reach(Permission.IMPORT).everywhere
    return EventsForm(
        data={"zone": current_settings().time_zone},
        within=programmes_within(Permission.IMPORT),
        series=[one for one in all_series() if may(Permission.IMPORT, one.programme)],
        none=_("No programme") if everywhere else None,
    )


def _page(form: EventsForm) -> str:
    return render_template("imports/events.html", form=form)


def _is_readable(form: EventsForm) -> bool:
    asked = Asked(
        zone=str(form.zone.data),
        today=now().date(),
        kind=FileKind(form.file_kind.data) if form.file_kind.data else None,
        title=form.title.data or "",
    )
    try:
        read_events(form.take(LONGEST_FILE), asked)
    except Unreadable as refusal:
        form.file.errors = [_(refusal.message, **refusal.facts)]
        return False
    return True

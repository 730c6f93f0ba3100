"""The agenda: sessions are added, changed, moved and deleted, each on an address of its own."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.events import operations
from app.events.agenda_lines import lines_of
from app.events.forms.agenda import SessionForm
from app.events.forms.dates import fields_of
from app.events.models import Event, EventSession
from app.events.queries import event_for, require_release, session_of
from app.events.rules import AttributionRule, SessionKind, lays_open
from app.events.views.blueprint import bp
from app.web.answers import answer_form, answer_once
from app.web.forms import Form


@bp.get("/events/<key>/agenda")
@staff(Permission.READ)
def agenda(key: str) -> ResponseReturnValue:
    """Show the sessions in their order, day by day."""
    event = event_for(key)
    return render_template("events/agenda.html", event=event, days=lines_of(event), form=Form())


@bp.get("/events/<key>/agenda/new")
@staff(Permission.EDIT)
def new_session(key: str) -> ResponseReturnValue:
    """Ask for a session; it begins where the one before ends."""
    event = event_for(key, Permission.EDIT)
    return _page(event, SessionForm(data=_next_values(event)))


@bp.post("/events/<key>/agenda/new")
@staff(Permission.EDIT)
def add_session(key: str) -> ResponseReturnValue:
    """Append the session."""
    event = event_for(key, Permission.EDIT)
    form = _zoned(SessionForm(data={"zone": event.zone}), event)

    def change() -> str:
        operations.add_session(event, **_typed(form))
        return _saved(event)

    return answer_form(form, change=change, page=lambda: _page(event, form))


@bp.get("/events/<key>/agenda/<session_key>")
@staff(Permission.EDIT)
def session(key: str, session_key: str) -> ResponseReturnValue:
    """Show a session for change."""
    event = event_for(key, Permission.EDIT)
    found = session_of(event, session_key)
    form = SessionForm(data=_values(found))
    form.opened_on(_standing(found))
    return _page(event, form, found)


@bp.post("/events/<key>/agenda/<session_key>")
@staff(Permission.EDIT)
def save_session(key: str, session_key: str) -> ResponseReturnValue:
    """Keep the session as typed."""
    event = event_for(key, Permission.EDIT)
    found = session_of(event, session_key)
    form = _zoned(SessionForm(data=_values(found)), event)

    def change() -> str:
        typed = _typed(form)
        if lays_open(
            was_public=found.public,
            public=typed["public"],
            was=found.attribution or event.attribution,
            rule=typed["attribution"] or event.attribution,
        ):
            require_release(event)
        operations.edit_session(found, **typed)
        return _saved(event)

    return answer_form(
        form,
        change=change,
        page=lambda: _page(event, form, found),
        standing=lambda: _standing(found),
    )


@bp.post("/events/<key>/agenda/<session_key>/<any(up, down):way>")
@staff(Permission.EDIT)
def move_session(key: str, session_key: str, way: str) -> ResponseReturnValue:
    """Let the session change places with its neighbour."""
    event = event_for(key, Permission.EDIT)

    def change() -> str:
        operations.move_session(session_of(event, session_key), up=way == "up")
        return url_for("events.agenda", key=key)

    return answer_once(Form().once.data, change)


@bp.post("/events/<key>/agenda/<session_key>/delete")
@staff(Permission.EDIT)
def delete_session(key: str, session_key: str) -> ResponseReturnValue:
    """Take the session out of the agenda."""
    event = event_for(key, Permission.EDIT)

    def change() -> str:
        operations.delete_session(session_of(event, session_key))
        return _saved(event)

    return answer_once(Form().once.data, change)


def _zoned(form: SessionForm, event: Event) -> SessionForm:
    """Let the clock be that of the event, whatever was sent: a session has no zone of its own."""
    form.zone.data = event.zone
    return form


def _saved(event: Event) -> str:
    flash(_("The agenda is saved."), "success")
    return url_for("events.agenda", key=event.key)


def _typed(form: SessionForm) -> dict[str, Any]:
    timed = form.dates if form.start.data else None
    return {
        "title": form.title.data or "",
        "kind": SessionKind(form.kind.data),
        "place": form.place.data or "",
        "attribution": AttributionRule(form.attribution.data) if form.attribution.data else None,
        "public": bool(form.public.data),
        "text": form.text.data or "",
        "local_start": timed.local_start if timed else None,
        "local_end": timed.local_end if timed and form.end.data else None,
        "fold": form.fold.fold,
        "end_fold": form.end_fold.fold,
    }


def _standing(found: EventSession) -> dict[str, object]:
    values = _values(found)
    del values["zone"]
    return values


def _values(found: EventSession) -> dict[str, object]:
    times = fields_of(found.local_start, found.local_end, found.event.zone)
    return times | {
        "title": found.title,
        "kind": found.kind.value,
        "place": found.place,
        "attribution": found.attribution.value if found.attribution else "",
        "public": found.public,
        "text": found.text,
    }


def _next_values(event: Event) -> dict[str, object]:
    ends = [one.local_end for one in event.sessions if one.local_end]
    start = ends[-1] if ends else None if event.date_only else event.local_start
    values = fields_of(start or event.local_start, None, event.zone, date_only=start is None)
    return values | {"public": not event.confidential, "kind": SessionKind.PANEL.value}


def _page(event: Event, form: SessionForm, found: EventSession | None = None) -> str:
    return render_template("events/session.html", event=event, form=form, session=found)

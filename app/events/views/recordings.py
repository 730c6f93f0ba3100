"""Recordings of an event and of its sessions."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.events import operations
from app.events.forms.agenda import RecordingForm
from app.events.models import Event, Recording
from app.events.queries import event_for, recording_of, session_of
from app.events.rules import RECORDING_KIND_LABELS, RecordingKind
from app.events.views.blueprint import bp
from app.web.answers import answer_form, answer_once
from app.web.forms import Form


@bp.get("/events/<key>/recordings")
@staff(Permission.READ)
def recordings(key: str) -> ResponseReturnValue:
    """Show the recordings, and a form for one more."""
    event = event_for(key)
    form = _form(event, data={"public": True, "kind": RecordingKind.VIDEO})
    return _page(event, form)


@bp.post("/events/<key>/recordings")
@staff(Permission.EDIT)
def add_recording(key: str) -> ResponseReturnValue:
    """Add a recording."""
    event = event_for(key, Permission.EDIT)
    form = _form(event)

    def change() -> str:
        operations.add_recording(event, **_typed(event, form))
        return _saved(event)

    return answer_form(form, change=change, page=lambda: _page(event, form))


@bp.get("/events/<key>/recordings/<recording_key>")
@staff(Permission.EDIT)
def recording(key: str, recording_key: str) -> ResponseReturnValue:
    """Show a recording for change."""
    event = event_for(key, Permission.EDIT)
    found = recording_of(event, recording_key)
    form = _form(event, data=_standing(found))
    form.opened_on(_standing(found))
    return render_template("events/recording.html", event=event, form=form, recording=found)


@bp.post("/events/<key>/recordings/<recording_key>")
@staff(Permission.EDIT)
def save_recording(key: str, recording_key: str) -> ResponseReturnValue:
    """Keep the recording as typed."""
    event = event_for(key, Permission.EDIT)
    found = recording_of(event, recording_key)
    form = _form(event)

    def change() -> str:
        operations.edit_recording(found, **_typed(event, form))
        return _saved(event)

    return answer_form(
        form,
        change=change,
        page=lambda: render_template(
            "events/recording.html", event=event, form=form, recording=found
        ),
        standing=lambda: _standing(found),
    )


@bp.post("/events/<key>/recordings/<recording_key>/delete")
@staff(Permission.EDIT)
def delete_recording(key: str, recording_key: str) -> ResponseReturnValue:
    """Take the recording off the event."""
    event = event_for(key, Permission.EDIT)

    def change() -> str:
        operations.delete_recording(recording_of(event, recording_key))
        return _saved(event)

    return answer_once(Form().once.data, change)


def _saved(event: Event) -> str:
    flash(_("The recordings are saved."), "success")
    return url_for("events.recordings", key=event.key)


def _typed(event: Event, form: RecordingForm) -> dict[str, Any]:
    of = form.session.data
    return {
        "kind": RecordingKind(form.kind.data),
        "url": form.url.data or "",
        "title": form.title.data or "",
        "session": session_of(event, of) if of else None,
        "public": bool(form.public.data),
    }


def _standing(found: Recording) -> dict[str, object]:
    return {
        "kind": found.kind.value,
        "url": found.url,
        "title": found.title,
        "session": found.session.key if found.session else "",
        "public": found.public,
    }


def _form(event: Event, **options: Any) -> RecordingForm:
    return RecordingForm(sessions=list(event.sessions), **options)


def _page(event: Event, form: RecordingForm) -> str:
    kinds = [_(RECORDING_KIND_LABELS[one.kind]) for one in event.recordings]
    return render_template("events/recordings.html", event=event, form=form, kinds=kinds)

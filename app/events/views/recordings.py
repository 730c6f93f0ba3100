"""Recordings of an event and of its sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.events import operations
from app.events.forms.recordings import CaptionForm, PosterForm, RecordingForm, TakeDownForm
from app.events.models import Event, Recording
from app.events.queries import event_for, recording_of, session_of
from app.events.rules import RECORDING_KIND_LABELS, RecordingKind, clock_of
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
    return _one(_found(key, recording_key))


@bp.post("/events/<key>/recordings/<recording_key>")
@staff(Permission.EDIT)
def save_recording(key: str, recording_key: str) -> ResponseReturnValue:
    """Keep the recording as typed."""
    found = _found(key, recording_key)
    form = _form(found.event)

    def change() -> str:
        operations.edit_recording(found, **_typed(found.event, form))
        return _saved(found.event)

    return answer_form(
        form,
        change=change,
        page=lambda: _one(found, form),
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


@bp.post("/events/<key>/recordings/<recording_key>/picture")
@staff(Permission.EDIT)
def set_picture(key: str, recording_key: str) -> ResponseReturnValue:
    """Keep the picture that stands for the recording until it is played."""
    found = _found(key, recording_key)
    form = PosterForm(prefix="picture")

    def change() -> str:
        operations.set_poster(found, form.picture)
        return _back(found)

    return answer_form(form, change=change, page=lambda: _one(found, picture=form))


@bp.post("/events/<key>/recordings/<recording_key>/picture/remove")
@staff(Permission.EDIT)
def remove_picture(key: str, recording_key: str) -> ResponseReturnValue:
    """Let the recording stand with a still that is drawn."""
    found = _found(key, recording_key)
    return _answer(found, lambda: operations.set_poster(found, None))


@bp.post("/events/<key>/recordings/<recording_key>/captions")
@staff(Permission.EDIT)
def set_captions(key: str, recording_key: str) -> ResponseReturnValue:
    """Keep the captions of one language."""
    found = _found(key, recording_key)
    form = CaptionForm(prefix="captions")

    def change() -> str:
        operations.set_caption(
            found,
            language=form.language.data or "",
            url=form.url.data or "",
            content=form.content,
        )
        return _back(found)

    return answer_form(form, change=change, page=lambda: _one(found, captions=form))


@bp.post("/events/<key>/recordings/<recording_key>/captions/<caption_key>/delete")
@staff(Permission.EDIT)
def delete_captions(key: str, recording_key: str, caption_key: str) -> ResponseReturnValue:
    """Take the captions of one language away."""
    found = _found(key, recording_key)

    def act() -> None:
        for one in [one for one in found.captions if one.key == caption_key]:
            operations.delete_caption(one)

    return _answer(found, act)


@bp.post("/events/<key>/recordings/<recording_key>/take-down")
@staff(Permission.EDIT)
def take_down_recording(key: str, recording_key: str) -> ResponseReturnValue:
    """Take the recording from every public page at once."""
    found = _found(key, recording_key)
    form = TakeDownForm(prefix="down")

    def change() -> str:
        operations.take_down(found, reason=form.reason.data or "")
        flash(_("It is taken down. Visitors find it nowhere any more."), "success")
        return _href(found)

    return answer_form(form, change=change, page=lambda: _one(found, down=form))


@bp.post("/events/<key>/recordings/<recording_key>/put-back")
@staff(Permission.RELEASE)
def put_back_recording(key: str, recording_key: str) -> ResponseReturnValue:
    """Show the recording to visitors again."""
    found = _found(key, recording_key, Permission.RELEASE)
    return _answer(found, lambda: operations.put_back(found))


def _found(key: str, recording_key: str, permission: Permission = Permission.EDIT) -> Recording:
    return recording_of(event_for(key, permission), recording_key)


def _answer(found: Recording, act: Callable[[], object]) -> ResponseReturnValue:
    """Do what a button asks for, once, and come back to the recording."""

    def work() -> str:
        act()
        return _back(found)

    return answer_once(Form().once.data, work)


def _back(found: Recording) -> str:
    flash(_("Saved."), "success")
    return _href(found)


def _href(found: Recording) -> str:
    return url_for("events.recording", key=found.event.key, recording_key=found.key)


def _one(
    found: Recording,
    form: RecordingForm | None = None,
    *,
    picture: PosterForm | None = None,
    captions: CaptionForm | None = None,
    down: TakeDownForm | None = None,
) -> str:
    """The page of one recording, each of its forms as it was sent or as things stand."""
    if form is None:
        form = _form(found.event, formdata=None, data=_standing(found))
        form.opened_on(_standing(found))
    return render_template(
        "events/recording.html",
        event=found.event,
        recording=found,
        form=form,
        picture=picture or PosterForm(formdata=None, prefix="picture"),
        captions=captions or CaptionForm(formdata=None, prefix="captions"),
        down=down or TakeDownForm(formdata=None, prefix="down"),
    )


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
        "details": form.details,
    }


def _standing(found: Recording) -> dict[str, object]:
    return {
        "kind": found.kind.value,
        "url": found.url,
        "title": found.title,
        "session": found.session.key if found.session else "",
        "public": found.public,
        "language": found.language,
        "length": clock_of(found.seconds),
        "uploaded_on": found.uploaded_on.isoformat() if found.uploaded_on else "",
        "file_url": found.file_url,
        "file_bytes": str(found.file_bytes or ""),
        "file_type": found.file_type,
        "credit": found.credit,
        "licence": found.licence,
    }


def _form(event: Event, **options: Any) -> RecordingForm:
    return RecordingForm(sessions=list(event.sessions), **options)


def _page(event: Event, form: RecordingForm) -> str:
    kinds = [_(RECORDING_KIND_LABELS[one.kind]) for one in event.recordings]
    return render_template("events/recordings.html", event=event, form=form, kinds=kinds)

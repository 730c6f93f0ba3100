"""The first page of an event's workspace, its notes, and its log."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.events.agenda_lines import lines_of
from app.events.forms.details import NotesForm
from app.events.models import Event
from app.events.operations import set_notes
from app.events.queries import event_for, may, seen_event, trail_of
from app.events.rules import (
    ATTRIBUTION_LABELS,
    ATTRIBUTION_WORDINGS,
    FORMAT_LABELS,
    REGISTRATION_MODE_LABELS,
    TRACK_LABELS,
)
from app.events.views.blueprint import bp
from app.programmes.queries import may as may_in_programme
from app.web.answers import answer_form


@bp.get("/events/<key>/")
@staff(Permission.READ)
def overview(key: str) -> ResponseReturnValue:
    """Show what is known about the event at a glance.

    Lists of staff name events of others too: whoever may not look after this one is led to what
    they may see of it, the door or the public page.
    """
    if not may(Permission.READ, event := seen_event(key)):
        return redirect(_seen_otherwise(event))
    event = event_for(key)
    return _page(event, _form(event))


def _seen_otherwise(event: Event) -> str:
    if may(Permission.CHECK_IN, event):
        return url_for("door.page", key=event.key)
    if event.is_released:
        return url_for("archive.event_detail", slug=event.slug)
    raise NotFound


@bp.post("/events/<key>/notes")
@staff(Permission.EDIT)
def save_notes(key: str) -> ResponseReturnValue:
    """Keep the notes of staff."""
    event = event_for(key, Permission.EDIT)
    form = _form(event)

    def change() -> str:
        set_notes(event, notes=form.notes.data or "")
        flash(_("The notes are saved."), "success")
        return url_for("events.overview", key=key)

    return answer_form(
        form, change=change, page=lambda: _page(event, form), standing=lambda: _notes(event)
    )


@bp.get("/events/<key>/log")
@staff(Permission.EDIT)
def log(key: str) -> ResponseReturnValue:
    """Show who did and saw what, the latest first."""
    event = event_for(key, Permission.EDIT)
    return render_template("events/log.html", event=event, entries=trail_of(event))


def _notes(event: Event) -> dict[str, object]:
    return {"notes": event.dossier.notes if event.dossier else ""}


def _form(event: Event) -> NotesForm:
    form = NotesForm(data=_notes(event))
    form.opened_on(_notes(event))
    return form


def _page(event: Event, form: NotesForm) -> str:
    return render_template(
        "events/overview.html",
        event=event,
        facts=_facts(event),
        agenda=lines_of(event),
        rule=event.attribution_wording or _(ATTRIBUTION_WORDINGS[event.attribution]),
        form=form,
        may_copy=may(Permission.EDIT, event)
        and may_in_programme(Permission.CREATE, event.programme),
    )


def _facts(event: Event) -> list[tuple[str, str]]:
    """What is known, as pairs of a word and a value; what is not known is left out."""
    known = [
        (_("Format"), _(FORMAT_LABELS[event.format])),
        (_("Place"), event.place),
        (_("Programme"), event.programme.name if event.programme else ""),
        (_("Series"), event.series.title if event.series else ""),
        (_("Topics"), ", ".join(topic.name for topic in event.topics)),
        (_("Regions"), ", ".join(region.name for region in event.regions)),
        (_("Rule"), _(ATTRIBUTION_LABELS[event.attribution])),
        (_("Track"), _(TRACK_LABELS[event.track]) if event.track else ""),
        (_("Who may come"), _(REGISTRATION_MODE_LABELS[event.registration])),
        (_("Language"), event.language),
        (_("Hashtag"), event.hashtag),
    ]
    return [(word, value) for word, value in known if value]

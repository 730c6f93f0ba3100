"""Speakers and registrants of another system: into which event, what their columns mean, and the check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.imports import queries
from app.imports.contacts.fields import Field
from app.imports.forms import GuestsForm
from app.imports.jobs import GUESTS_REHEARSAL
from app.imports.peers.pretalx import is_json
from app.imports.peers.reading import read_guests
from app.imports.reading.grid import LONGEST_FILE
from app.imports.reading.refusals import Unreadable
from app.imports.views.blueprint import bp
from app.imports.views.columns import Columns, columns_of
from app.imports.views.keeping import enqueue, keep
from app.programmes.queries import programmes_within
from app.web.answers import answer_form

STEPS = {"": "imports.guest_columns", "columns": "imports.name_guest_columns", "check": "imports.check_guests"}  # fmt: skip
TARGET = ("event", "title", "day", "programme")
"""What says into which event the file goes."""


@bp.get("/guests")
@staff(Permission.IMPORT)
def guests() -> ResponseReturnValue:
    """Show the form for a file of speakers or registrants."""
    return _upload_page(_form())


@bp.post("/guests")
@staff(Permission.IMPORT)
def upload_guests() -> ResponseReturnValue:
    """Take a file that can be read; ask what its columns mean, or have it checked if it says so itself."""
    form = _form()
    return answer_form(
        form,
        change=lambda: _begin(form),
        page=lambda: _upload_page(form),
        stops=lambda: not _is_readable(form),
    )


@bp.get("/guests/<key>")
@staff(Permission.IMPORT)
def guest_columns(key: str) -> ResponseReturnValue:
    """Show what the columns mean, and how the first rows would land."""
    return _page(_columns(key))


@bp.post("/guests/<key>/columns")
@staff(Permission.IMPORT)
def name_guest_columns(key: str) -> ResponseReturnValue:
    """Remember what the columns mean, and show how the rows would land then."""
    asked = _columns(key)

    def work() -> str:
        asked.remember()
        return _address(key, "", asked.asked())

    return answer_form(asked.form, change=work, page=lambda: _page(asked))


@bp.post("/guests/<key>/check")
@staff(Permission.IMPORT)
def check_guests(key: str) -> ResponseReturnValue:
    """Have the worker say whom the file would seat."""
    asked = _columns(key)
    target = {name: request.args.get(name, "") for name in TARGET}

    def work() -> str:
        asked.remember()
        return enqueue(GUESTS_REHEARSAL, {**asked.payload(), **target})

    return answer_form(asked.form, change=work, page=lambda: _page(asked))


def _form() -> GuestsForm:
    everywhere = current_viewer().reach(Permission.IMPORT).everywhere
    return GuestsForm(
        data={"event": request.args.get("event", "")},
        events=queries.events_to_load_into(),
        within=programmes_within(Permission.IMPORT),
        none=_("No programme") if everywhere else None,
    )


def _upload_page(form: GuestsForm) -> str:
    return render_template("imports/guests.html", form=form)


def _is_readable(form: GuestsForm) -> bool:
    try:
        file = read_guests(form.take(LONGEST_FILE))
    except Unreadable as refusal:
        form.file.errors = [_(refusal.message, **refusal.facts)]
        return False
    return form.has_target(title=file.title, day=file.first_day)


def _begin(form: GuestsForm) -> str:
    upload, target = keep(form), form.target()
    if not is_json(form.content):
        return _address(upload.key, "", target)
    return enqueue(
        GUESTS_REHEARSAL,
        {"upload": upload.key, "encoding": "", "meanings": "", "join": "", **target},
    )


def _columns(key: str) -> Columns:
    return columns_of(queries.upload_for(key), tuple(Field))


def _page(asked: Columns) -> str:
    key = asked.upload.key
    return asked.page(lambda step, more: _address(key, step, more), "guests")


def _address(key: str, step: str, more: Mapping[str, Any]) -> str:
    return url_for(STEPS[step], key=key, **{name: text for name, text in more.items() if text})

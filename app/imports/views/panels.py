"""Files of past events: choose one."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.imports.cells import Fault
from app.imports.forms import FileForm
from app.imports.jobs import REHEARSAL, read
from app.imports.panels import OPTIONAL, REQUIRED
from app.imports.sheet import LONGEST_FILE, Unreadable
from app.imports.views.blueprint import bp
from app.imports.views.keeping import enqueue, keep
from app.programmes.queries import programmes_within
from app.web.answers import answer_form

MOST_FAULTS = 200


@bp.get("/panels")
@staff(Permission.IMPORT)
def panels() -> ResponseReturnValue:
    """Show the form for a file of past events."""
    return _page(_form())


@bp.post("/panels")
@staff(Permission.IMPORT)
def upload_panels() -> ResponseReturnValue:
    """Take a file that can be read, and have the worker rehearse it."""
    form = _form()
    faults: list[Fault] = []
    return answer_form(
        form,
        change=lambda: _rehearse(form),
        page=lambda: _page(form, faults),
        stops=lambda: not _is_readable(form, faults),
    )


def _form() -> FileForm:
    everywhere = current_viewer().reach(Permission.IMPORT).everywhere
    within = programmes_within(Permission.IMPORT)
    return FileForm(within=within, none=_("No programme") if everywhere else None)


def _page(form: FileForm, faults: list[Fault] | None = None) -> str:
    return render_template(
        "imports/panels.html",
        form=form,
        faults=faults or [],
        required=REQUIRED,
        optional=OPTIONAL,
        most_faults=MOST_FAULTS,
    )


def _is_readable(form: FileForm, faults: list[Fault]) -> bool:
    """Whether every row can be read; if not, the form or ``faults`` say why."""
    try:
        faults.extend(read(form.take(LONGEST_FILE)).faults)
    except Unreadable as refusal:
        form.file.errors = [_(refusal.message, **refusal.facts)]
        return False
    if faults:
        form.file.errors = [_("Nothing was loaded.")]
    return not faults


def _rehearse(form: FileForm) -> str:
    payload = {"upload": keep(form).key, "programme": str(form.programme.data or "")}
    return enqueue(REHEARSAL, payload)

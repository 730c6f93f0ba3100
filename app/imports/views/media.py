"""Lists of recordings and transcripts: choose one with its files, and see what it would attach."""

from __future__ import annotations

from pathlib import PurePosixPath

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.imports.bundle import bundled
from app.imports.forms import MediaForm
from app.imports.jobs import MEDIA_REHEARSAL
from app.imports.jobs.media import read
from app.imports.media import OPTIONAL, REQUIRED
from app.imports.sheet import LONGEST_FILE, Unreadable
from app.imports.views.blueprint import bp
from app.imports.views.keeping import enqueue, keep
from app.web.answers import answer_form


@bp.get("/media")
@staff(Permission.IMPORT)
def media() -> ResponseReturnValue:
    """Show the form for a list of recordings and transcripts."""
    return _page(MediaForm())


@bp.post("/media")
@staff(Permission.IMPORT)
def upload_media() -> ResponseReturnValue:
    """Take a list that can be read, with its files, and have the worker rehearse it."""
    form = MediaForm()
    return answer_form(
        form,
        change=lambda: enqueue(MEDIA_REHEARSAL, {"upload": keep(form).key}),
        page=lambda: _page(form),
        stops=lambda: not _is_readable(form),
    )


def _is_readable(form: MediaForm) -> bool:
    """Whether the list has its columns; what is wrong with rows stands in the report."""
    sent = [one for one in form.texts.data or [] if one and one.filename]
    # A path leads nowhere: files are known by their names alone.
    files = {PurePosixPath(one.filename.replace("\\", "/")).name: one.read() for one in sent}
    form.content = bundled(form.take(LONGEST_FILE), files)
    try:
        read(form.content)
    except Unreadable as refusal:
        form.file.errors = [_(refusal.message, **refusal.facts)]
        return False
    return True


def _page(form: MediaForm) -> str:
    return render_template("imports/media.html", form=form, required=REQUIRED, optional=OPTIONAL)

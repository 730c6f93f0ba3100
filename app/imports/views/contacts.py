"""Lists of contacts: choose one, say what its columns mean, see how it would land, have it checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.imports import queries
from app.imports.contacts.fields import OF_A_CONTACT
from app.imports.contacts.reading import open_file
from app.imports.forms import ContactsForm
from app.imports.jobs import CONTACTS_REHEARSAL
from app.imports.reading.grid import LONGEST_FILE
from app.imports.reading.refusals import Unreadable
from app.imports.views.blueprint import bp
from app.imports.views.columns import Columns, columns_of
from app.imports.views.keeping import enqueue, keep
from app.web.answers import answer_form

STEPS = {
    "": "imports.columns",
    "columns": "imports.name_columns",
    "check": "imports.check_contacts",
}


@bp.get("/contacts")
@staff(Permission.IMPORT)
def contacts() -> ResponseReturnValue:
    """Show the form for a list of contacts."""
    return render_template("imports/contacts.html", form=ContactsForm())


@bp.post("/contacts")
@staff(Permission.IMPORT)
def upload_contacts() -> ResponseReturnValue:
    """Take a list that can be read, and ask what its columns mean."""
    form = ContactsForm()
    return answer_form(
        form,
        change=lambda: url_for("imports.columns", key=keep(form).key),
        page=lambda: render_template("imports/contacts.html", form=form),
        stops=lambda: not _is_readable(form),
    )


@bp.get("/contacts/<key>")
@staff(Permission.IMPORT)
def columns(key: str) -> ResponseReturnValue:
    """Show what the columns mean, and how the first rows would land."""
    return _page(_columns(key))


@bp.post("/contacts/<key>/columns")
@staff(Permission.IMPORT)
def name_columns(key: str) -> ResponseReturnValue:
    """Remember what the columns mean, and show how the rows would land then."""
    asked = _columns(key)

    def work() -> str:
        asked.remember()
        return _address(key, "", asked.asked())

    return answer_form(asked.form, change=work, page=lambda: _page(asked))


@bp.post("/contacts/<key>/check")
@staff(Permission.IMPORT)
def check_contacts(key: str) -> ResponseReturnValue:
    """Have the worker say what would become of each contact."""
    asked = _columns(key)

    def work() -> str:
        asked.remember()
        return enqueue(CONTACTS_REHEARSAL, asked.payload())

    return answer_form(asked.form, change=work, page=lambda: _page(asked))


def _is_readable(form: ContactsForm) -> bool:
    try:
        open_file(form.take(LONGEST_FILE))
    except Unreadable as refusal:
        form.file.errors = [_(refusal.message, **refusal.facts)]
        return False
    return True


def _columns(key: str) -> Columns:
    return columns_of(queries.upload_for(key), OF_A_CONTACT)


def _page(asked: Columns) -> str:
    key = asked.upload.key
    return asked.page(lambda step, more: _address(key, step, more), "contacts")


def _address(key: str, step: str, more: Mapping[str, Any]) -> str:
    return url_for(STEPS[step], key=key, **more)

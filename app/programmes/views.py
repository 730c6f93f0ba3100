"""The staff pages of programmes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.access.doors import staff
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.accounts.scopes import add_scope
from app.core.errors import NotFound
from app.programmes import operations
from app.programmes.forms import ProgrammeForm
from app.programmes.models import Programme
from app.programmes.queries import all_programmes, may, programme_for
from app.programmes.scope import PROGRAMMES
from app.web.answers import answer_form
from app.web.forms import Form
from app.web.navigation import Entry, add_to_menu

bp = Blueprint("programmes", __name__, url_prefix="/staff/programmes")

WORDS = ("name", "page_title", "standfirst", "situation", "work")
"""The fields that the form and the programme have by the same name."""


@bp.get("/")
@staff(Permission.READ)
def listing() -> ResponseReturnValue:
    """Show all programmes."""
    return render_template(
        "programmes/list.html", programmes=all_programmes(), may_create=_may_create()
    )


@bp.get("/new")
@staff(Permission.CREATE)
def new() -> ResponseReturnValue:
    """Ask for the words of a new programme."""
    _require_house()
    return _page(ProgrammeForm())


@bp.post("/new")
@staff(Permission.CREATE)
def create() -> ResponseReturnValue:
    """Make the programme, or show how its page would read."""
    _require_house()
    form = ProgrammeForm()
    if form.preview.data:
        return _page(form)

    def change() -> str:
        programme = operations.add_programme(**_typed(form))
        operations.replace_strands(programme, form.strand_texts())
        flash(_("The programme is added. It is not public yet."), "success")
        return url_for("programmes.programme", key=programme.key)

    return answer_form(form, change=change, page=lambda: _page(form))


@bp.get("/<key>/")
@staff(Permission.READ)
def programme(key: str) -> ResponseReturnValue:
    """Show the words of a programme, for change where the viewer may."""
    found = programme_for(key)
    return _page(_filled(found), found)


@bp.post("/<key>/")
@staff(Permission.EDIT)
def save(key: str) -> ResponseReturnValue:
    """Keep the words as typed, or show how the page would read."""
    found = programme_for(key, Permission.EDIT)
    form = ProgrammeForm()
    if form.preview.data:
        return _page(form, found)

    def change() -> str:
        operations.edit_programme(found, **_typed(form))
        if form.strand_texts() != [(one.title, one.text) for one in found.strands]:
            operations.replace_strands(found, form.strand_texts())
        flash(_("The programme is saved."), "success")
        return url_for("programmes.programme", key=key)

    return answer_form(
        form, change=change, page=lambda: _page(form, found), standing=lambda: _standing(found)
    )


@bp.post("/<key>/<any(release, withhold):way>")
@staff(Permission.RELEASE)
def release(key: str, way: str) -> ResponseReturnValue:
    """Show the programme's page to everyone, or take it back."""
    found = programme_for(key, Permission.RELEASE)
    form = Form()

    def change() -> str:
        operations.release_programme(found, public=way == "release")
        flash(_("Its page is public.") if found.public else _("Its page is private."), "success")
        return url_for("programmes.programme", key=key)

    return answer_form(form, change=change, page=lambda: _page(_filled(found), found))


def _may_create() -> bool:
    """Whether the viewer may add programmes: that concerns the whole house."""
    return current_viewer().reach(Permission.CREATE).everywhere


def _require_house() -> None:
    if not _may_create():
        raise NotFound


def _typed(form: ProgrammeForm) -> dict[str, Any]:
    return {name: form[name].data or "" for name in WORDS}


def _values(found: Programme) -> dict[str, object]:
    words: dict[str, object] = {name: getattr(found, name) for name in WORDS}
    return words | {"strands": [{"title": s.title, "text": s.text} for s in found.strands]}


def _filled(found: Programme) -> ProgrammeForm:
    form = ProgrammeForm(data=_values(found), formdata=None)
    form.opened_on(_standing(found))
    return form


def _standing(found: Programme) -> dict[str, object]:
    words: dict[str, object] = {name: getattr(found, name) for name in WORDS}
    return words | {"strand_texts": [[s.title, s.text] for s in found.strands]}


def _page(form: ProgrammeForm, found: Programme | None = None) -> str:
    return render_template(
        "programmes/programme.html",
        form=form,
        programme=found,
        may_edit=found is None or may(Permission.EDIT, found),
        may_release=found is not None and may(Permission.RELEASE, found),
        button_form=Form(formdata=None),
    )


def init_app(app: Flask) -> None:
    """Add the pages and their menu entry to ``app``."""
    app.register_blueprint(bp)
    add_to_menu(app, "staff", Entry(lazy_gettext("Programmes"), "programmes.listing", 45))
    add_scope(app, PROGRAMMES)

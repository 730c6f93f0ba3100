"""The staff pages of programmes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Flask, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.access.doors import staff
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.accounts.scopes import add_scope
from app.config import current_settings
from app.core.clock import now
from app.core.errors import NotFound
from app.programmes import operations
from app.programmes.forms import ProgrammeForm
from app.programmes.models import Programme, ProgrammeText
from app.programmes.queries import all_programmes, all_series, may, programme_for, text_of
from app.programmes.rules import (
    TEXT_STANDING_LABELS,
    TextStanding,
    Words,
    compared,
    text_standings,
)
from app.programmes.scope import PROGRAMMES
from app.web.answers import answer_form, answer_once
from app.web.forms import Form
from app.web.navigation import Entry, add_to_menu

bp = Blueprint("programmes", __name__, url_prefix="/staff/programmes")


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
    return _page(_form())


@bp.post("/new")
@staff(Permission.CREATE)
def create() -> ResponseReturnValue:
    """Make the programme, or show how its page would read."""
    _require_house()
    form = _form()
    if form.preview.data:
        return _page(form)

    def change() -> str:
        programme = operations.add_programme(
            name=form.name.data or "", page_title=form.page_title.data or ""
        )
        operations.save_text(programme, form.words(), live_at=form.live_at, zone=_zone(form))
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
    form = _form()
    if form.preview.data:
        return _page(form, found)

    def change() -> str:
        operations.name_programme(found, **_named(form))
        operations.save_text(found, form.words(), live_at=form.live_at, zone=_zone(form))
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


@bp.get("/<key>/versions/")
@staff(Permission.READ)
def versions(key: str) -> ResponseReturnValue:
    """Show every version of the programme's text, the latest first."""
    found = programme_for(key)
    return render_template(
        "programmes/versions.html",
        programme=found,
        rows=_version_rows(found)[::-1],
        may_edit=may(Permission.EDIT, found),
        own_zone=current_settings().time_zone,
    )


@bp.get("/<key>/versions/<version>")
@staff(Permission.READ)
def version(key: str, version: str) -> ResponseReturnValue:
    """Show one version, and what it changed of the one before."""
    found = programme_for(key)
    text = text_of(found, version)
    place = found.texts.index(text)
    words = operations.words_of(text)
    before = operations.words_of(found.texts[place - 1]) if place else Words()
    row = _version_rows(found)[place]
    return render_template(
        "programmes/version.html",
        programme=found,
        row=row,
        words=words,
        changes=compared(before, words),
        may_edit=may(Permission.EDIT, found),
        button_form=Form(formdata=None),
        own_zone=current_settings().time_zone,
    )


@bp.post("/<key>/versions/<version>/<any(restore, hold):way>")
@staff(Permission.EDIT)
def change_version(key: str, version: str, way: str) -> ResponseReturnValue:
    """Put an earlier text on the page again, or hold back one that waits for its hour."""
    found = programme_for(key, Permission.EDIT)
    text = text_of(found, version)

    def change() -> str:
        if way == "restore":
            operations.restore_text(text)
            flash(_("This text is on the page again, as a new version."), "success")
        else:
            operations.hold_text(text)
            flash(_("This text is a draft again."), "success")
        return url_for("programmes.versions", key=key)

    return answer_once(Form().once.data, change)


def _version_rows(found: Programme) -> list[tuple[int, ProgrammeText, TextStanding, str]]:
    """Number, text, standing and its word, in the order in which they were written."""
    standings = text_standings([(one.saved_at, one.live_at) for one in found.texts], now())
    return [
        (number, text, standing, _(TEXT_STANDING_LABELS[standing]))
        for number, (text, standing) in enumerate(zip(found.texts, standings, strict=True), start=1)
    ]


def _may_create() -> bool:
    """Whether the viewer may add programmes: that concerns the whole house."""
    return current_viewer().reach(Permission.CREATE).everywhere


def _require_house() -> None:
    if not _may_create():
        raise NotFound


def _form(**kwargs: Any) -> ProgrammeForm:
    return ProgrammeForm(series=all_series(), **kwargs)


def _named(form: ProgrammeForm) -> dict[str, str]:
    return {"name": form.name.data or "", "page_title": form.page_title.data or ""}


def _zone(form: ProgrammeForm) -> str:
    return str(form.zone.data) if form.out.data == "then" else ""


def _filled(found: Programme) -> ProgrammeForm:
    form = _form(data=_values(found), formdata=None)
    form.opened_on(_standing(found))
    return form


def _values(found: Programme) -> dict[str, object]:
    """What stands there: the names, and the text that was written last, out or not."""
    words = operations.words_of(found.latest) if found.latest else Words()
    names: dict[str, object] = {"name": found.name, "page_title": found.page_title}
    told = asdict(words)
    told["strands"] = [
        {**one, "kinds": list(one["kinds"]), "series": list(one["series"])}
        for one in told["strands"]
    ]
    return names | told


def _standing(found: Programme) -> dict[str, object]:
    """The same to be compared; the strands under a name that the form does not print one by one."""
    values = _values(found)
    values["strand_texts"] = values.pop("strands")
    return values


def _page(form: ProgrammeForm, found: Programme | None = None) -> str:
    return render_template(
        "programmes/programme.html",
        form=form,
        programme=found,
        words=form.words(),
        rows=_version_rows(found) if found else [],
        own_zone=current_settings().time_zone,
        may_edit=found is None or may(Permission.EDIT, found),
        may_release=found is not None and may(Permission.RELEASE, found),
        button_form=Form(formdata=None),
    )


def init_app(app: Flask) -> None:
    """Add the pages and their menu entry to ``app``."""
    app.register_blueprint(bp)
    add_to_menu(app, "staff", Entry(lazy_gettext("Programmes"), "programmes.listing", 45))
    add_scope(app, PROGRAMMES)

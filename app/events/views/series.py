"""Series and their meetings."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import may_open, staff
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.core.errors import NotFound
from app.events.pages import row_of
from app.events.queries import meetings_of
from app.events.views.blueprint import bp
from app.programmes import operations
from app.programmes.forms import SeriesForm
from app.programmes.models import Programme, Series
from app.programmes.queries import (
    all_series,
    may,
    programmes_within,
    series_for,
)
from app.programmes.rules import SERIES_KIND_LABELS, SeriesKind
from app.web.answers import answer_form
from app.web.forms import Form


@bp.get("/series/")
@staff(Permission.READ)
def series_list() -> ResponseReturnValue:
    """Show all series that the viewer may know of."""
    found = all_series()
    return render_template(
        "events/series_list.html",
        found=found,
        kinds={one.id: _(SERIES_KIND_LABELS[one.kind]) for one in found},
        may_create=may_open("events.new_series"),
    )


@bp.get("/series/new")
@staff(Permission.CREATE)
def new_series() -> ResponseReturnValue:
    """Ask what the series is called."""
    return _form_page(_form())


@bp.post("/series/new")
@staff(Permission.CREATE)
def create_series() -> ResponseReturnValue:
    """Make the series; nobody outside knows of it."""
    form = _form()

    def change() -> str:
        series = operations.add_series(
            title=form.title.data or "",
            kind=SeriesKind(form.kind.data),
            programme=_programme(form.programme.data, None),
            description=form.description.data or "",
        )
        return url_for("events.series", key=series.key)

    return answer_form(form, change=change, page=lambda: _form_page(form))


@bp.get("/series/<key>/")
@staff(Permission.READ)
def series(key: str) -> ResponseReturnValue:
    """Show a series, its meetings, and the way to the next one."""
    return _series_page(series_for(key))


@bp.get("/series/<key>/edit")
@staff(Permission.EDIT)
def edit_series(key: str) -> ResponseReturnValue:
    """Show the words of a series for change."""
    found = series_for(key, Permission.EDIT)
    form = _form(found)
    form.opened_on(_standing(found))
    return _form_page(form, found)


@bp.post("/series/<key>/edit")
@staff(Permission.EDIT)
def save_series(key: str) -> ResponseReturnValue:
    """Keep the words as typed."""
    found = series_for(key, Permission.EDIT)
    form = _form(found)

    def change() -> str:
        operations.edit_series(
            found,
            title=form.title.data or "",
            kind=SeriesKind(form.kind.data),
            programme=_programme(form.programme.data, found.programme),
            description=form.description.data or "",
        )
        flash(_("The series is saved."), "success")
        return url_for("events.series", key=key)

    return answer_form(
        form, change=change, page=lambda: _form_page(form, found), standing=lambda: _standing(found)
    )


@bp.post("/series/<key>/<any(release, withhold):way>")
@staff(Permission.RELEASE)
def release_series(key: str, way: str) -> ResponseReturnValue:
    """Let everyone know of the series, or take it back."""
    found = series_for(key, Permission.RELEASE)

    def change() -> str:
        operations.release_series(found, public=way == "release")
        said = _("The series is public.") if found.public else _("The series is private.")
        flash(said, "success")
        return url_for("events.series", key=key)

    return answer_form(Form(), change=change, page=lambda: _series_page(found))


def _programme(key: str | None, present: Programme | None) -> Programme | None:
    """Return the programme that was chosen; only those of the list count."""
    if not key:
        return None
    for programme in programmes_within(Permission.CREATE, present):
        if programme.key == key:
            return programme
    raise NotFound


def _standing(found: Series) -> dict[str, object]:
    return {
        "title": found.title,
        "kind": found.kind.value,
        "programme": found.programme.key if found.programme else "",
        "description": found.description,
    }


def _form(found: Series | None = None) -> SeriesForm:
    everywhere = current_viewer().reach(Permission.CREATE).everywhere
    present = found.programme if found else None
    belongs_to_none = found is not None and present is None
    return SeriesForm(
        within=programmes_within(Permission.CREATE, present),
        none=_("No programme") if everywhere or belongs_to_none else None,
        data=_standing(found) if found else None,
    )


def _form_page(form: SeriesForm, found: Series | None = None) -> str:
    return render_template("events/series_form.html", form=form, series=found)


def _series_page(found: Series) -> str:
    return render_template(
        "events/series.html",
        series=found,
        kind=_(SERIES_KIND_LABELS[found.kind]),
        meetings=[row_of(event) for event in meetings_of(found.id)],
        may_create=may(Permission.CREATE, found.programme),
        may_edit=may(Permission.EDIT, found.programme),
        may_release=may(Permission.RELEASE, found.programme),
        form=Form(formdata=None),
    )

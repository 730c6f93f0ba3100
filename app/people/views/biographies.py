"""The bios of a person: added, changed, taken away."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.people import operations, queries
from app.people.forms import BiographyForm
from app.people.models import Biography, Person
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("biographies", __name__, url_prefix="/staff/people/<key>/biographies")


@bp.get("/new")
@staff(Permission.CREATE)
def new(key: str) -> ResponseReturnValue:
    """Ask who the person is."""
    return _page(queries.person_for(key), BiographyForm(formdata=None))


@bp.post("/new")
@staff(Permission.CREATE)
def add(key: str) -> ResponseReturnValue:
    """Add the bio; those that there are stay."""
    person = queries.person_for(key)
    form = BiographyForm()

    def change() -> str:
        operations.add_biography(
            person,
            as_of=form.as_of.data or "",
            short=form.short.data or "",
            long=form.long.data or "",
            public=bool(form.public.data),
        )
        flash(_("The bio is added."), "success")
        return url_for("people.person", key=key)

    return answer_form(form, change=change, page=lambda: _page(person, form))


@bp.get("/<bio>")
@staff(Permission.CREATE)
def edit(key: str, bio: str) -> ResponseReturnValue:
    """Show a bio, to be changed."""
    person = queries.person_for(key)
    biography = queries.biography_for(person, bio)
    form = BiographyForm(formdata=None, data=_values(biography))
    form.opened_on(_values(biography))
    return _page(person, form, biography)


@bp.post("/<bio>")
@staff(Permission.CREATE)
def change(key: str, bio: str) -> ResponseReturnValue:
    """Change the bio."""
    person = queries.person_for(key)
    biography = queries.biography_for(person, bio)
    form = BiographyForm()

    def work() -> str:
        operations.edit_biography(
            biography,
            as_of=form.as_of.data or "",
            short=form.short.data or "",
            long=form.long.data or "",
            public=bool(form.public.data),
        )
        flash(_("Saved."), "success")
        return url_for("people.person", key=key)

    return answer_form(
        form,
        change=work,
        page=lambda: _page(person, form, biography),
        standing=lambda: _values(biography),
    )


@bp.post("/<bio>/remove")
@staff(Permission.CREATE)
def remove(key: str, bio: str) -> ResponseReturnValue:
    """Take the bio away."""
    biography = queries.biography_for(queries.person_for(key), bio)

    def work() -> str:
        operations.remove_biography(biography)
        flash(_("The bio is removed."), "success")
        return url_for("people.person", key=key)

    return answer_once(Form().once.data, work)


def _page(person: Person, form: BiographyForm, biography: Biography | None = None) -> str:
    return render_template("people/biography.html", person=person, form=form, biography=biography)


def _values(biography: Biography) -> dict[str, object]:
    return {
        "as_of": biography.as_of,
        "short": biography.short,
        "long": biography.long,
        "public": biography.public,
    }

"""The portrait of a person: shown to staff, put in, taken away."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.people import operations, queries
from app.people.forms import PortraitForm
from app.people.models import Person
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("portrait", __name__, url_prefix="/staff/people/<key>/portrait")


@bp.get("/<shot>.jpg")
@staff(Permission.READ)
def picture(key: str, shot: str) -> ResponseReturnValue:
    """Give the picture; the browser keeps it, for another one has another address."""
    head_shot = queries.person_for(key).head_shot
    if head_shot is None or head_shot.key != shot:
        raise NotFound
    answer = Response(head_shot.content, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


@bp.get("/")
@staff(Permission.CREATE)
def edit(key: str) -> ResponseReturnValue:
    """Show the portrait and what is said of it, to be changed."""
    person = queries.person_for(key)
    form = PortraitForm(formdata=None, data=_values(person))
    form.opened_on(_values(person))
    return _page(person, form)


@bp.post("/")
@staff(Permission.CREATE)
def change(key: str) -> ResponseReturnValue:
    """Keep the portrait, or what is said of the one that is there."""
    person = queries.person_for(key)
    form = PortraitForm()

    def work() -> str:
        operations.set_portrait(
            person,
            form.portrait,
            credit=form.credit.data or "",
            licence=form.licence.data or "",
            consent=bool(form.consent.data),
        )
        flash(_("Saved."), "success")
        return url_for("people.person", key=key)

    return answer_form(
        form, change=work, page=lambda: _page(person, form), standing=lambda: _values(person)
    )


@bp.post("/remove")
@staff(Permission.CREATE)
def remove(key: str) -> ResponseReturnValue:
    """Take the portrait away, everywhere and at once."""
    person = queries.person_for(key)

    def work() -> str:
        operations.remove_portrait(person)
        flash(_("The portrait is removed."), "success")
        return url_for("people.person", key=key)

    return answer_once(Form().once.data, work)


def _page(person: Person, form: PortraitForm) -> str:
    return render_template("people/portrait.html", person=person, form=form)


def _values(person: Person) -> dict[str, object]:
    shot = person.head_shot
    return {
        "credit": shot.credit if shot else "",
        "licence": shot.licence if shot else "",
        "consent": shot.consent if shot else False,
    }

"""The offices of a person: added, changed, put in order, taken away."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.people import operations, queries
from app.people.forms import OfficeForm
from app.people.models import Affiliation, Person
from app.people.operations import AffiliationFacts
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("offices", __name__, url_prefix="/staff/people/<key>/offices")


@bp.get("/new")
@staff(Permission.CREATE)
def new(key: str) -> ResponseReturnValue:
    """Ask for an office of the person."""
    return _page(queries.person_for(key), OfficeForm(formdata=None, data={"listed": True}))


@bp.post("/new")
@staff(Permission.CREATE)
def add(key: str) -> ResponseReturnValue:
    """Add the office after those that there are."""
    person = queries.person_for(key)
    form = OfficeForm()

    def change() -> str:
        operations.add_affiliation(person, title=form.title.data or "", **_facts(form))
        flash(_("The office is added."), "success")
        return url_for("people.person", key=key)

    return answer_form(form, change=change, page=lambda: _page(person, form))


@bp.get("/<int:place>")
@staff(Permission.CREATE)
def edit(key: str, place: int) -> ResponseReturnValue:
    """Show an office, to be changed."""
    person = queries.person_for(key)
    office = queries.affiliation_for(person, place)
    form = OfficeForm(formdata=None, data=_values(office))
    form.opened_on(_values(office))
    return _page(person, form, office)


@bp.post("/<int:place>")
@staff(Permission.CREATE)
def change(key: str, place: int) -> ResponseReturnValue:
    """Change the office; billings that were made from it stay."""
    person = queries.person_for(key)
    office = queries.affiliation_for(person, place)
    form = OfficeForm()

    def work() -> str:
        operations.edit_affiliation(office, title=form.title.data or "", **_facts(form))
        flash(_("Saved. Billings of events stay as they were."), "success")
        return url_for("people.person", key=key)

    return answer_form(
        form,
        change=work,
        page=lambda: _page(person, form, office),
        standing=lambda: _values(office),
    )


@bp.post("/<int:place>/remove")
@staff(Permission.CREATE)
def remove(key: str, place: int) -> ResponseReturnValue:
    """Take the office away."""
    office = queries.affiliation_for(queries.person_for(key), place)

    def work() -> str:
        operations.remove_affiliation(office)
        flash(_("The office is removed. Billings of events stay as they were."), "success")
        return url_for("people.person", key=key)

    return answer_once(Form().once.data, work)


@bp.post("/<int:place>/<any(up, down):way>")
@staff(Permission.CREATE)
def move(key: str, place: int, way: str) -> ResponseReturnValue:
    """Let the office change places with its neighbour."""
    office = queries.affiliation_for(queries.person_for(key), place)

    def work() -> str:
        operations.move_affiliation(office, up=way == "up")
        return url_for("people.person", key=key)

    return answer_once(Form().once.data, work)


def _page(person: Person, form: OfficeForm, office: Affiliation | None = None) -> str:
    return render_template(
        "people/office.html",
        person=person,
        form=form,
        office=office,
        organisations=queries.organisation_names(),
    )


def _values(office: Affiliation) -> dict[str, object]:
    return {
        "title": office.title,
        "organisation": office.organisation.name if office.organisation else "",
        "unit": office.unit,
        "began": office.began,
        "ended": office.ended,
        "former": office.former,
        "acting": office.acting,
        "retired": office.retired,
        "is_main": office.main,
        "listed": office.listed,
    }


def _facts(form: OfficeForm) -> AffiliationFacts:
    name = form.organisation.data or ""
    return AffiliationFacts(
        organisation=operations.find_or_add_organisation(name) if name else None,
        unit=form.unit.data or "",
        began=form.began.data or "",
        ended=form.ended.data or "",
        former=bool(form.former.data),
        acting=bool(form.acting.data),
        retired=bool(form.retired.data),
        main=bool(form.is_main.data),
        listed=bool(form.listed.data),
    )

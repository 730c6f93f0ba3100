"""The other names of a person: added, changed, taken away."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.people import operations, queries
from app.people.forms import VariantForm
from app.people.models import NameVariant, Person
from app.people.operations import VariantFacts
from app.people.rules import Romanisation, VariantKind
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("variants", __name__, url_prefix="/staff/people/<key>/names")


@bp.get("/new")
@staff(Permission.CREATE)
def new(key: str) -> ResponseReturnValue:
    """Ask how else the person is written."""
    return _page(queries.person_for(key), VariantForm(formdata=None))


@bp.post("/new")
@staff(Permission.CREATE)
def add(key: str) -> ResponseReturnValue:
    """Add the name."""
    person = queries.person_for(key)
    form = VariantForm()

    def change() -> str:
        operations.add_variant(person, **_facts(form))
        flash(_("The name is added."), "success")
        return url_for("people.person", key=key)

    return answer_form(form, change=change, page=lambda: _page(person, form))


@bp.get("/<name>")
@staff(Permission.CREATE)
def edit(key: str, name: str) -> ResponseReturnValue:
    """Show one of the names, to be changed."""
    person = queries.person_for(key)
    variant = queries.variant_for(person, name)
    form = VariantForm(formdata=None, data=_values(variant))
    form.opened_on(_values(variant))
    return _page(person, form, variant)


@bp.post("/<name>")
@staff(Permission.CREATE)
def change(key: str, name: str) -> ResponseReturnValue:
    """Change the name."""
    person = queries.person_for(key)
    variant = queries.variant_for(person, name)
    form = VariantForm()

    def work() -> str:
        operations.edit_variant(variant, **_facts(form))
        flash(_("Saved."), "success")
        return url_for("people.person", key=key)

    return answer_form(
        form,
        change=work,
        page=lambda: _page(person, form, variant),
        standing=lambda: _values(variant),
    )


@bp.post("/<name>/remove")
@staff(Permission.CREATE)
def remove(key: str, name: str) -> ResponseReturnValue:
    """Take the name away."""
    variant = queries.variant_for(queries.person_for(key), name)

    def work() -> str:
        operations.remove_variant(variant)
        flash(_("The name is removed."), "success")
        return url_for("people.person", key=key)

    return answer_once(Form().once.data, work)


def _page(person: Person, form: VariantForm, variant: NameVariant | None = None) -> str:
    return render_template("people/variant.html", person=person, form=form, variant=variant)


def _values(variant: NameVariant) -> dict[str, object]:
    return {
        "text": variant.text,
        "kind": variant.kind.value,
        "system": variant.system.value,
        "lang": variant.lang,
    }


def _facts(form: VariantForm) -> VariantFacts:
    return VariantFacts(
        text=form.text.data or "",
        kind=VariantKind(form.kind.data),
        system=Romanisation(form.system.data),
        lang=form.lang.data or "",
    )

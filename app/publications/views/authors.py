"""Who wrote it, and how they are billed."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.people.queries import person_for
from app.publications import operations
from app.publications.forms import AuthorForm
from app.publications.models import Output, OutputAuthor
from app.publications.queries import output_for
from app.publications.rules import AuthorRole
from app.publications.views.blueprint import bp
from app.publications.views.page import answer_button
from app.web.answers import answer_form, answer_once


@bp.post("/<key>/authors/add/<person>")
@staff(Permission.EDIT)
def add_author(key: str, person: str) -> ResponseReturnValue:
    """Bill a person after the others."""
    found = output_for(key, Permission.EDIT)
    return answer_button(
        found, lambda: operations.add_author(found, person_for(person)), "#authors"
    )


@bp.get("/<key>/authors/<author>")
@staff(Permission.EDIT)
def author(key: str, author: str) -> ResponseReturnValue:
    """Show how somebody is billed, for change."""
    found = output_for(key, Permission.EDIT)
    one = _author(found, author)
    form = AuthorForm(
        data={"name": one.billing_name, "role": one.role.value, "offices": one.billing_offices}
    )
    return render_template("publications/author.html", form=form, output=found, author=one)


@bp.post("/<key>/authors/<author>")
@staff(Permission.EDIT)
def save_author(key: str, author: str) -> ResponseReturnValue:
    """Keep the billing as typed."""
    found = output_for(key, Permission.EDIT)
    one = _author(found, author)
    form = AuthorForm()

    def change() -> str:
        operations.set_billing(
            one,
            name=form.name.data or "",
            role=AuthorRole(form.role.data),
            offices=form.offices.data or "",
        )
        return url_for(".publication", key=key, _anchor="authors")

    return answer_form(
        form,
        change=change,
        page=lambda: render_template(
            "publications/author.html", form=form, output=found, author=one
        ),
    )


@bp.post("/<key>/authors/<author>/<any(up, remove):way>")
@staff(Permission.EDIT)
def change_author(key: str, author: str, way: str) -> ResponseReturnValue:
    """Bill the author one place earlier, or no longer."""
    found = output_for(key, Permission.EDIT)
    act = operations.move_author if way == "up" else operations.remove_author

    def change() -> str:
        act(_author(found, author))
        return url_for(".publication", key=key, _anchor="authors")

    return answer_once(request.form.get("once"), change)


def _author(found: Output, key: str) -> OutputAuthor:
    for one in found.authors:
        if one.key == key:
            return one
    raise NotFound

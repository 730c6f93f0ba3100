"""Organisations: listed, added and changed."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import may_open, staff
from app.access.roles import Permission
from app.people import operations, queries
from app.people.forms import OrganisationForm, former_names
from app.people.models import Organisation
from app.people.rules import ORGANISATION_KIND_LABELS, OrganisationKind
from app.people.views.panels import organisation_changes
from app.web.answers import answer_form
from app.web.asked import words_in

bp = Blueprint("organisations", __name__, url_prefix="/staff/people/organisations")


@bp.get("/")
@staff(Permission.READ)
def index() -> ResponseReturnValue:
    """List organisations by name, or those whom the words in ``q`` fit."""
    words = words_in(request.args)
    return render_template(
        "people/organisations.html",
        words=words,
        found=queries.organisations(words),
        kinds=ORGANISATION_KIND_LABELS,
        may_add=may_open("organisations.new"),
    )


@bp.get("/new")
@staff(Permission.CREATE)
def new() -> ResponseReturnValue:
    """Ask for an organisation."""
    form = OrganisationForm(formdata=None, data={"kind": OrganisationKind.OTHER.value})
    return _page(form)


@bp.post("/new")
@staff(Permission.CREATE)
def add() -> ResponseReturnValue:
    """Add the organisation."""
    form = OrganisationForm()

    def change() -> str:
        operations.add_organisation(**_facts(form))
        flash(_("The organisation is added."), "success")
        return url_for("organisations.index")

    return answer_form(form, change=change, page=lambda: _page(form))


@bp.get("/<key>")
@staff(Permission.CREATE)
def edit(key: str) -> ResponseReturnValue:
    """Show an organisation, to be changed."""
    organisation = queries.organisation_for(key)
    form = OrganisationForm(formdata=None, data=_values(organisation))
    form.opened_on(_values(organisation))
    return _page(form, organisation)


@bp.post("/<key>")
@staff(Permission.CREATE)
def change(key: str) -> ResponseReturnValue:
    """Change the organisation; billings that name it stay."""
    organisation = queries.organisation_for(key)
    form = OrganisationForm()

    def work() -> str:
        operations.edit_organisation(organisation, **_facts(form))
        flash(_("Saved. Billings of events stay as they were."), "success")
        return url_for("organisations.index")

    return answer_form(
        form,
        change=work,
        page=lambda: _page(form, organisation),
        standing=lambda: _values(organisation),
    )


def _page(form: OrganisationForm, organisation: Organisation | None = None) -> str:
    return render_template(
        "people/organisation.html",
        form=form,
        organisation=organisation,
        organisations=queries.organisation_names(),
        facts=organisation_changes(organisation) if organisation else None,
    )


def _values(organisation: Organisation) -> dict[str, object]:
    return {
        "name": organisation.name,
        "short_name": organisation.short_name,
        "kind": organisation.kind.value,
        "country": organisation.country,
        "website": organisation.website,
        "parent": organisation.parent.name if organisation.parent else "",
        "former_names": "\n".join(former.line for former in organisation.former_names),
    }


def _facts(form: OrganisationForm) -> operations.OrganisationFacts:
    parent = form.parent.data or ""
    return operations.OrganisationFacts(
        name=form.name.data or "",
        short_name=form.short_name.data or "",
        kind=OrganisationKind(form.kind.data),
        country=form.country.data or "",
        website=form.website.data or "",
        parent=operations.find_or_add_organisation(parent) if parent else None,
        former_names=[
            operations.FormerName(name=name, began=began, ended=ended)
            for name, began, ended in former_names(form.former_names.data or "")
        ],
    )

"""What is published, in words: the list, and the form for one of them."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import may_open, staff
from app.access.enforcement import current_viewer
from app.access.roles import Permission
from app.core.errors import NotFound
from app.programmes.models import Programme
from app.programmes.queries import programmes_within
from app.publications import operations
from app.publications.forms import OutputForm
from app.publications.models import Output
from app.publications.queries import essay_series, output_for, outputs_page
from app.publications.rules import OUTPUT_KIND_LABELS, OutputKind
from app.publications.views.blueprint import bp
from app.web.answers import answer_form
from app.web.asked import page_in

WORDS = (
    "title", "subtitle", "abstract", "series_title", "series_number", "published_on",
    "languages", "isbn", "doi", "publisher", "disclaimer",
)  # fmt: skip
"""The fields that the form and the publication have by the same name."""


@bp.get("/")
@staff(Permission.READ)
def listing() -> ResponseReturnValue:
    """Show the publications that the viewer may know of, the newest first."""
    page = outputs_page(number=page_in(request.args), released=False)
    return render_template(
        "publications/list.html",
        page=page,
        kinds={kind: _(label) for kind, label in OUTPUT_KIND_LABELS.items()},
        may_create=may_open("publications.new"),
        previous=url_for(".listing", page=page.number - 1) if page.number > 1 else None,
        next=url_for(".listing", page=page.number + 1) if page.number < page.pages else None,
    )


@bp.get("/new")
@staff(Permission.CREATE)
def new() -> ResponseReturnValue:
    """Ask what is published."""
    return render_template("publications/form.html", form=_form(), output=None)


@bp.post("/new")
@staff(Permission.CREATE)
def create() -> ResponseReturnValue:
    """Make the publication; nobody outside knows of it."""
    form = _form()

    def change() -> str:
        facts = _typed(form, None)
        output = operations.add_output(**facts)
        operations.set_topics(output, form.topic_names())
        flash(
            _("The publication is added. It is not public yet: bill its authors first."), "success"
        )
        return url_for(".publication", key=output.key)

    return answer_form(
        form,
        change=change,
        page=lambda: render_template("publications/form.html", form=form, output=None),
    )


@bp.get("/<key>/edit")
@staff(Permission.EDIT)
def edit(key: str) -> ResponseReturnValue:
    """Show its words for change."""
    found = output_for(key, Permission.EDIT)
    form = _form(found)
    form.opened_on(_standing(found))
    return render_template("publications/form.html", form=form, output=found)


@bp.post("/<key>/edit")
@staff(Permission.EDIT)
def save(key: str) -> ResponseReturnValue:
    """Keep the words as typed."""
    found = output_for(key, Permission.EDIT)
    form = _form(found)

    def change() -> str:
        operations.edit_output(found, **_typed(form, found))
        if form.topic_names() != [topic.name for topic in found.topics]:
            operations.set_topics(found, form.topic_names())
        flash(_("The publication is saved."), "success")
        return url_for(".publication", key=key)

    return answer_form(
        form,
        change=change,
        page=lambda: render_template("publications/form.html", form=form, output=found),
        standing=lambda: _standing(found),
    )


def _form(found: Output | None = None) -> OutputForm:
    everywhere = current_viewer().reach(Permission.CREATE).everywhere
    present = found.programme if found else None
    belongs_to_none = found is not None and present is None
    return OutputForm(
        within=programmes_within(Permission.CREATE, present),
        none=_("No programme") if everywhere or belongs_to_none else None,
        parents=[one for one in essay_series() if one is not found],
        data=_standing(found) if found else None,
    )


def _standing(found: Output) -> dict[str, object]:
    words: dict[str, object] = {name: getattr(found, name) for name in WORDS}
    return words | {
        "kind": found.kind.value,
        "programme": found.programme.key if found.programme else "",
        "parent": found.parent.key if found.parent else "",
        "topics": ", ".join(topic.name for topic in found.topics),
    }


def _typed(form: OutputForm, found: Output | None) -> Any:
    facts: dict[str, object] = {name: form[name].data or "" for name in WORDS}
    parents = {one.key: one for one in essay_series()}
    return facts | {
        "kind": OutputKind(form.kind.data),
        "programme": _programme(form.programme.data, found.programme if found else None),
        "parent": parents.get(form.parent.data or ""),
    }


def _programme(key: str | None, present: Programme | None) -> Programme | None:
    """Return the programme that was chosen; only those of the list count."""
    if not key:
        return None
    for programme in programmes_within(Permission.CREATE, present):
        if programme.key == key:
            return programme
    raise NotFound

"""The texts that letters begin with: those of the house, by purpose and kind of event."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.correspondence import queries
from app.correspondence.forms import WordsForm
from app.correspondence.operations import templates
from app.correspondence.rules import (
    LINK_PURPOSES,
    PLACEHOLDERS,
    PURPOSE_LABELS,
    TemplatePurpose,
)
from app.events.rules import EVENT_KIND_LABELS, EventKind
from app.web.answers import answer_form, answer_once
from app.web.forms import Form

bp = Blueprint("templates", __name__, url_prefix="/staff/mail-templates")

EVERY_KIND = "every"


@bp.get("/")
@staff(Permission.CREATE)
def index() -> ResponseReturnValue:
    """List the purposes, and for which kinds of event the house wrote texts of its own."""
    own: dict[TemplatePurpose, list[str]] = {purpose: [] for purpose in TemplatePurpose}
    for template in queries.house_templates():
        own[template.purpose].append(template.kind or EVERY_KIND)
    return render_template(
        "correspondence/templates.html", own=own, purposes=PURPOSE_LABELS, kinds=_kinds()
    )


@bp.get("/<purpose>/<kind>")
@staff(Permission.CREATE)
def edit(purpose: str, kind: str) -> ResponseReturnValue:
    """Show a text, to be changed."""
    of, kind_of = _meant(purpose, kind)
    form = WordsForm(formdata=None, purpose=of, data=_standing(of, kind_of))
    form.opened_on(_standing(of, kind_of))
    return _page(of, kind, form)


@bp.post("/<purpose>/<kind>")
@staff(Permission.CREATE)
def write(purpose: str, kind: str) -> ResponseReturnValue:
    """Keep the text; letters that were composed before keep theirs."""
    of, kind_of = _meant(purpose, kind)
    form = WordsForm(purpose=of)

    def change() -> str:
        templates.write_template(
            of, kind=kind_of, subject=form.subject.data or "", body=form.body.data or ""
        )
        flash(_("Saved."), "success")
        return url_for("templates.index")

    return answer_form(
        form,
        change=change,
        page=lambda: _page(of, kind, form),
        standing=lambda: _standing(of, kind_of),
    )


@bp.post("/<purpose>/<kind>/forget")
@staff(Permission.CREATE)
def forget(purpose: str, kind: str) -> ResponseReturnValue:
    """Take the house's own text back."""
    of, kind_of = _meant(purpose, kind)

    def work() -> str:
        if (found := templates.template_of(of, kind=kind_of)) is not None:
            templates.forget_template(found)
        flash(_("The text that comes with Parley serves again."), "success")
        return url_for("templates.index")

    return answer_once(Form().once.data, work)


def _meant(purpose: str, kind: str) -> tuple[TemplatePurpose, EventKind | None]:
    try:
        return TemplatePurpose(purpose), None if kind == EVERY_KIND else EventKind(kind)
    except ValueError:
        raise NotFound from None


def _standing(purpose: TemplatePurpose, kind: EventKind | None) -> dict[str, object]:
    """The text that serves now: the kind's own, else that for every kind, else ours."""
    found = templates.template_of(purpose, kind=kind) or templates.template_of(purpose)
    subject, body = (found.subject, found.body) if found else templates.own_words(purpose)
    return {"subject": subject, "body": body}


def _kinds() -> dict[str, str]:
    every = {EVERY_KIND: _("every kind of event")}
    return every | {kind.value: _(label) for kind, label in EVENT_KIND_LABELS.items()}


def _page(purpose: TemplatePurpose, kind: str, form: WordsForm) -> str:
    _of, kind_of = _meant(purpose.value, kind)
    return render_template(
        "correspondence/template.html",
        form=form,
        purpose=purpose,
        kind=kind,
        kinds=_kinds(),
        purposes=PURPOSE_LABELS,
        needs_link=purpose in LINK_PURPOSES,
        own=templates.template_of(purpose, kind=kind_of) is not None,
        placeholders=PLACEHOLDERS.values(),
    )

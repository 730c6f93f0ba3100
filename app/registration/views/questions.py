"""The form of an event, built question by question, with a look at it as a visitor sees it."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access.doors import staff
from app.access.roles import Permission
from app.core.errors import NotFound
from app.events.models import Event
from app.events.queries import event_for
from app.registration.forms.guests import GuestForm, form_for
from app.registration.forms.settings import CopyForm, KindForm, QuestionForm, question_as_data
from app.registration.models import Question
from app.registration.operations import (
    add_question,
    copy_form,
    edit_question,
    move_question,
    remove_question,
)
from app.registration.queries import (
    forms_to_copy,
    pools_of,
    privacy_of,
    question_of,
    questions_of,
)
from app.registration.rules import QUESTION_KIND_LABELS, QuestionKind
from app.registration.views.form_parts import condition_in_words, form_lines
from app.web.answers import answer_form
from app.web.forms import Form

bp = Blueprint("questions", __name__, url_prefix="/staff/events/<key>/registration/form")


@bp.get("")
@staff(Permission.EDIT)
def index(key: str) -> ResponseReturnValue:
    """Show the questions in their order."""
    return _page(event_for(key, Permission.EDIT))


@bp.get("/preview")
@staff(Permission.EDIT)
def preview(key: str) -> ResponseReturnValue:
    """Show the form as a visitor sees it; nothing can be sent from here."""
    event = event_for(key, Permission.EDIT)
    form = form_for(GuestForm, pools_of(event), questions_of(event))
    return render_template(
        "registration/preview.html",
        event=event,
        form=form,
        lines=form_lines(form),
        privacy=privacy_of(event),
    )


@bp.get("/new")
@staff(Permission.EDIT)
def new(key: str) -> ResponseReturnValue:
    """Show an empty question of the kind that was chosen."""
    event, kind = event_for(key, Permission.EDIT), _kind()
    return _question_page(event, kind, _form(event, kind))


@bp.post("/new")
@staff(Permission.EDIT)
def add(key: str) -> ResponseReturnValue:
    """Add a question at the end."""
    event, kind = event_for(key, Permission.EDIT), _kind()
    form = _form(event, kind)

    def change() -> str:
        add_question(event, kind=kind, **form.fields_of(questions_of(event)))
        return url_for("questions.index", key=key)

    return answer_form(form, change=change, page=lambda: _question_page(event, kind, form))


@bp.get("/<question>")
@staff(Permission.EDIT)
def question(key: str, question: str) -> ResponseReturnValue:
    """Show a question to be changed."""
    event = event_for(key, Permission.EDIT)
    found = question_of(event, question)
    return _question_page(event, found.kind, _form(event, found.kind, found), found)


@bp.post("/<question>")
@staff(Permission.EDIT)
def save(key: str, question: str) -> ResponseReturnValue:
    """Keep a changed question."""
    event = event_for(key, Permission.EDIT)
    found = question_of(event, question)
    form = _form(event, found.kind, found)

    def change() -> str:
        edit_question(found, event, **form.fields_of(questions_of(event)))
        return url_for("questions.index", key=key)

    return answer_form(
        form,
        change=change,
        page=lambda: _question_page(event, found.kind, form, found),
        standing=lambda: question_as_data(found, questions_of(event)),
    )


@bp.post("/<question>/<any(up, down):way>")
@staff(Permission.EDIT)
def move(key: str, question: str, way: str) -> ResponseReturnValue:
    """Move a question by one place."""
    event = event_for(key, Permission.EDIT)
    form = Form()

    def change() -> str:
        move_question(question_of(event, question), event, up=way == "up")
        return url_for("questions.index", key=key, _anchor=question)

    return answer_form(form, change=change, page=lambda: _page(event, form))


@bp.post("/<question>/remove")
@staff(Permission.EDIT)
def remove(key: str, question: str) -> ResponseReturnValue:
    """Ask no longer; what was answered stays."""
    event = event_for(key, Permission.EDIT)

    def change() -> str:
        remove_question(question_of(event, question), event)
        flash(_("Removed. Answers that were given stay with their guests."), "success")
        return url_for("questions.index", key=key)

    return answer_form(Form(), change=change, page=lambda: _page(event))


@bp.post("/copy")
@staff(Permission.EDIT)
def copy(key: str) -> ResponseReturnValue:
    """Add the questions of another event."""
    event = event_for(key, Permission.EDIT)
    form = _copy_form(event)

    def change() -> str:
        number = copy_form(event_for(form.source.data, Permission.READ), event)
        flash(
            ngettext("%(num)d question was copied.", "%(num)d questions were copied.", number),
            "success",
        )
        return url_for("questions.index", key=key)

    return answer_form(form, change=change, page=lambda: _page(event, form))


def _kind() -> QuestionKind:
    """The kind of the address. Raises NotFound for none."""
    kinds = {kind.value: kind for kind in QuestionKind}
    found = kinds.get(request.args.get("kind", ""))
    if found is None:
        raise NotFound
    return found


def _form(event: Event, kind: QuestionKind, question: Question | None = None) -> QuestionForm:
    form_of_event = questions_of(event)
    standing = question_as_data(question, form_of_event) if question else {}
    form = QuestionForm(data=standing)
    earlier = [one for one in form_of_event if question is None or one.position < question.position]
    form.settle(kind, earlier)
    form.opened_on(standing)
    return form


def _copy_form(event: Event) -> CopyForm:
    form = CopyForm()
    form.offer(forms_to_copy(event))
    return form


def _page(event: Event, refused: Form | None = None) -> str:
    questions = questions_of(event, removed=True)
    by_id = {one.id: one for one in questions}
    copying = refused if isinstance(refused, CopyForm) else _copy_form(event)
    return render_template(
        "registration/questions.html",
        event=event,
        questions=[one for one in questions if one.removed_at is None],
        removed=[one for one in questions if one.removed_at is not None],
        conditions={
            one.id: condition_in_words(one, by_id[one.depends_on_id])
            for one in questions
            if one.depends_on_id
        },
        kind_labels=QUESTION_KIND_LABELS,
        adding=KindForm(),
        copying=copying,
        refused=refused,
    )


def _question_page(
    event: Event, kind: QuestionKind, form: QuestionForm, question: Question | None = None
) -> str:
    return render_template(
        "registration/question.html",
        event=event,
        form=form,
        question=question,
        kind_label=_(QUESTION_KIND_LABELS[kind]),
        action=url_for("questions.save", key=event.key, question=question.key)
        if question
        else url_for("questions.add", key=event.key, kind=kind.value),
    )

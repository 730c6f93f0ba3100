"""The questions of a form as its template prints them: in sections, each with what it depends on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask_babel import gettext as _

from app.registration.forms.guests import GuestForm, OwnForm, form_for
from app.registration.forms.questions import answers_as_data, field_name
from app.registration.models import Question, Registration
from app.registration.queries import answers_of, questions_of
from app.registration.rules import YES, QuestionKind

Own = TypeVar("Own", bound=OwnForm)


@dataclass(frozen=True)
class Line:
    """One question: its field, and in words and for a script when it is to be answered."""

    question: Question
    field: Any
    condition: str = ""
    depends_on: str = ""
    given: str = ""

    @property
    def attributes(self) -> dict[str, object]:
        """What its control needs beside; never the browser's own check, for it may be hidden."""
        kind = self.question.kind
        told: dict[str, object] = {"required": False}
        if kind is QuestionKind.LONG_TEXT:
            told["rows"] = 5
        if kind is QuestionKind.NUMBER:
            told["inputmode"] = "decimal"
        if kind is QuestionKind.FILE:
            told["accept"] = ".pdf,.jpg,.jpeg,.png"
        return told


@dataclass
class Part:
    """A heading and the questions under it; the first part has none."""

    heading: str = ""
    help: str = ""
    lines: list[Line] = field(default_factory=list)


def form_lines(form: GuestForm) -> list[Part]:
    """Return the questions of ``form`` in their sections; a section without questions is left out."""
    return [part for part in _parts(form, form.part.questions) if part.lines]


def values_of(guest: Registration) -> dict[str, object]:
    """Return what a guest said, as a form shows it again."""
    return {
        "name": guest.name,
        "organisation": guest.organisation,
        "consent_listed": guest.consent_listed,
        "party_size": guest.party_size,
        "companions": "\n".join(guest.companions),
        **answers_as_data(questions_of(guest.event), answers_of(guest)),
    }


def edit_form(kind: type[Own], guest: Registration) -> Own:
    """Return the form in which what a ``guest`` said is changed."""
    said = values_of(guest)
    form: Own = form_for(kind, [guest.pool], questions_of(guest.event), data=said)
    form.opened_on(said)
    form.part.kept = frozenset(
        one.question_id for one in answers_of(guest) if one.question.kind is QuestionKind.FILE
    )
    return form


def has_files(parts: Iterable[Part]) -> bool:
    """Whether a file is asked for, so that the form has to be sent in another encoding."""
    return any(line.question.kind is QuestionKind.FILE for part in parts for line in part.lines)


def _parts(form: GuestForm, questions: Sequence[Question]) -> list[Part]:
    by_id = {one.id: one for one in questions}
    parts = [Part()]
    for question in questions:
        if question.kind is QuestionKind.SECTION:
            parts.append(Part(question.label, question.help))
        else:
            before = by_id.get(question.depends_on_id or 0)
            parts[-1].lines.append(_line(form, question, before))
    return parts


def _line(form: GuestForm, question: Question, before: Question | None) -> Line:
    shown = form[field_name(question)]
    if question.required and not form.part.lenient:
        shown.flags.required = True
    if before is None:
        return Line(question, shown)
    return Line(
        question, shown, condition_in_words(question, before), field_name(before), _sent(question)
    )


def condition_in_words(question: Question, before: Question) -> str:
    """Say when ``question`` is to be answered."""
    if before.kind is QuestionKind.CONSENT:
        return _("Answer this if you ticked “%(question)s”.", question=before.label)
    return _(
        "Answer this if “%(question)s” is “%(answer)s”.",
        question=before.label,
        answer=question.given,
    )


def _sent(question: Question) -> str:
    """What a browser sends for the answer; a ticked box sends "y"."""
    return "y" if question.given == YES else question.given

"""The questions of an event as fields of a form, and what was answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field, FileField
from wtforms.widgets import DateInput, ListWidget

from app.core.errors import InvalidInput
from app.registration.files import checked_file
from app.registration.models import GuestAnswer, Question
from app.registration.operations import GivenAnswer, SentFile
from app.registration.rules import YES, QuestionKind, Values, cleaned, questions_asked
from app.web.choices import BoxOfMany, RadioField, SelectMultipleField
from app.web.forms import Form, LineField, TextField

ANSWER_LIMIT = 5000


class DateLine(LineField):
    """A day, kept as it was typed where it is none."""

    widget = DateInput()


def field_name(question: Question) -> str:
    """Return the name of a question's field."""
    return f"q_{question.key}"


def fields_for(questions: Sequence[Question]) -> dict[str, Field]:
    """Return the fields of a form that asks ``questions``."""
    return {
        field_name(one): _field(one) for one in questions if one.kind is not QuestionKind.SECTION
    }


def _line(_question: Question, **about: Any) -> Any:
    return LineField(**about)


def _file(_question: Question, **about: Any) -> Any:
    return FileField(**about)


def _day(_question: Question, **about: Any) -> Any:
    return DateLine(**about)


def _consent(_question: Question, **about: Any) -> Any:
    return BooleanField(**about)


def _long_text(_question: Question, **about: Any) -> Any:
    return TextField(limit=ANSWER_LIMIT, **about)


def _one_choice(question: Question, **about: Any) -> Any:
    return RadioField(choices=_pairs(question), validate_choice=False, **about)


def _choices(question: Question, **about: Any) -> Any:
    return SelectMultipleField(
        choices=_pairs(question),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=BoxOfMany(),
        **about,
    )


def _pairs(question: Question) -> list[tuple[str, str]]:
    return [(choice, choice) for choice in question.choices]


FIELDS: Mapping[QuestionKind, Callable[..., Any]] = {
    QuestionKind.LONG_TEXT: _long_text,
    QuestionKind.ONE_CHOICE: _one_choice,
    QuestionKind.CHOICES: _choices,
    QuestionKind.DATE: _day,
    QuestionKind.FILE: _file,
    QuestionKind.CONSENT: _consent,
}
"""Kinds with a field of their own; all others are one line of text."""


def _field(question: Question) -> Any:
    made: Callable[..., Any] = FIELDS.get(question.kind, _line)
    return made(question, label=question.label, description=question.help)


@dataclass
class QuestionPart:
    """The questions of a form, and once it is valid, the answers.

    ``kept`` are questions to which a file was sent before; nothing need be sent again. Where it is
    ``lenient``, nothing is required.
    """

    questions: Sequence[Question]
    kept: frozenset[int] = frozenset()
    lenient: bool = False
    answers: list[GivenAnswer] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)

    def validate(self, form: Form) -> bool:
        """Check the questions that this guest is asked; an answer to any other one is dropped."""
        given = {one.id: _values(form, one) for one in self.questions}
        asked = {one.id for one in questions_asked([q.asked for q in self.questions], given)}
        self.answers, self.asked, valid = [], [], True
        for question in self.questions:
            if question.kind is QuestionKind.SECTION:
                continue
            try:
                if question.id in asked:
                    self._keep(form, question, given[question.id])
                else:
                    self.asked.append(question.id)
            except InvalidInput as refusal:
                valid = False
                form[field_name(question)].errors = [gettext(refusal.message, **refusal.facts)]
        return valid

    def _keep(self, form: Form, question: Question, given: Values) -> None:
        if question.kind is QuestionKind.FILE and not given and question.id in self.kept:
            return
        self.asked.append(question.id)
        asked = replace(question.asked, required=question.required and not self.lenient)
        values = cleaned(asked, given)
        if not values:
            return
        sent: SentFile | None = None
        if question.kind is QuestionKind.FILE:
            upload: FileStorage = form[field_name(question)].data
            sent = checked_file(upload.stream, upload.filename or "")
        self.answers.append(
            GivenAnswer(
                question_id=question.id,
                asked_as=question.label,
                text=sent.name if sent else "\n".join(values),
                file=sent,
            )
        )


def answers_as_data(
    questions: Sequence[Question], answers: Sequence[GuestAnswer]
) -> dict[str, object]:
    """Return what was answered, as a form shows it again; a file is not shown."""
    found: Mapping[int, str] = {one.question_id: one.text for one in answers}
    return dict(_as_data(questions, found))


def _as_data(
    questions: Sequence[Question], found: Mapping[int, str]
) -> Iterator[tuple[str, object]]:
    for question in questions:
        text = found.get(question.id)
        if text is None or question.kind is QuestionKind.FILE:
            continue
        match question.kind:
            case QuestionKind.CHOICES:
                yield field_name(question), text.split("\n")
            case QuestionKind.CONSENT:
                yield field_name(question), text == YES
            case _:
                yield field_name(question), text


def _values(form: Form, question: Question) -> Values:
    """What was sent, as the rules take it."""
    if question.kind is QuestionKind.SECTION:
        return ()
    data = form[field_name(question)].data
    match question.kind:
        case QuestionKind.CHOICES:
            return tuple(data or ())
        case QuestionKind.CONSENT:
            return (YES,) if data else ()
        case QuestionKind.FILE:
            name = getattr(data, "filename", "") or ""
            return (name,) if name else ()
        case _:
            return (str(data),) if data else ()

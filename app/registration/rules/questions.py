"""The form of an event: kinds of questions, which of them are asked, and what counts as an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from app.core.errors import InvalidInput
from app.core.messages import N_


class QuestionKind(StrEnum):
    """What is asked for. A section asks nothing: it heads the questions that follow."""

    SECTION = "section"
    TEXT = "text"
    LONG_TEXT = "long_text"
    ONE_CHOICE = "one_choice"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"
    FILE = "file"
    CONSENT = "consent"


QUESTION_KIND_LABELS: dict[QuestionKind, str] = {
    QuestionKind.TEXT: N_("One line of text"),
    QuestionKind.LONG_TEXT: N_("Several lines of text"),
    QuestionKind.ONE_CHOICE: N_("One of several choices"),
    QuestionKind.CHOICES: N_("Any of several choices"),
    QuestionKind.NUMBER: N_("A number"),
    QuestionKind.DATE: N_("A date"),
    QuestionKind.FILE: N_("A file (PDF, JPEG or PNG)"),
    QuestionKind.CONSENT: N_("A consent, by ticking a box"),
    QuestionKind.SECTION: N_("A heading"),
}

WITH_CHOICES = frozenset({QuestionKind.ONE_CHOICE, QuestionKind.CHOICES})
MAY_BE_CONDITION = WITH_CHOICES | {QuestionKind.CONSENT}
"""Kinds whose answers are known beforehand, so that others can depend on them."""

YES = "yes"
"""The answer of a consent."""

CHOICE_LIMIT = 200
LINE_LIMIT = 300
ANSWER_LIMIT = 5_000
LARGEST_NUMBER = Decimal(10) ** 12

Values = tuple[str, ...]
"""An answer as text: of several choices one each, of everything else one, or none."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as the rules need it; ``given`` is the answer to ``depends_on`` that shows it."""

    id: int
    kind: QuestionKind
    required: bool = False
    choices: Sequence[str] = ()
    depends_on: int | None = None
    given: str = ""


def questions_asked(questions: Iterable[Asked], answers: Mapping[int, Values]) -> list[Asked]:
    """Return the questions that whoever gives ``answers`` is asked, in order.

    A question that depends on one that is not asked is not asked either. A condition looks back
    only: one that stands further down counts as not answered.
    """
    asked: dict[int, Asked] = {}
    for question in questions:
        before = question.depends_on
        if before is None or (before in asked and question.given in answers.get(before, ())):
            asked[question.id] = question
    return list(asked.values())


def cleaned(question: Asked, values: Values) -> Values:
    """Return the answer as it is kept. Raises InvalidInput for what is none."""
    given = tuple(value for value in (one.strip() for one in values) if value)
    if not given:
        if question.required and question.kind is not QuestionKind.SECTION:
            raise InvalidInput(REQUIRED[question.kind])
        return ()
    match question.kind:
        case QuestionKind.ONE_CHOICE | QuestionKind.CHOICES:
            return _chosen(question, given)
        case QuestionKind.NUMBER:
            return (_number(given[0]),)
        case QuestionKind.DATE:
            return (_date(given[0]),)
        case QuestionKind.CONSENT:
            return (YES,)
        case _:
            return given[:1]


REQUIRED: Mapping[QuestionKind, str] = {
    QuestionKind.TEXT: N_("Please answer this question."),
    QuestionKind.LONG_TEXT: N_("Please answer this question."),
    QuestionKind.ONE_CHOICE: N_("Please choose one."),
    QuestionKind.CHOICES: N_("Please choose at least one."),
    QuestionKind.NUMBER: N_("Please type a number."),
    QuestionKind.DATE: N_("Please give a date."),
    QuestionKind.FILE: N_("Please choose a file."),
    QuestionKind.CONSENT: N_("Without this consent we cannot register you."),
}


def _chosen(question: Asked, given: Values) -> Values:
    if any(one not in question.choices for one in given):
        raise InvalidInput(N_("Choose from the list."))
    chosen = tuple(one for one in question.choices if one in given)
    return chosen[:1] if question.kind is QuestionKind.ONE_CHOICE else chosen


def _number(text: str) -> str:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > LARGEST_NUMBER:
        raise InvalidInput(N_("This is not a number. Type it in digits, for instance 12."))
    return f"{number:f}"


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise InvalidInput(N_("This is not a date. Type it as in 2027-03-31.")) from None


def check_condition(earlier: Iterable[Asked], depends_on: int | None, given: str) -> None:
    """Refuse a condition on anything but a possible answer to an ``earlier`` question.

    Raises InvalidInput.
    """
    if depends_on is None:
        return
    of = next((one for one in earlier if one.id == depends_on), None)
    if of is None or of.kind not in MAY_BE_CONDITION:
        raise InvalidInput(N_("A condition looks at a choice or a consent that is asked before."))
    possible = (YES,) if of.kind is QuestionKind.CONSENT else of.choices
    if given not in possible:
        raise InvalidInput(N_("The condition has to be one of the answers to that question."))

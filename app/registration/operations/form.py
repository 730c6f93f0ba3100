"""The form of an event: questions are added, changed, moved and removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, Unpack

from sqlalchemy import func, select

from app.access import audit
from app.core.clock import now
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.events.models import Event
from app.extensions import db
from app.registration.models import GuestAnswer, Question, RegistrationTerms
from app.registration.queries import KEEP_MONTHS, questions_of
from app.registration.rules import WITH_CHOICES, QuestionKind, check_condition


class QuestionFields(TypedDict, total=False):
    """What staff say of a question; its kind stays what it is."""

    label: str
    help: str
    required: bool
    choices: Sequence[str]
    depends_on_id: int | None
    given: str


def add_question(event: Event, *, kind: QuestionKind, **fields: Unpack[QuestionFields]) -> Question:
    """Add a question at the end of the form. Raises InvalidInput."""
    others = questions_of(event)
    question = Question(
        event_id=event.id,
        kind=kind,
        position=max((one.position for one in others), default=0) + 1,
    )
    _set(question, others, fields)
    db.session.add(question)
    db.session.flush()
    audit.record(N_("added a question to"), "event", event.key, question=question.label)
    return question


def edit_question(question: Question, event: Event, **fields: Unpack[QuestionFields]) -> Question:
    """Change a question. What was answered before stays as it was asked. Raises InvalidInput."""
    with db.session.no_autoflush:
        earlier = [one for one in questions_of(event) if one.position < question.position]
        _set(question, earlier, fields)
    audit.record(N_("changed a question of"), "event", event.key, question=question.label)
    return question


def move_question(question: Question, event: Event, *, up: bool) -> None:
    """Let a question change places with its neighbour; at the end of the form it stays.

    A question stays below the one that it depends on. Raises InvalidInput.
    """
    form = list(questions_of(event))
    at = form.index(question)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(form):
        return
    form[at], form[to] = form[to], form[at]
    for position, one in enumerate(form, start=1):
        _check_condition(one, form[: position - 1])
        one.position = position
    audit.record(N_("moved a question of"), "event", event.key, question=question.label)


def remove_question(question: Question, event: Event) -> None:
    """Ask no longer; answers that were given stay readable. Those that depend on it are asked all."""
    for other in questions_of(event):
        if other.depends_on_id == question.id:
            other.depends_on_id, other.given = None, ""
    answered = select(func.count(GuestAnswer.id)).where(GuestAnswer.question_id == question.id)
    if db.session.scalar(answered):
        question.removed_at = now()
    else:
        db.session.delete(question)
    audit.record(N_("removed a question from"), "event", event.key, question=question.label)


def copy_form(source: Event, event: Event) -> int:
    """Add the questions of ``source`` to the form of ``event``; return how many they are."""
    start = max((one.position for one in questions_of(event)), default=0)
    copies: dict[int, Question] = {}
    for number, question in enumerate(questions_of(source), start=1):
        before = copies.get(question.depends_on_id or 0)
        copies[question.id] = copy = Question(
            event_id=event.id,
            position=start + number,
            kind=question.kind,
            label=question.label,
            help=question.help,
            required=question.required,
            choices=list(question.choices),
            depends_on_id=before.id if before else None,
            given=question.given if before else "",
        )
        db.session.add(copy)
        db.session.flush()
    audit.record(N_("copied a form to"), "event", event.key, source=source.key)
    return len(copies)


def set_terms(event: Event, *, keep_months: int, privacy: str) -> RegistrationTerms:
    """Say how long the data of guests is kept, and what they are told about it."""
    terms = db.session.get(RegistrationTerms, event.id)
    if terms is None:
        terms = RegistrationTerms(event_id=event.id, keep_months=KEEP_MONTHS)
        db.session.add(terms)
    terms.keep_months, terms.privacy = keep_months, privacy
    audit.record(N_("changed the privacy notice of"), "event", event.key, months=str(keep_months))
    return terms


def _set(question: Question, earlier: Sequence[Question], fields: QuestionFields) -> None:
    for name, value in fields.items():
        setattr(question, name, list(value) if name == "choices" else value)  # type: ignore[call-overload]
    if not question.label:
        raise InvalidInput(N_("Say what is asked."))
    if question.kind in WITH_CHOICES and len(question.choices or ()) < 2:
        raise InvalidInput(N_("Write at least two choices, one on each line."))
    _check_condition(question, earlier)


def _check_condition(question: Question, earlier: Sequence[Question]) -> None:
    check_condition([one.asked for one in earlier], question.depends_on_id, question.given or "")

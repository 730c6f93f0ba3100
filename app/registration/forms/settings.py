"""What staff say of the registration for an event: who may come, pools, questions, privacy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from wtforms import BooleanField, DateField, IntegerField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.core.clock import to_instant
from app.events.models import Event
from app.events.rules import REGISTRATION_MODE_LABELS
from app.registration.models import Pool, Question
from app.registration.operations.places import PoolFields
from app.registration.rules import (
    MAY_BE_CONDITION,
    QUESTION_KIND_LABELS,
    YES,
    QuestionKind,
)
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import Form, LineField, TextField
from app.web.forms import lazy_gettext as _

END_OF_DAY = time(23, 59)


class ModeForm(EditForm):
    """Who may come."""

    mode = SelectField(_("Who may come"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mode.choices = [
            (mode.value, gettext(label)) for mode, label in REGISTRATION_MODE_LABELS.items()
        ]


class TermsForm(EditForm):
    """What becomes of the data of guests."""

    keep_months = IntegerField(
        _("Months after the event until the data is deleted"),
        validators=[InputRequired(), NumberRange(min=0, max=120)],
        description=_("How many came stays; names, addresses and answers go."),
    )
    privacy = TextField(
        _("What guests are told"),
        limit=5000,
        description=_("Empty: that their data is used for this event alone."),
    )


class PoolForm(EditForm):
    """One sort of places."""

    name = LineField(
        _("Called"), limit=80, validators=[InputRequired(_("Say what these places are called."))]
    )
    gets_link = BooleanField(_("Guests are sent the link to join"))
    capacity = IntegerField(
        _("Places"),
        validators=[Optional(), NumberRange(min=0, max=100_000)],
        description=_("Leave it empty for any number. Fewer than are taken throws nobody out."),
    )
    overbooking = IntegerField(
        _("Overbooking in percent"),
        default=0,
        validators=[Optional(), NumberRange(min=0, max=100)],
        description=_("So many more may register, because some will not come."),
    )
    opens_on = DateField(_("Opens on"), validators=[Optional()])
    opens_at = TimeField(_("At"), validators=[Optional()])
    closes_on = DateField(_("Closes on"), validators=[Optional()])
    closes_at = TimeField(_("At"), validators=[Optional()])
    approval = BooleanField(_("Staff decide on each request"))
    party_limit = IntegerField(
        _("People in one registration, at most"),
        default=1,
        validators=[Optional(), NumberRange(min=1, max=20)],
        description=_("1: everybody registers for themselves."),
    )
    names_companions = BooleanField(_("Ask for the names of those who come along"), default=True)
    waiting_list = BooleanField(_("There is a waiting list"), default=True)
    automatic = BooleanField(
        _("Register the next in line at once, without asking"),
    )
    offer_hours = IntegerField(
        _("Otherwise, hours for which a place is kept for the answer"),
        default=48,
        validators=[Optional(), NumberRange(min=1, max=720)],
    )
    passing = BooleanField(
        _("Smaller parties may go before one for which there is no room"),
    )

    def fields_in(self, zone: str) -> PoolFields:
        """Return what was said; times are told on the clock of ``zone``."""
        return {
            "name": self.name.data or "",
            "gets_link": self.gets_link.data,
            "capacity": self.capacity.data,
            "overbooking": self.overbooking.data or 0,
            "opens_at": _instant(self.opens_on.data, self.opens_at.data or time(), zone, fold=0),
            "closes_at": _instant(
                self.closes_on.data, self.closes_at.data or END_OF_DAY, zone, fold=1
            ),
            "approval": self.approval.data,
            "party_limit": self.party_limit.data or 1,
            "names_companions": self.names_companions.data,
            "waiting_list": self.waiting_list.data,
            "automatic": self.automatic.data,
            "offer_hours": self.offer_hours.data or 48,
            "passing": self.passing.data,
        }


def pool_as_data(pool: Pool, zone: str) -> dict[str, object]:
    """Return what stands of ``pool``, as the form shows it."""
    opens, closes = _local(pool.opens_at, zone), _local(pool.closes_at, zone)
    kept = (
        "name", "gets_link", "capacity", "overbooking", "approval", "party_limit",
        "names_companions", "waiting_list", "automatic", "offer_hours", "passing",
    )  # fmt: skip
    return {
        **{name: getattr(pool, name) for name in kept},
        "opens_on": opens.date() if opens else None,
        "opens_at": opens.time() if opens else None,
        "closes_on": closes.date() if closes else None,
        "closes_at": closes.time() if closes else None,
    }


class QuestionForm(EditForm):
    """One question. Its kind is chosen before and stays."""

    label = LineField(_("Question"), limit=300, validators=[InputRequired(_("Say what is asked."))])
    help = TextField(_("Help"), limit=1000, description=_("Stands under the question."))
    choices = TextField(
        _("Choices"), limit=20_000, description=_("One on each line, in their order.")
    )
    required = BooleanField(_("An answer is required"))
    condition = SelectField(_("Asked"))

    def settle(self, kind: QuestionKind, earlier: Sequence[Question]) -> None:
        """Take out what this kind of question has not, and offer the conditions there can be."""
        if kind not in {QuestionKind.ONE_CHOICE, QuestionKind.CHOICES}:
            del self.choices
        if kind is QuestionKind.SECTION:
            del self.required
            del self.condition
            self.label.label.text = gettext("Heading")
            return
        self.condition.choices = [("", gettext("Of everybody")), *_conditions(earlier)]

    def fields_of(self, questions: Sequence[Question]) -> dict[str, Any]:
        """Return what was said."""
        said: dict[str, Any] = {"label": self.label.data or "", "help": self.help.data or ""}
        if "choices" in self:
            lines = (line.strip() for line in (self.choices.data or "").splitlines())
            said["choices"] = list(dict.fromkeys(line[:200] for line in lines if line))
        if "required" in self:
            said["required"] = self.required.data
        if "condition" in self:
            key, _colon, given = (self.condition.data or "").partition(":")
            of = next((one for one in questions if one.key == key), None)
            said |= {"depends_on_id": of.id if of else None, "given": given if of else ""}
        return said


def question_as_data(question: Question, questions: Sequence[Question]) -> dict[str, object]:
    """Return what stands of ``question``, as the form shows it."""
    of = next((one for one in questions if one.id == question.depends_on_id), None)
    return {
        "label": question.label,
        "help": question.help,
        "required": question.required,
        "choices": "\n".join(question.choices),
        "condition": f"{of.key}:{question.given}" if of else "",
    }


def _conditions(earlier: Sequence[Question]) -> list[tuple[str, str]]:
    found = []
    for question in earlier:
        if question.kind is QuestionKind.CONSENT:
            words = gettext("If “%(question)s” is ticked", question=question.label)
            found.append((f"{question.key}:{YES}", words))
        elif question.kind in MAY_BE_CONDITION:
            found += [
                (
                    f"{question.key}:{choice}",
                    gettext(
                        "If “%(question)s” is “%(answer)s”", question=question.label, answer=choice
                    ),
                )
                for choice in question.choices
            ]
    return found


class KindForm(Form):
    """Which sort of question is added."""

    kind = SelectField(_("Add"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [
            (kind.value, gettext(label)) for kind, label in QUESTION_KIND_LABELS.items()
        ]


class CopyForm(Form):
    """From which event the questions are copied."""

    source = SelectField(_("Copy the questions of"))

    def offer(self, events: Sequence[Event]) -> None:
        """Let one of ``events`` be chosen."""
        self.source.choices = [(one.key, one.title) for one in events]


def _instant(day: Any, at: time, zone: str, *, fold: int) -> datetime | None:
    """The instant on the clock of the event; of a time that comes twice, ``fold`` says which."""
    return None if day is None else to_instant(datetime.combine(day, at), zone, fold=fold)


def _local(instant: datetime | None, zone: str) -> datetime | None:
    return instant.astimezone(ZoneInfo(zone)) if instant else None

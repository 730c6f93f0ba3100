"""What staff type about letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, DateField, HiddenField, IntegerField, TimeField
from wtforms.validators import InputRequired, NumberRange

from app.core.clock import to_instant
from app.core.errors import InvalidInput
from app.core.messages import N_
from app.correspondence.audiences import Filter
from app.correspondence.rules import ANCHOR_LABELS, TemplatePurpose, check_words
from app.web.answers import EditForm
from app.web.choices import SelectField
from app.web.forms import Form, LineField, TextField
from app.web.forms import lazy_gettext as _

LONGEST_LETTER = 20_000
FARTHEST = 366
"""Days: further from an event nobody plans a reminder."""


class WordsForm(EditForm):
    """The words of a letter, checked for its ``purpose``."""

    subject = LineField(_("Subject"), validators=[InputRequired(_("Write a subject."))])
    body = TextField(
        _("Letter"),
        limit=LONGEST_LETTER,
        validators=[InputRequired(_("Write the letter."))],
        description=_("Plain text. An empty line begins a new paragraph."),
    )

    def __init__(self, *args: Any, purpose: TemplatePurpose, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purpose = purpose

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check each field, then what stands in braces and in addresses."""
        valid = super().validate(*args, **kwargs)
        wrong = check_words(
            self.purpose, subject=self.subject.data or "", body=self.body.data or ""
        )
        for name, message in wrong.items():
            self[name].errors = [*self[name].errors, gettext(message)]
        return valid and not wrong


class ComposeForm(WordsForm):
    """A letter to many, and a sentence in it."""

    word = TextField(
        _("A sentence of your own"),
        limit=2000,
        description=_("Stands where the letter says {word}."),
    )
    title = LineField(
        _("Name of this mailing"), limit=200, description=_("“First wave”; for staff alone.")
    )


class MailForm(EditForm):
    """The words of a single draft."""

    subject = LineField(_("Subject"), validators=[InputRequired(_("Write a subject."))])
    body = TextField(
        _("Letter"), limit=LONGEST_LETTER, validators=[InputRequired(_("Write the letter."))]
    )


class SendForm(Form):
    """The last word before mails go out. ``expected`` is the number on the button."""

    expected = HiddenField()

    @property
    def count(self) -> int:
        """The number that the sender was shown; none, if it was tampered with."""
        text = self.expected.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1


class ScheduleForm(SendForm):
    """When a mailing goes out, on the clock of the event."""

    day = DateField(_("Day"), validators=[InputRequired(_("Choose a day."))])
    time = TimeField(_("Time"), validators=[InputRequired(_("Choose a time."))])

    def instant(self, zone: str) -> datetime:
        """The instant that is meant on the clock of ``zone``; of a time that comes twice, the first."""
        day, time = self.day.data, self.time.data
        if day is None or time is None:
            raise InvalidInput(N_("Choose a day and a time."))
        return to_instant(datetime.combine(day, time), zone, fold=0)


class AgainForm(Form):
    """A word before a mail that is sent once more."""

    preface = TextField(_("A word before it"), limit=2000)


class ReminderForm(WordsForm):
    """When a letter is composed by itself, to whom, and whether it goes out at once."""

    amount = IntegerField(
        _("How long"),
        default=7,
        validators=[InputRequired(_("Give a number.")), NumberRange(0, FARTHEST * 24)],
    )
    unit = SelectField(_("Unit"), choices=[("24", _("days")), ("1", _("hours"))])
    side = SelectField(_("Before or after"), choices=[("-1", _("before")), ("1", _("after"))])
    anchor = SelectField(_("Of what"))
    by_itself = BooleanField(_("Send it without asking; otherwise it waits as a draft"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.anchor.choices = [(one.value, gettext(label)) for one, label in ANCHOR_LABELS.items()]

    @property
    def hours(self) -> int:
        """The distance in hours, negative before the anchor."""
        return (self.amount.data or 0) * int(self.unit.data or 1) * int(self.side.data or -1)


def chosen_of(filters: list[Filter], asked: Any) -> dict[str, list[str]]:
    """Return what is chosen of each of ``filters`` in an address; what is not on offer is left out."""
    found: dict[str, list[str]] = {}
    for one in filters:
        offered = {value for value, _label in one.options}
        values = [value for value in asked.getlist(one.name) if value in offered]
        if values:
            found[one.name] = values
    return found

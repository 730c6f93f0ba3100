"""What control fills in: an inject that nobody planned, a ruling, its outcome, a correction."""

from __future__ import annotations

from flask_babel import gettext
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.games.models import GameTeam
from app.games.rules import (
    MEDIUM_LABELS,
    METHOD_LABELS,
    Medium,
    Method,
    is_whole_team,
    reader_names,
)
from app.participation.forms.seats import CheckboxesField
from app.web.choices import SelectField
from app.web.forms import Form, LineField, TextField
from app.web.forms import lazy_gettext as _

SIDES = NumberRange(2, 100, _("A die has 2 to 100 sides."))
ON_A_DIE = NumberRange(1, 100, _("That is not on the die."))
COUNT = NumberRange(0, 1000, _("Write a number from 0 to 1000."))


class ReadersForm(Form):
    """A form that goes to readers: whole teams, or single roles."""

    to = CheckboxesField(_("To"), validators=[InputRequired(_("Say to whom it goes."))], choices=[])

    def offer(self, teams: list[GameTeam], *, roles: bool = True) -> None:
        """Let it go to ``teams``, and to their single roles too."""
        names = reader_names(teams)
        whole = [key for key in names if is_whole_team(key)]
        single = [key for key in names if roles and not is_whole_team(key)]
        self.to.choices = [(key, names[key]) for key in (*whole, *single)]


class AdHocForm(ReadersForm):
    """An inject that is written during play and released at once."""

    title = LineField(_("Title"), limit=200, validators=[InputRequired(_("Write a title."))])
    sender = LineField(_("From"), limit=120)
    medium = SelectField(
        _("Channel"), choices=[(one.value, _(label)) for one, label in MEDIUM_LABELS.items()]
    )
    body = TextField(_("Text"), validators=[InputRequired(_("Write what they will read."))])
    recalls = HiddenField()

    @property
    def chosen_medium(self) -> Medium:
        """The channel as the domain knows it."""
        return Medium(self.medium.data)


class RulingForm(Form):
    """A ruling on what teams decided, by one of three methods."""

    teams = CheckboxesField(_("On the decision of"), choices=[])
    method = SelectField(
        _("Method"), choices=[(one.value, _(label)) for one, label in METHOD_LABELS.items()]
    )
    arguments_for = TextField(_("Arguments for"))
    arguments_against = TextField(_("Arguments against"))
    sides = IntegerField(_("Roll a die with so many sides"), validators=[Optional(), SIDES])
    needed = IntegerField(_("It succeeds from"), validators=[Optional(), ON_A_DIE])
    votes_for = IntegerField(_("Votes for"), validators=[Optional(), COUNT])
    votes_against = IntegerField(_("Votes against"), validators=[Optional(), COUNT])
    reasons = TextField(
        _("Ruling and reasons"), validators=[InputRequired(_("Write the ruling and its reasons."))]
    )
    supersedes = SelectField(_("In place of"), choices=[])

    @property
    def chosen_method(self) -> Method:
        """The method as the domain knows it."""
        return Method(self.method.data)

    @property
    def votes(self) -> tuple[int, int] | None:
        """How many were for it and against, where there was a vote."""
        if self.chosen_method is not Method.VOTE:
            return None
        return self.votes_for.data or 0, self.votes_against.data or 0

    @property
    def replaced(self) -> int | None:
        """The number of the ruling whose place it takes."""
        return int(self.supersedes.data) if self.supersedes.data else None

    def validate_method(self, field: SelectField) -> None:
        """What belongs to another method is not dropped unsaid."""
        if field.data != Method.MATRIX and (self.sides.data or self.needed.data):
            raise ValidationError(
                gettext("Only the matrix rolls a die. Choose it, or empty the die.")
            )
        votes = self.votes_for.data is not None or self.votes_against.data is not None
        if field.data != Method.VOTE and votes:
            raise ValidationError(gettext("Votes belong to the vote. Choose it, or empty them."))

    def validate_needed(self, field: IntegerField) -> None:
        """What is needed must be on the die."""
        if field.data and field.data > (self.sides.data or 0):
            raise ValidationError(gettext("That is not on the die."))


class OutcomeForm(ReadersForm):
    """What teams are told of a ruling."""

    title = LineField(_("Title"), limit=200, validators=[InputRequired(_("Write a title."))])
    outcome = TextField(_("Outcome"), validators=[InputRequired(_("Write what they will read."))])


class CorrectionForm(Form):
    """What is put before all who read something that was wrong."""

    text = TextField(_("Correction"), validators=[InputRequired(_("Write the correction."))])
